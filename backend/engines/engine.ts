import type { Intent, PolicyPack } from "../../src/domain/policy-pack.ts";
import type { Draft } from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import type { Candidate } from "../retrieval/candidates.ts";
import type { Query } from "../retrieval/query.ts";

/** All that an engine may know. The ticket is redacted; passages are in force and of the right audience. */
export interface DraftRequest {
  ticket: Ticket;
  query: Query;
  /** The customer's words about their need. */
  words: string;
  intent: Intent | null;
  /** Best first. */
  passages: Candidate[];
  /** Values for placeholders, by name: customer.firstName, field.order_number … */
  values: Map<string, string>;
  /** Required fields of the intent that the ticket does not have. */
  missingFieldIds: string[];
  pack: PolicyPack;
  agentName: string | null;
  instruction: string | null;
}

export interface Engine {
  engineId: string;
  /** Changes whenever the same request may give another text. */
  promptVersion: string;
  /** A reply for the customer, or null: the passages say nothing that answers. */
  draft(request: DraftRequest, signal: AbortSignal): Promise<Draft | null>;
}
