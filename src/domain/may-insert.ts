import { editedDraft } from "./edited-draft.ts";
import { mayDraftForCustomer } from "./risk-tier.ts";
import { findingsOf, type Draft, type Suggestion } from "./suggestion.ts";

export type Part = "reply" | "brief" | "acknowledgement";
export type Permission =
  | { ok: true; draft: Draft }
  | { ok: false; reason: "findings_open" | "superseded" }
  | { ok: false; reason: "not_allowed"; message: string };

/**
 * May this part of this suggestion go into a composer? The backend holds the tiers already; this says it again, for
 * a backend that errs. The panel only names the part: it cannot bring a text of its own.
 */
export function mayInsert(
  suggestion: Suggestion,
  part: Part,
  ticked: string[],
  isSuperseded: boolean,
  /** The agent's own words in the draft's place: what they took out need not be ticked. */
  edited: string | null = null,
): Permission {
  const draft = partOf(suggestion, part);
  if (!draft) return refuse(`This suggestion has no ${part}.`);
  const destination = part === "brief" ? "internal" : "public";
  if (draft.destination !== destination)
    return refuse(
      destination === "public"
        ? "This text is internal. It is never sent to the customer."
        : "This text is no internal note.",
    );
  if (part === "reply" && !mayDraftForCustomer(suggestion.risk))
    return refuse("High risk: Heed inserts no reply to the customer.");
  if (isSuperseded) return { ok: false, reason: "superseded" };
  const isTicked = new Set(ticked);
  // At every tier: one key must not bring in what a guardrail objects to.
  const hasOpen =
    destination === "public" &&
    findingsOf(edited === null ? draft : editedDraft(draft, edited)).some(
      ({ guardrail, quote }) => !isTicked.has(`${guardrail}:${quote}`),
    );
  return hasOpen ? { ok: false, reason: "findings_open" } : { ok: true, draft };
}

function partOf({ answer }: Suggestion, part: Part): Draft | null {
  if (part === "reply") return answer.kind === "draft" ? answer.draft : null;
  if (answer.kind !== "brief") return null;
  return part === "brief" ? answer.brief : answer.acknowledgement;
}

function refuse(message: string): Permission {
  return { ok: false, reason: "not_allowed", message };
}
