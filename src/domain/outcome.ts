import { commonSubsequenceLength, replyWords } from "./words.ts";

export const REJECT_REASONS = [
  "missing_knowledge",
  "stale_source",
  "wrong_fact",
  "policy_conflict",
  "ambiguous_intent",
  "missing_customer_data",
  "tool_failure",
  "should_act_not_reply",
  "wrong_language",
  "tone",
  "length",
  "internal_leak",
  "unsupported_promise",
  "not_needed",
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** What came of a suggestion. `pending` until a rule settles it; a settled outcome may still be corrected. */
export type Outcome =
  | { kind: "pending" }
  | { kind: "accepted"; retained: 1; agentShare: 0 }
  | { kind: "edited"; retained: number; agentShare: number }
  | { kind: "rejected"; reason: RejectReason; note: string | null }
  | {
      kind: "ignored";
      because:
        | "sent_something_else"
        | "colleague_replied"
        | "left"
        | "no_sign_of_life";
    }
  | { kind: "superseded"; by: "newer_message" | "regeneration" };

export type OutcomeKind = Outcome["kind"];

export interface Likeness {
  same: boolean;
  /** Share of the draft's words kept in order, 0 to 1. */
  retained: number;
  /** Share of the sent words that the agent wrote, 0 to 1. */
  agentShare: number;
}

/** Compare a draft with what was sent, over words in order (longest common subsequence). */
export function likeness(draft: string, sent: string): Likeness {
  const before = replyWords(draft);
  const after = replyWords(sent);
  const kept = commonSubsequenceLength(before, after);
  return {
    same:
      before.length > 0 &&
      before.length === after.length &&
      kept === before.length,
    retained: before.length === 0 ? 0 : kept / before.length,
    agentShare: after.length === 0 ? 0 : 1 - kept / after.length,
  };
}
