import { likeness, type Outcome } from "./outcome.ts";
import { compare, isAfter, isBefore, isOlder, latest } from "./time-order.ts";
import { wasDisplayed, type Reply, type Trail } from "./trail.ts";

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
