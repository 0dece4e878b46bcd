import { likeness, type Outcome, type RejectReason } from "./outcome.ts";

/**
 * The outcome state machine. A trail is everything known about one displayed suggestion; facts may arrive in any
 * order, twice, or days late, and the same facts always give the same outcome:
 *
 *   1. each fact has one row in FACTS, which merges it into the trail (commutative, associative, idempotent);
 *   2. RULES lists the outcomes in order of precedence; the first rule that holds, holds.
 *
 * So there is no hidden state to get wrong: "transition" is a merge, "precedence" is a row's position, and a late
 * fact simply gives another outcome, which the worker reports as a correcting signal.
 */

/** A ticket that was left and not come back to: the draft was passed over. */
export const LEFT_TIMEOUT_MS = 4 * 60 * 60 * 1000;
/** No sign of the agent at all (browser closed, computer asleep): wait a working day before saying so. */
export const NO_SIGN_TIMEOUT_MS = 24 * 60 * 60 * 1000;

/**
 * At or above this share of kept words, a reply that Heed did not see being inserted still used the draft (typed or
 * pasted from elsewhere). Two unrelated replies about one intent share 0.2 to 0.35 of their words in order.
 */
export const USED_WITHOUT_INSERT = 0.6;
/** After an insert the bar is lower; under it the agent cleared the draft and wrote something else. */
export const USED_AFTER_INSERT = 0.2;

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
  | { kind: "intent_chosen"; at: string; intentId: string };

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
    intentChoice: newerChoice(trail.intentChoice, { at, intentId }),
    seenAt: latest(trail.seenAt, at),
  }),
};

export function withFact(trail: Trail, fact: Fact): Trail {
  const merge = FACTS[fact.kind] as Merge<FactKind>;
  return { ...trail, ...merge(trail, fact) };
}

/** The rules see the trail, the reply that used the draft best (if any did), and the time. */
interface Case {
  trail: Trail;
  used: UsedReply | null;
  other: Reply | null;
  now: string;
}

export interface Rule {
  ruleId: string;
  /** One sentence a team lead understands. */
  means: string;
  settle: (it: Case) => Outcome | null;
}

/** In order of precedence. What was sent outranks what was clicked; what was clicked outranks what was waited for. */
export const RULES: Rule[] = [
  {
    ruleId: "sent-unchanged",
    means:
      "The customer got the draft's words, however they came into the composer, even after a rejection.",
    settle: ({ used }) =>
      used?.same ? { kind: "accepted", retained: 1, agentShare: 0 } : null,
  },
  {
    ruleId: "sent-edited",
    means: "The customer got a reply made from the draft.",
    settle: ({ used }) =>
      used
        ? {
            kind: "edited",
            retained: used.retained,
            agentShare: used.agentShare,
          }
        : null,
  },
  {
    ruleId: "rejected",
    means: "The agent said no, gave a reason and did not take it back.",
    settle: ({ trail: { rejection, withdrawnAt } }) =>
      rejection && !isAfter(withdrawnAt, rejection.at)
        ? { kind: "rejected", reason: rejection.reason, note: rejection.note }
        : null,
  },
  {
    ruleId: "answered-otherwise-in-time",
    means:
      "Before anything newer came, a reply went out that did not use the draft.",
    settle: ({ trail, other }) =>
      other &&
      isBefore(other.at, trail.newerMessageAt) &&
      isBefore(other.at, trail.regeneratedAt)
        ? {
            kind: "ignored",
            because:
              other.by === "me" ? "sent_something_else" : "colleague_replied",
          }
        : null,
  },
  {
    ruleId: "newer-message",
    means:
      "The customer wrote again first, so the draft no longer answers the ticket.",
    settle: ({ trail }) =>
      trail.newerMessageAt ? { kind: "superseded", by: "newer_message" } : null,
  },
  {
    ruleId: "regenerated",
    means: "The agent asked for another draft.",
    settle: ({ trail }) =>
      trail.regeneratedAt ? { kind: "superseded", by: "regeneration" } : null,
  },
  {
    ruleId: "left",
    means: "The ticket was left and not come back to in time.",
    settle: ({ trail, now }) =>
      isAfter(trail.leftAt, trail.seenAt) &&
      isOlder(trail.leftAt, now, LEFT_TIMEOUT_MS)
        ? { kind: "ignored", because: "left" }
        : null,
  },
  {
    ruleId: "no-sign-of-life",
    means:
      "Nothing was heard of the agent at this ticket for a working day (browser closed).",
    settle: ({ trail, now }) =>
      isOlder(
        latest(trail.seenAt, trail.displayedAt ?? trail.createdAt),
        now,
        NO_SIGN_TIMEOUT_MS,
      )
        ? { kind: "ignored", because: "no_sign_of_life" }
        : null,
  },
];

