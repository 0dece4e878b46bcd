import type { RejectReason } from "./outcome.ts";
import {
  newer,
  withNewest,
  type EditClassing,
  type FieldCorrection,
  type SourceFlag,
} from "./remarks.ts";
import { compare, earliest, latest } from "./time-order.ts";

/**
 * The outcome state machine. A trail is everything known about one displayed suggestion; facts may arrive in any
 * order, twice, or days late, and the same facts always give the same outcome:
 *
 *   1. each fact has one row in FACTS, which merges it into the trail (commutative, associative, idempotent);
 *   2. RULES (outcome-rules.ts) lists the outcomes in order of precedence; the first rule that holds, holds.
 *
 * So there is no hidden state to get wrong: "transition" is a merge, "precedence" is a row's position, and a late
 * fact simply gives another outcome, which the worker reports as a correcting signal.
 */

/** Times are ISO 8601 UTC strings of equal length (`Date.toISOString`), so they compare as text. */
export type Fact =
  | { kind: "displayed"; at: string }
  | { kind: "inserted"; at: string }
  | { kind: "copied"; at: string }
  /** The composer came to hold the copied words. */
  | { kind: "pasted"; at: string }
  | { kind: "rejected"; at: string; reason: RejectReason; note: string | null }
  | { kind: "rejection_withdrawn"; at: string }
  /** A public reply that the helpdesk confirms, by anybody, from anywhere. */
  | {
      kind: "replied";
      at: string;
      messageId: string;
      text: string;
      by: "me" | "colleague";
    }
  /** The agent pressed send in this browser: only says that the reply came from here, never that it was sent. */
  | { kind: "send_pressed"; at: string }
  | { kind: "left"; at: string }
  | { kind: "returned"; at: string }
  | { kind: "customer_wrote"; at: string; messageId: string }
  | { kind: "regenerated"; at: string }
  /** The agent said what the ticket is about: confirmed Heed's topic, or named another. */
  | { kind: "intent_chosen"; at: string; intentId: string }
  | ({ kind: "source_flagged" } & SourceFlag)
  | ({ kind: "field_corrected" } & FieldCorrection)
  | ({ kind: "edit_classed" } & EditClassing);

export type FactKind = Fact["kind"];

export interface Reply {
  messageId: string;
  at: string;
  text: string;
  by: "me" | "colleague";
}

export interface Trail {
  suggestionId: string;
  /** The draft's text, as inserted. */
  draft: string;
  createdAt: string;
  displayedAt: string | null;
  insertedAt: string | null;
  copiedAt: string | null;
  pastedAt: string | null;
  rejection: { at: string; reason: RejectReason; note: string | null } | null;
  withdrawnAt: string | null;
  sendPressedAt: string | null;
  /** By message id, sorted by it. */
  replies: Reply[];
  leftAt: string | null;
  /** Newest sign of the agent at this ticket. */
  seenAt: string | null;
  newerMessageAt: string | null;
  regeneratedAt: string | null;
  /** The agent's last word on the topic. Missing: none was said (or the trail is older than the question). */
  intentChoice?: IntentChoice;
  /** The last word on each flagged passage; missing: none. Likewise the next two. */
  flags?: SourceFlag[];
  corrections?: FieldCorrection[];
  editClassing?: EditClassing;
}

export interface IntentChoice {
  at: string;
  intentId: string;
}

export function emptyTrail(
  suggestionId: string,
  draft: string,
  createdAt: string,
): Trail {
  return {
    suggestionId,
    draft,
    createdAt,
    displayedAt: null,
    insertedAt: null,
    copiedAt: null,
    pastedAt: null,
    rejection: null,
    withdrawnAt: null,
    sendPressedAt: null,
    replies: [],
    leftAt: null,
    seenAt: null,
    newerMessageAt: null,
    regeneratedAt: null,
  };
}

type Merge<K extends FactKind> = (
  trail: Trail,
  fact: Extract<Fact, { kind: K }>,
) => Partial<Trail>;

