import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type * as z from "zod";
import {
  errorResponse,
  type suggestionRequest,
} from "../../src/contracts/api.ts";
import type { SuggestionRecord } from "../../src/contracts/suggestion-record.ts";

import type {
  Draft,
  ExtractedField,
  Source,
  Suggestion,
  Summary,
} from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import type { Role } from "../auth/member.ts";
import type { Session } from "../auth/tokens.ts";
import type { ConversationReader } from "../helpdesks/intercom/read-conversation.ts";
import type { SimilarTickets } from "../past/similar-tickets.ts";
import type { LiveKnowledge } from "../pipeline/live-knowledge.ts";
import type { SummaryQuestion } from "../pipeline/write-summary.ts";
import type { RewriteAnswer, RewriteQuestion } from "../pipeline/rewrite.ts";
import type { LiveReleases } from "../releases/live-releases.ts";
import type { Database } from "../storage/database.ts";
import type { Log } from "./log-line.ts";
import type { FieldReader } from "../pipeline/field-reader.ts";

export type SuggestionRequest = z.output<typeof suggestionRequest>;
export type Step = "understand" | "retrieve" | "draft" | "guard";

/** What the routes ask of the pipeline. `live` null: no release yet; then it abstains and says what to do. */
export interface Pipeline {
  suggest(
    live: LiveKnowledge | null,
    request: SuggestionRequest,
    context: {
      workspaceId: string;
      memberId: string;
      now: Date;
      signal: AbortSignal;
      onStep: (step: Step) => void;
      /** The draft as far as it is written, guarded. */
      onWriting: (draft: Draft, sources: Source[]) => void;
    },
  ): Promise<{ suggestion: Suggestion; record: SuggestionRecord }>;
  rewrite(
    live: LiveKnowledge | null,
    question: RewriteQuestion,
    context: { workspaceId: string; now: Date; signal: AbortSignal },
  ): Promise<RewriteAnswer>;
  summarize(
    question: SummaryQuestion,
    context: { workspaceId: string; signal: AbortSignal },
  ): Promise<Summary>;
  extract(ticket: Ticket, reader: FieldReader | null): ExtractedField[];
  search(
    live: LiveKnowledge,
    query: string,
    audience: "public" | "internal",
    now: Date,
    narrow: {
      locale: string | null;
      product: string | null;
      /** What has expired, too. */
      expired: boolean;
    },
  ): Promise<Source[]>;
}

/** What a route is made of. */
export interface Parts {
  database: Database;
  live: LiveReleases;
  pipeline: Pipeline;
  /** Solved tickets like an open one. */
  similar: SimilarTickets;
  /** Intercom's, read with the workspace's token. */
  conversations: ConversationReader;
  clock: () => Date;
  log: Log;
  tokenLifetimeMs: number;
  backendVersion: string;
  /** Pause between signs of life on a stream, in ms. */
  heartbeatMs: number;
}

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;
/** One file per endpoint; its line is in index.ts. */
export type Route = (app: App, parts: Parts) => void;

declare module "fastify" {
  interface FastifyRequest {
    /** Who is asking; null on routes that require nobody. */
    session: Session | null;
    errorId: string | null;
  }
  interface FastifyContextConfig {
    /** The least role that may call it. Every route says so, or the app does not start. */
    requires?: Role | "nobody";
  }
}

/** The session of a route that requires one. */
export function sessionOf(request: FastifyRequest): Session {
  if (!request.session) throw new Error("The route requires nobody.");
  return request.session;
}

/** The answers every route may give beside its own. */
export const errorAnswers = {
  "4xx": errorResponse,
  "5xx": errorResponse,
};
