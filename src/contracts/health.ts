import * as z from "zod";
import { isoTime } from "./ticket.ts";

/** GET /v1/knowledge/health: what is wrong with the knowledge that is live, each row with its mend. */
export const healthReport = z.object({
  /** null: there is no release, so there is nothing to judge. */
  releaseNumber: z.number().int().nullable(),
  at: isoTime,
  /** IANA zone in which days are meant. */
  timeZone: z.string(),
  documents: z.number().int(),
  /** Suggestions that were looked at. */
  suggestions: z.number().int(),
  sections: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      means: z.string(),
      /** All there are; `rows` holds the first of them. */
      total: z.number().int(),
      rows: z.array(
        z.object({
          documentId: z.string().nullable(),
          intentId: z.string().nullable(),
          title: z.string(),
          owner: z.string().nullable(),
          says: z.string(),
          mend: z.string(),
        }),
      ),
    }),
  ),
});
export type HealthReport = z.infer<typeof healthReport>;
