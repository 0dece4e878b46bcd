import type { Intent, PolicyPack } from "../../src/domain/policy-pack.ts";
import type {
  Capability,
  Draft,
  EngineUsed,
} from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import type { Candidate } from "../retrieval/candidates.ts";
import type { Query } from "../retrieval/query.ts";

/** All that an engine may know. The ticket is redacted; passages are in force and of the right audience. */
export interface DraftRequest {
  /** Names the request in a prompt; nobody who writes in the ticket can know it. */
  requestId: string;
  /** Internal notes are in it: what goes to a customer is written without them (write-prompt.ts). */
  ticket: Ticket;
  query: Query;
  /** The customer's words about their need. */
  words: string;
  /** BCP 47, or null when it could not be told. */
  language: string | null;
  intent: Intent | null;
  /** Best first. */
  passages: Candidate[];
  /** Approved replies that may fit, best first: templates as candidates (their `documentId` is the template's). */
  approved: Candidate[];
  /** Values for placeholders, by name: customer.firstName, field.order_number … */
  values: Map<string, string>;
  /** Required fields of the intent that the ticket does not have. */
  missingFieldIds: string[];
  pack: PolicyPack;
  agentName: string | null;
  instruction: string | null;
}

export interface DraftCall {
  /** Aborted when nobody waits any more. */
  signal: AbortSignal;
  /** The whole text so far, not yet guarded, whenever a sentence has come. A later one may begin again. */
  onProgress: (draft: Draft) => void;
}

export interface Drafted {
  /** null: the passages say nothing that answers. */
  draft: Draft | null;
  /** Which engine's words these are, and why not those of the one that was asked. */
  engine: EngineUsed;
}

export interface Engine {
  engineId: string;
  /** Changes whenever the same request may give another text. */
  promptVersion: string;
  /** Goes to the panel with every suggestion (`engine.capabilities`), which offers just these. */
  capabilities: Capability[];
  /** A reply for the customer. */
  draft(request: DraftRequest, call: DraftCall): Promise<Drafted>;
}

/** What is recorded and shown of an engine. */
export function usedOf({
  engineId,
  promptVersion,
  capabilities,
}: Engine): EngineUsed {
  return { engineId, promptVersion, capabilities };
}
