import type { Outcome } from "./outcome.ts";
import { bestUse, outcomeOf, type UsedReply } from "./outcome-rules.ts";
import { wasDisplayed, type IntentChoice, type Trail } from "./trail.ts";
import type { TicketRef } from "./ticket.ts";

/**
 * One label of one suggestion, append-only. Revision 1 says that it was displayed (outcome pending, unless more is
 * known already); each later revision corrects the one before. The newest revision is what counts.
 */
export interface Signal {
  version: 1;
  /** `<suggestionId>.<revision>`: the same fact sent twice has the same id, so storing twice is harmless. */
  signalId: string;
  suggestionId: string;
  revision: number;
  recordedAt: string;
  ticket: TicketRef;
  lastMessageId: string;
  releaseNumber: number;
  intentId: string | null;
  /** The agent's own word on the intent: the same id confirms, another corrects. Missing: nothing was said. */
  intentChoice?: IntentChoice | undefined;
  /** The helpdesk's id of the agent, so that trust can be learned per agent. */
  agentId: string | null;
  displayedAt: string | null;
  insertedAt: string | null;
  outcome: Outcome;
  /** The reply that used the draft, redacted; null when none did. */
  sent: {
    messageId: string;
    at: string;
    route: UsedReply["route"];
    text: string;
  } | null;
  extensionVersion: string;
  contractVersion: number;
}

/** What a signal says beside the trail: fixed when the suggestion was made. */
export interface SignalContext {
  ticket: TicketRef;
  lastMessageId: string;
  releaseNumber: number;
  intentId: string | null;
  agentId: string | null;
  extensionVersion: string;
  contractVersion: number;
}

/**
 * The next signal of a trail, or null when the newest one already says it all.
 * `redact` runs over the sent text: nothing of the customer's leaves the browser here but placeholders.
 */
export function nextSignal(
  trail: Trail,
  context: SignalContext,
  previous: Signal | null,
  now: string,
  redact: (text: string) => string,
): Signal | null {
  if (!wasDisplayed(trail)) return null;
  const used = bestUse(trail);
  const revision = (previous?.revision ?? 0) + 1;
  const signal: Signal = {
    version: 1,
    signalId: `${trail.suggestionId}.${revision}`,
    suggestionId: trail.suggestionId,
    revision,
    recordedAt: now,
    ...context,
    ...(trail.intentChoice ? { intentChoice: trail.intentChoice } : {}),
    displayedAt: trail.displayedAt,
    insertedAt: trail.insertedAt ?? trail.pastedAt,
    outcome: outcomeOf(trail, now),
    sent: used && {
      messageId: used.reply.messageId,
      at: used.reply.at,
      route: used.route,
      text: redact(used.reply.text),
    },
  };
  return previous && saysTheSame(previous, signal) ? null : signal;
}

function saysTheSame(a: Signal, b: Signal): boolean {
  const what = (it: Signal) =>
    JSON.stringify([
      it.displayedAt !== null,
      it.insertedAt !== null,
      it.outcome,
      it.sent,
      it.intentChoice?.intentId ?? null,
    ]);
  return what(a) === what(b);
}
