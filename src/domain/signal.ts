import type { Outcome } from "./outcome.ts";
import { bestUse, outcomeOf, type UsedReply } from "./outcome-rules.ts";
import type { EditClassing, FieldCorrection, SourceFlag } from "./remarks.ts";
import {
  hasRemarks,
  wasDisplayed,
  type IntentChoice,
  type Trail,
} from "./trail.ts";
import type { TicketRef } from "./ticket.ts";

/**
 * One label of one suggestion, append-only. Revision 1 says that it was displayed (outcome pending, unless more is
 * known already); each later revision corrects the one before. The newest revision is what counts.
 * What the agent said about topic, sources or fields of a suggestion that showed no draft is a signal too, with
 * `displayedAt` null and nothing settled.
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
  /** The agent's last word on each passage they flagged; notes are redacted. Missing: none. */
  flags?: SourceFlag[] | undefined;
  /** Fields the agent set right; values are redacted. Missing: none. */
  corrections?: FieldCorrection[] | undefined;
  /** What the agent says their edit was about. Missing: not asked. */
  editClassing?: EditClassing | undefined;
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
  const isSeen = wasDisplayed(trail);
  if (!isSeen && !hasRemarks(trail)) return null;
  const used = isSeen ? bestUse(trail) : null;
  const revision = (previous?.revision ?? 0) + 1;
  const signal: Signal = {
    version: 1,
    signalId: `${trail.suggestionId}.${revision}`,
    suggestionId: trail.suggestionId,
    revision,
    recordedAt: now,
    ...context,
    ...remarksOf(trail, redact),
    displayedAt: trail.displayedAt,
    insertedAt: trail.insertedAt ?? trail.pastedAt,
    outcome: withoutNames(outcomeOf(trail, now), redact),
    sent: used && {
      messageId: used.reply.messageId,
      at: used.reply.at,
      route: used.route,
      text: redact(used.reply.text),
    },
  };
  return previous && saysTheSame(previous, signal) ? null : signal;
}

/** Why an agent rejected it is in their own words, and may name anybody. */
function withoutNames(
  outcome: Outcome,
  redact: (text: string) => string,
): Outcome {
  return outcome.kind === "rejected" && outcome.note !== null
    ? { ...outcome, note: redact(outcome.note) }
    : outcome;
}

function saysTheSame(a: Signal, b: Signal): boolean {
  const what = (it: Signal) =>
    JSON.stringify([
      it.displayedAt !== null,
      it.insertedAt !== null,
      it.outcome,
      it.sent,
      it.intentChoice?.intentId ?? null,
      it.flags,
      it.corrections,
      it.editClassing,
    ]);
  return what(a) === what(b);
}

/** A note or a value may hold what only the customer may know. */
function remarksOf(
  { intentChoice, flags, corrections, editClassing }: Trail,
  redact: (text: string) => string,
): Pick<Signal, "intentChoice" | "flags" | "corrections" | "editClassing"> {
  return {
    ...(intentChoice ? { intentChoice } : {}),
    ...(flags
      ? {
          flags: flags.map((flag) => ({
            ...flag,
            note: flag.note === null ? null : redact(flag.note),
          })),
        }
      : {}),
    ...(corrections
      ? {
          corrections: corrections.map((correction) => ({
            ...correction,
            from: correction.from === null ? null : redact(correction.from),
            value: redact(correction.value),
          })),
        }
      : {}),
    ...(editClassing ? { editClassing } : {}),
  };
}
