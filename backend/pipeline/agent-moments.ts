import type { Message, Ticket } from "../../src/domain/ticket.ts";
import {
  followsBefore,
  listUnder,
  sentencesOf,
  wholeNote,
  type Moment,
} from "./moment.ts";

/** "Has been cancelled", "I have sent": over, not offered. */
const COMPLETED =
  /\b(?:has|have|'ve|had|was|were)(?: now| already| just| successfully| been)* \w+(?:ed|en|nt|id|ade|ut)\b|\b(?:is|are) (?:now )?(?:booked|cancell?ed|changed|complete|confirmed|refunded|updated)\b/i;
/** Looking something up is how an agent begins. */
const LOOKED_UP =
  /\b(?:found|retrieved|checked|located|verified|reviewed|noted|received|looked|created)\b/i;
const REFUSES =
  /\b(?:unable|cannot|can't|couldn't|won't|unfortunately|non-\w+able|not (?:able|possible|eligible|allowed|permitted))\b/i;
const HANDS_OVER =
  /\b(?:transfer(?:red|ring)?|escalat(?:ed|ing)|forward(?:ed|ing)|hand(?:ed|ing) (?:this |it |you )?over)\b/i;
const ACTED =
  /\b(?:have|has|had|was|were|been|is|are|'ve)\b.{0,40}\b\w+(?:ed|en|nt|id|ade)\b|\b(?:asked|sent|booked|opened|refunded|cancelled|canceled|changed|checked|reserved|replaced|forwarded|called|rang|said|found|made|put)\b/i;
/** Offers, questions and lists of details: nothing of it has been done. */
const OFFERS =
  /\?$|:$|^[-*#]|^\d+[.)]|^(?:if|please|let me know|feel free|would|could|do you|to (?:assist|help|proceed)|thank|here (?:are|is)|once)\b|\b(?:would you like|please confirm)\b/i;

const PROMISES =
  /\b(?:i|we|you)(?:['’]ll| will| shall)\b|\bwill (?:be|get|arrive|reach|call|write)\b/i;
const TIME =
  /\b(?:today|tomorrow|tonight|soon|as soon as|by|within|until|before|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|next|in \d+|\d+ (?:working |business )?(?:minutes?|hours?|days?|weeks?)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;

export interface AgentMoments {
  /** At most two, in the order of the thread. */
  done: Moment[];
  /** What the customer was told would come, and when. */
  promised: Moment | null;
}

export function agentMoments({ messages }: Ticket): AgentMoments {
  const byAgent = messages.filter(({ role }) => role === "agent");
  const publicly = byAgent.filter(({ visibility }) => visibility === "public");
  const promised = lastOf(
    publicly,
    (text) => PROMISES.test(text) && TIME.test(text),
  );
  // A note is written for colleagues: it tells where things stand. The panel is internal, so it may be shown.
  const newest = byAgent.findLast(({ visibility }) => visibility !== "public");
  const note = newest ? wholeNote(newest) : null;
  const inPublic = doneIn(publicly).filter(
    ({ text }) => text !== promised?.text,
  );
  const done = note ? [...inPublic.slice(-1), note] : inPublic;
  const place = ({ messageId }: Moment) =>
    byAgent.findIndex((message) => message.messageId === messageId);
  return { done: done.toSorted((a, b) => place(a) - place(b)), promised };
}

/** The last thing done, and the last one refused or handed over; without either, what else an agent says of the past. */
function doneIn(byAgent: Message[]): Moment[] {
  const own = (text: string) => !OFFERS.test(text);
  const isDone = (text: string) =>
    !OFFERS.test(text.replace(/:$/, "")) &&
    COMPLETED.test(text) &&
    !REFUSES.test(text);
  const done =
    firstInLast(byAgent, (text) => isDone(text) && !LOOKED_UP.test(text)) ??
    firstInLast(byAgent, isDone);
  const turnedDown = lastOf(
    byAgent,
    (text) => own(text) && (REFUSES.test(text) || HANDS_OVER.test(text)),
  );
  const found = [done, turnedDown].filter((it) => it !== null);
  if (found.length > 0)
    return found.filter(
      ({ text }, at) => found.findIndex((it) => it.text === text) === at,
    );
  const other =
    lastOf(byAgent, (text) => own(text) && ACTED.test(text)) ??
    lastOf(byAgent, (text) => ACTED.test(text));
  return other ? [other] : [];
}

/** Of the last message that has one, the first: what was done stands before its details. */
function firstInLast(
  messages: Message[],
  isWanted: (text: string) => boolean,
): Moment | null {
  for (const message of messages.toReversed()) {
    const sentences = sentencesOf(message);
    const at = sentences.findIndex(isWanted);
    if (at >= 0) return momentAt(message, sentences, at);
  }
  return null;
}

function lastOf(
  messages: Message[],
  isWanted: (text: string) => boolean,
): Moment | null {
  for (const message of messages.toReversed()) {
    const sentences = sentencesOf(message);
    const at = sentences.findLastIndex(isWanted);
    if (at >= 0) return momentAt(message, sentences, at);
  }
  return null;
}

function momentAt(message: Message, sentences: string[], at: number): Moment {
  return {
    text: sentences[at] ?? "",
    messageId: message.messageId,
    before: null,
    after: listUnder(sentences, followsBefore(message, sentences), at),
  };
}