/** An outcome is about a suggestion the agent could see. Taking it in hand proves that they did. */
export function wasDisplayed(trail: Trail): boolean {
  return (
    (trail.displayedAt ??
      trail.insertedAt ??
      trail.copiedAt ??
      trail.rejection) !== null
  );
}

export function outcomeOf(trail: Trail, now: string): Outcome {
  return ruleFor(trail, now)?.outcome ?? { kind: "pending" };
}

/** The outcome with the rule that gave it, for the record and for "why?". null: pending. */
export function ruleFor(
  trail: Trail,
  now: string,
): { ruleId: string; outcome: Outcome } | null {
  if (!wasDisplayed(trail)) return null;
  const used = bestUse(trail);
  const other = used
    ? null
    : (earliestReply(
        trail.replies.filter((reply) => reply.at >= trail.createdAt),
      ) ?? null);
  for (const rule of RULES) {
    const outcome = rule.settle({ trail, used, other, now });
    if (outcome) return { ruleId: rule.ruleId, outcome };
  }
  return null;
}

export interface UsedReply {
  reply: Reply;
  same: boolean;
  retained: number;
  agentShare: number;
  /** How the words came into the reply. */
  route: "inserted" | "copied" | "typed" | "elsewhere";
}

/** The reply, if any, that used the draft: the closest to it, the earlier one when two are as close. */
export function bestUse(trail: Trail): UsedReply | null {
  const wasTaken = (trail.insertedAt ?? trail.pastedAt) !== null;
  const candidates = trail.replies
    .filter((reply) => reply.at >= trail.createdAt)
    .map((reply) => ({
      reply,
      ...likeness(trail.draft, reply.text),
      route: routeOf(trail, reply),
    }))
    .filter(({ reply, same, retained }) =>
      // A colleague's reply that happens to share words did not come from this agent's panel unless it is the draft.
      reply.by === "colleague"
        ? same
        : retained >= (wasTaken ? USED_AFTER_INSERT : USED_WITHOUT_INSERT),
    );
  candidates.sort(
    (a, b) =>
      Number(b.same) - Number(a.same) ||
      b.retained - a.retained ||
      compare(a.reply.at, b.reply.at) ||
      compare(a.reply.messageId, b.reply.messageId),
  );
  return candidates[0] ?? null;
}

function routeOf(trail: Trail, reply: Reply): UsedReply["route"] {
  if (reply.by === "colleague") return "elsewhere";
  if (trail.insertedAt && trail.insertedAt <= reply.at) return "inserted";
  if (trail.pastedAt && trail.pastedAt <= reply.at) return "copied";
  if (trail.copiedAt && trail.copiedAt <= reply.at) return "copied";
  return trail.sendPressedAt ? "typed" : "elsewhere";
}

function earliestReply(replies: Reply[]): Reply | undefined {
  return replies.toSorted(
    (a, b) => compare(a.at, b.at) || compare(a.messageId, b.messageId),
  )[0];
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

function newerChoice(
  a: IntentChoice | undefined,
  b: IntentChoice,
): IntentChoice {
  if (!a) return b;
  return (compare(a.at, b.at) || compare(a.intentId, b.intentId)) >= 0 ? a : b;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function earliest(a: string | null, b: string): string {
  return a !== null && a < b ? a : b;
}

function latest(a: string | null, b: string): string {
  return a !== null && a > b ? a : b;
}

function isAfter(a: string | null, b: string | null): boolean {
  return a !== null && (b === null || a > b);
}

/** Not later than `b`, or `b` never happened. */
function isBefore(a: string, b: string | null): boolean {
  return b === null || a <= b;
}

function isOlder(at: string | null, now: string, ms: number): boolean {
  return at !== null && Date.parse(now) - Date.parse(at) >= ms;
}
