import * as z from "zod";
import {
  engineUsed,
  extractedField,
  source,
  suggestion,
} from "./suggestion.ts";
import { isoTime, ticket } from "./ticket.ts";

/**
 * All that is needed to replay a suggestion: what went in (redacted), what was found and in which version, which
 * release and which position of the learning log were live, which engine and prompt wrote it, and what came out.
 */
export const suggestionRecord = z.object({
  version: z.literal(1),
  suggestionId: z.uuid(),
  createdAt: isoTime,
  memberId: z.string(),
  /** The ticket as the engine saw it: personal data replaced by placeholders. */
  input: z.object({
    ticket,
    instruction: z.string().nullable(),
    agentName: z.string().nullable(),
    /** The agent's own word on the intent. Both are missing in records of the first release. */
    intentId: z.string().nullable().optional(),
    /** What filled the placeholders of approved texts, redacted. */
    values: z.record(z.string(), z.string()).optional(),
  }),
  /** Every passage the draft could have used, best first, with its document's version. */
  passages: z.array(z.object({ source, documentVersion: z.string() })),
  packName: z.string(),
  releaseNumber: z.number().int(),
  /** How many signals the learning memory had read. 0 until governed learning exists. */
  memoryPosition: z.number().int(),
  engine: engineUsed.and(z.object({ embedder: z.string() })),
  /** Redacted like the input. */
  output: suggestion,
  fields: z.array(extractedField),
  timings: z.record(z.string(), z.number()),
});
export type SuggestionRecord = z.infer<typeof suggestionRecord>;