/** What each fact changes. First sight of a step counts (`earliest`); of presence and of rejection, the last. */
export const FACTS: { [K in FactKind]: Merge<K> } = {
  displayed: (trail, { at }) => ({
    displayedAt: earliest(trail.displayedAt, at),
    seenAt: latest(trail.seenAt, at),
  }),
  inserted: (trail, { at }) => ({
    insertedAt: earliest(trail.insertedAt, at),
    seenAt: latest(trail.seenAt, at),
  }),
  copied: (trail, { at }) => ({
    copiedAt: earliest(trail.copiedAt, at),
    seenAt: latest(trail.seenAt, at),
  }),
  pasted: (trail, { at }) => ({
    pastedAt: earliest(trail.pastedAt, at),
    seenAt: latest(trail.seenAt, at),
  }),
  rejected: (trail, { at, reason, note }) => ({
    rejection: newerRejection(trail.rejection, { at, reason, note }),
    seenAt: latest(trail.seenAt, at),
  }),
  rejection_withdrawn: (trail, { at }) => ({
    withdrawnAt: latest(trail.withdrawnAt, at),
    seenAt: latest(trail.seenAt, at),
  }),
  send_pressed: (trail, { at }) => ({
    sendPressedAt: latest(trail.sendPressedAt, at),
    seenAt: latest(trail.seenAt, at),
  }),
  replied: (trail, { messageId, at, text, by }) => ({
    replies: withReply(trail.replies, { messageId, at, text, by }),
  }),
  left: (trail, { at }) => ({ leftAt: latest(trail.leftAt, at) }),
  returned: (trail, { at }) => ({ seenAt: latest(trail.seenAt, at) }),
  customer_wrote: (trail, { at }) => ({
    newerMessageAt: earliest(trail.newerMessageAt, at),
  }),
  regenerated: (trail, { at }) => ({
    regeneratedAt: earliest(trail.regeneratedAt, at),
  }),
  intent_chosen: (trail, { at, intentId }) => ({
    intentChoice: newer(trail.intentChoice, { at, intentId }),
    seenAt: latest(trail.seenAt, at),
  }),
  source_flagged: (trail, { kind: _kind, ...flag }) => ({
    flags: withNewest(trail.flags, flag, ({ sourceId }) => sourceId ?? ""),
    seenAt: latest(trail.seenAt, flag.at),
  }),
  field_corrected: (trail, { kind: _kind, ...correction }) => ({
    corrections: withNewest(
      trail.corrections,
      correction,
      ({ fieldId }) => fieldId,
    ),
    seenAt: latest(trail.seenAt, correction.at),
  }),
  // Said after sending, often with another ticket in front: no sign of the agent at this one.
  edit_classed: (trail, { at, editClass }) => ({
    editClassing: newer(trail.editClassing, { at, editClass }),
  }),
};

export function withFact(trail: Trail, fact: Fact): Trail {
  const merge = FACTS[fact.kind] as Merge<FactKind>;
  return { ...trail, ...merge(trail, fact) };
}

/** An outcome is about a suggestion the agent could see. Taking it in hand proves that they did. */
export function wasDisplayed(trail: Trail): boolean {
  return (
    (trail.displayedAt ??
      trail.insertedAt ??
      trail.copiedAt ??
      trail.rejection) !== null
  );
}

/** The agent said something that is worth a signal even where no draft could be shown. */
export function hasRemarks(trail: Trail): boolean {
  return (trail.intentChoice ?? trail.flags ?? trail.corrections) !== undefined;
}

/** The helpdesk's id decides identity. Two readings of one message: the earlier, then the smaller text, for any order. */
function withReply(replies: Reply[], reply: Reply): Reply[] {
  const same = replies.find(({ messageId }) => messageId === reply.messageId);
  const kept = same ? [same, reply].toSorted(byContent)[0] : reply;
  return [
    ...replies.filter(({ messageId }) => messageId !== reply.messageId),
    kept as Reply,
  ].toSorted((a, b) => compare(a.messageId, b.messageId));
}

function byContent(a: Reply, b: Reply): number {
  return compare(a.at, b.at) || compare(a.text, b.text) || compare(a.by, b.by);
}

function newerRejection(
  a: Trail["rejection"],
  b: NonNullable<Trail["rejection"]>,
): Trail["rejection"] {
  if (!a) return b;
  const order =
    compare(a.at, b.at) ||
    compare(a.reason, b.reason) ||
    compare(a.note ?? "", b.note ?? "");
  return order >= 0 ? a : b;
}
