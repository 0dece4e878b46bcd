import * as z from "zod";
import { REJECT_REASONS, type Outcome } from "../domain/outcome.ts";
import { EDIT_CLASSES, SOURCE_PROBLEMS } from "../domain/remarks.ts";
import type { Signal } from "../domain/signal.ts";
import { isoTime, ticketRef } from "./ticket.ts";

const share = z.number().min(0).max(1);

export const rejectReason = z.enum(REJECT_REASONS);

export const outcome: z.ZodType<Outcome> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pending") }),
  z.object({
    kind: z.literal("accepted"),
    retained: z.literal(1),
    agentShare: z.literal(0),
  }),
  z.object({ kind: z.literal("edited"), retained: share, agentShare: share }),
  z.object({
    kind: z.literal("rejected"),
    reason: rejectReason,
    note: z.string().max(2000).nullable(),
  }),
  z.object({
    kind: z.literal("ignored"),
    because: z.enum([
      "sent_something_else",
      "colleague_replied",
      "left",
      "no_sign_of_life",
    ]),
  }),
  z.object({
    kind: z.literal("superseded"),
    by: z.enum(["newer_message", "regeneration"]),
  }),
]);

export const sourceProblem = z.enum(SOURCE_PROBLEMS);
export const editClass = z.enum(EDIT_CLASSES);

/** What is flagged, as the panel and the signal both name it. */
export const flagged = {
  sourceId: z.string().max(200).nullable(),
  documentId: z.string().max(200).nullable(),
  title: z.string().max(500),
  owner: z.string().max(200).nullable(),
  problem: sourceProblem.nullable(),
  note: z.string().max(2000).nullable(),
};
export const corrected = {
  fieldId: z.string().max(200),
  from: z.string().max(2000).nullable(),
  value: z.string().max(2000),
};

export const signal: z.ZodType<Signal> = z
  .object({
    version: z.literal(1),
    signalId: z.string().max(80),
    suggestionId: z.uuid(),
    revision: z.number().int().min(1),
    recordedAt: isoTime,
    ticket: ticketRef,
    lastMessageId: z.string(),
    releaseNumber: z.number().int(),
    intentId: z.string().nullable(),
    intentChoice: z
      .object({ at: isoTime, intentId: z.string().max(200) })
      .optional(),
    flags: z
      .array(z.object({ at: isoTime, ...flagged }))
      .max(100)
      .optional(),
    corrections: z
      .array(z.object({ at: isoTime, ...corrected }))
      .max(100)
      .optional(),
    editClassing: z
      .object({ at: isoTime, editClass: editClass.nullable() })
      .optional(),
    agentId: z.string().nullable(),
    displayedAt: isoTime.nullable(),
    insertedAt: isoTime.nullable(),
    outcome,
    sent: z
      .object({
        messageId: z.string(),
        at: isoTime,
        route: z.enum(["inserted", "copied", "typed", "elsewhere"]),
        text: z.string(),
      })
      .nullable(),
    extensionVersion: z.string(),
    contractVersion: z.number().int(),
  })
  .refine(
    (it) => it.signalId === `${it.suggestionId}.${it.revision}`,
    "signalId must be <suggestionId>.<revision>",
  );
