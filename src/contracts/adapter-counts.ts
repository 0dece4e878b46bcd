import * as z from "zod";
import {
  CHECK_RESULTS,
  INSERT_RESULTS,
  READING_ROUTES,
  type AdapterCount,
} from "../domain/adapter-count.ts";
import { HELPDESKS } from "./policy-pack.ts";

/**
 * POST /v1/adapter-counts. Nothing of a ticket fits in: a name is one of a short list, or, where a later extension may
 * know more of them, a few plain words of its code. A key that is not named here is refused.
 */
const MOST_COUNTS = 500;
const LAST_POSITION = 100;

const common = {
  day: z.iso.date(),
  helpdesk: z.enum(HELPDESKS),
  extensionVersion: z.string().regex(/^\d{1,5}(\.\d{1,5}){0,3}$/),
  position: z.literal(0),
  n: z.number().int().min(1).max(1_000_000),
};

const adapterCount: z.ZodType<AdapterCount> = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("reading"),
    name: z.enum(READING_ROUTES),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("insert"),
    name: z.enum(INSERT_RESULTS),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("check"),
    name: z.enum(CHECK_RESULTS),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("missing"),
    name: z.string().regex(/^[a-z][a-z ]{0,39}$/),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("selector"),
    name: z.string().regex(/^[a-z]{1,20}\.[a-zA-Z]{1,40}$/),
    position: z.number().int().min(1).max(LAST_POSITION),
  }),
]);

export const adapterCountBatch = z.strictObject({
  /** Made by the extension: a batch that is sent again after a lost answer is stored once. */
  batchId: z.uuid(),
  counts: z
    .array(adapterCount)
    .min(1)
    .max(MOST_COUNTS)
    .refine(
      (counts) =>
        new Set(counts.map((it) => JSON.stringify({ ...it, n: 0 }))).size ===
        counts.length,
      "A batch names each thing once.",
    ),
});
export type AdapterCountBatch = z.infer<typeof adapterCountBatch>;

export const adapterCountReceipt = z.object({ batchId: z.uuid() });
