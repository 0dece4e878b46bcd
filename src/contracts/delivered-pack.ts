import * as z from "zod";
import type { DeliveredPack } from "../domain/delivered-pack.ts";
import {
  flagsFile,
  isTimeZone,
  selectorsFile,
  toneLimits,
} from "./policy-pack.ts";

/**
 * GET /v1/packs/current. As strict as the pack's own files: a pack that names a key or a switch that this version
 * does not know is refused whole, and the last good one stays.
 */
export const deliveredPack: z.ZodType<DeliveredPack> = z.object({
  version: z.string().min(1).max(100),
  releaseNumber: z.number().int().nullable(),
  // A partial record's absent keys are absent, never undefined.
  selectors: selectorsFile as unknown as z.ZodType<Record<string, string[]>>,
  flags: flagsFile.omit({ groups: true }),
  // An older backend says none, and a browser may not know every zone: days are then its own, and the rest still holds.
  timeZone: z.string().refine(isTimeZone).nullable().default(null).catch(null),
  guard: z
    .object({
      settings: z.object({
        disabled: z.array(z.string()),
        commitments: z.array(
          z.object({
            commitmentId: z.string(),
            words: z.array(z.string()),
            documents: z.array(z.string()),
            limit: z.string().nullable(),
          }),
        ),
      }),
      bannedPhrases: z.array(z.string()),
      toneLimits,
    })
    .nullable()
    .default(null),
});
