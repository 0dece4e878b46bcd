import * as z from "zod";
import { REWRITES, type Rewritten } from "../domain/rewrite.ts";
import { signal, sourceProblem } from "./signal.ts";
import {
  draft,
  extractedField,
  finding,
  source,
  suggestion,
  summary,
} from "./suggestion.ts";
import { isoTime, ticket, ticketRef } from "./ticket.ts";

/** What travels between the worker and the backend. One schema per body; the parser is `schema.parse`. */

/** POST /v1/pairings: a one-time code for a token. */
export const pairingRequest = z.object({
  code: z.string().trim().min(1).max(64),
  deviceName: z.string().max(100),
});
export const pairingResponse = z.object({
  token: z.string(),
  expiresAt: isoTime,
  member: z.object({
    memberId: z.string(),
    name: z.string(),
    role: z.enum(["agent", "lead", "admin"]),
  }),
  workspace: z.object({ workspaceId: z.string(), name: z.string() }),
});

/** GET /v1/me: tests a connection and says what is behind it. */
export const meResponse = z.object({
  member: pairingResponse.shape.member,
  workspace: pairingResponse.shape.workspace,
  /** null: the workspace has no release yet and abstains. */
  releaseNumber: z.number().int().nullable(),
  backendVersion: z.string(),
  contractVersion: z.number().int(),
});

/** POST /v1/suggestions → SSE (see suggestionEvent). */
export const suggestionRequest = z.object({
  /** Made by the extension, so that a repeated request after a lost answer is the same suggestion. */
  suggestionId: z.uuid(),
  ticket,
  /** The agent's name, for the closing line. null: the closing stays without a name. */
  agentName: z.string().max(200).nullable(),
  /** "shorter", "mention the holiday cut-off". null: none. */
  instruction: z.string().max(2000).nullable(),
  /** The agent's correction of the intent. null: understand it. */
  intentId: z.string().nullable(),
});

/** `event: <kind>` with the rest as JSON data. Always ends in `suggestion` or `error`; a cut stream is an error. */
export const suggestionEvent = z.discriminatedUnion("kind", [
  /** Sent at once and then every 10 s, so that the worker's fetch does not time out. */
  z.object({
    kind: z.literal("working"),
    step: z.enum(["understand", "retrieve", "draft", "guard"]),
  }),
  /**
   * A draft as far as it is written, guarded sentence by sentence. Each replaces the one before; none is a suggestion:
   * what comes of it is in the last event, and may be another text.
   */
  z.object({ kind: z.literal("writing"), draft, sources: z.array(source) }),
  z.object({ kind: z.literal("suggestion"), suggestion }),
  z.object({
    kind: z.literal("error"),
    error: z.object({
      code: z.string(),
      message: z.string(),
      mend: z.string(),
    }),
  }),
]);

/** POST /v1/rewrites. */
export const rewriteRequest = z.object({
  ticket,
  text: z.string().trim().min(1).max(20_000),
  how: z.enum(REWRITES),
  agentName: z.string().max(200).nullable(),
});
export const rewriteResponse: z.ZodType<Rewritten> = z.object({
  text: z.string(),
  findings: z.array(finding),
});

/** POST /v1/summaries. */
export const summaryRequest = z.object({
  ticket,
  /** In a model's words, where there is one. false: the thread's own, at once. */
  written: z.boolean().default(false),
});
/** POST /v1/extractions. */
export const ticketRequest = z.object({ ticket });
export const summaryResponse = z.object({ summary });
export const extractionResponse = z.object({ fields: z.array(extractedField) });

/** POST /v1/tickets/similar: solved tickets of the same account that ask the same. None of their words travels. */
export const similarResponse = z.object({
  tickets: z
    .array(
      ticketRef.and(
        z.object({
          /** null: the helpdesk did not say. */
          solvedAt: isoTime.nullable(),
        }),
      ),
    )
    .max(3),
});

/**
 * POST /v1/signals. Each element is parsed on its own, so one bad signal does not hold up the others: it goes to
 * the dead letters with its reason, and is acknowledged.
 */
export const signalBatch = z.object({ signals: z.array(z.unknown()).max(200) });
export const signalReceipt = z.object({
  /** Ids now stored (first time or again). The outbox forgets exactly these and the dead-lettered ones. */
  acknowledged: z.array(z.string()),
  deadLettered: z.array(
    z.object({ signalId: z.string().nullable(), reason: z.string() }),
  ),
});

/** GET /v1/me/record: what is recorded about the member who asks, newest first. */
export const myRecordResponse = z.object({
  /** All there are; the list holds the newest of them. */
  total: z.number().int(),
  signals: z.array(signal),
});

/** GET /v1/intents: every topic of the live release, in the pack's order. */
export const intentsResponse = z.object({
  /** null: no release yet, and so no topics. */
  releaseNumber: z.number().int().nullable(),
  intents: z.array(z.object({ intentId: z.string(), name: z.string() })),
});

/** GET /v1/source-flags: what agents said about sources and nobody has dealt with yet, by owner. */
export const sourceFlagsResponse = z.object({
  flags: z.array(
    z.object({
      flagId: z.number().int(),
      suggestionId: z.string(),
      /** null: there is no source, and there should be. */
      sourceId: z.string().nullable(),
      documentId: z.string().nullable(),
      title: z.string(),
      owner: z.string().nullable(),
      problem: sourceProblem,
      note: z.string().nullable(),
      intentId: z.string().nullable(),
      releaseNumber: z.number().int(),
      flaggedAt: isoTime,
    }),
  ),
});

/** POST /v1/knowledge/search. */
export const searchRequest = z.object({
  query: z.string().min(1).max(2000),
  audience: z.enum(["public", "internal"]),
  /** BCP 47. null: every language. */
  locale: z.string().max(35).nullable().default(null),
  /** As the documents name it; those about no product are found, too. null: every product. */
  product: z.string().max(200).nullable().default(null),
  /** In force then, by what the live release says. null: now. */
  at: isoTime.nullable().default(null),
  /** After those in force also what was once in force and has ended. */
  expired: z.boolean().default(false),
});
export const searchResponse = z.object({ sources: z.array(source) });

/** GET /v1/intercom/:appId/conversations/:conversationId: as Intercom's API has it. */
export const conversationResponse = z.object({
  ticket,
  /** The teammate who asks, so that their own replies can be told from others'. */
  me: z.object({ userId: z.string(), name: z.string() }),
});

/** GET /v1/insights/funnel. */
const count = z.number().int();
export const funnelResponse = z.object({
  eligible: count,
  generated: count,
  displayed: count,
  inserted: count,
  sent: count,
  ends: z.record(z.string(), count),
});

/** Every error, with what to do about it. `code` is stable and machine-readable. */
export const errorResponse = z.object({
  error: z.object({ code: z.string(), message: z.string(), mend: z.string() }),
});
export type ApiError = z.infer<typeof errorResponse>["error"];
