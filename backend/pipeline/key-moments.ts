import { ownWords } from "../../src/domain/mail.ts";
import { splitSentences } from "../../src/domain/sentences.ts";
import type { Message } from "../../src/domain/ticket.ts";
import { contentStems } from "../retrieval/content-words.ts";

/** One sentence of the thread, as it was written. */
export interface Moment {
  text: string;
  messageId: string;
}

const READ_CHARACTERS = 8_000;
/** A customer says what it is about at the beginning, though not always in the first line. */
const FIRST_MESSAGES = 3;

const GREETS =
  /^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^.!?]{0,40}[,.!]?|thanks?\b.{0,40}|thank you\b.{0,40}|(?:kind |best |warm )?regards\b.{0,40}|cheers\b.{0,20})$/i;
const WANTS =
  /\?|\b(?:need|want|would like|'d like|please|can you|could you|hoping|looking|trying|cannot|can't|didn't|hasn't|not|broken|wrong|missing|problem|issue|still|where|when|how)\b/i;
/** "I need some help with my order": that much could stand above every ticket. */
const LITTLE =
  /^(?:help|assist|question|issue|problem|situat|need|want|like|look|look|sure|thank|hi|hello|hope|id|user|provid|detail)/;

const ASKS_FOR_HELP =
  /\b(?:some|need|your|a bit of)\s+(?:help|assistance|support)\b|\bhope you(?:'re| are)? (?:well|can)\b/i;
const NAMES_A_CASE = /\b\d|\b(?=[A-Z0-9-]*\d)[A-Z0-9-]{5,}\b/;

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

/** What the customer came with: the wish or trouble that says most. */
export function problemIn(byCustomer: Message[]): Moment | null {
  const moments = byCustomer
    .slice(0, FIRST_MESSAGES)
    .flatMap((message, nth) =>
      sentencesOf(message).map((text) => ({
        text,
        messageId: message.messageId,
        weight: weightOf(text) - nth / 2,
      })),
    )
    .filter(({ weight }) => weight > -FIRST_MESSAGES);
  const [best] = moments.toSorted((a, b) => b.weight - a.weight);
  return best ? { text: best.text, messageId: best.messageId } : null;
}

function weightOf(text: string): number {
  const stems = contentStems(text);
  if (stems.length === 0) return -Infinity;
  const telling = stems.filter((stem) => !LITTLE.test(stem)).length;
  return (
    (WANTS.test(text) ? 2 : 0) +
    Math.min(telling, 5) / 2 +
    (NAMES_A_CASE.test(text) ? 0.5 : 0) -
    (ASKS_FOR_HELP.test(text) ? 2 : 0)
  );
}

/** The last thing done, and the last one refused or handed over; without either, what else an agent says of the past. */
export function doneIn(byAgent: Message[]): Moment[] {
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
  const place = ({ messageId }: Moment) =>
    byAgent.findIndex((message) => message.messageId === messageId);
  if (found.length > 0)
    return found
      .filter(
        ({ text }, at) => found.findIndex((it) => it.text === text) === at,
      )
      .toSorted((a, b) => place(a) - place(b));
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
    const text = sentencesOf(message).find(isWanted);
    if (text !== undefined) return { text, messageId: message.messageId };
  }
  return null;
}

export function lastOf(
  messages: Message[],
  isWanted: (text: string) => boolean,
): Moment | null {
  for (const message of messages.toReversed()) {
    const text = sentencesOf(message).findLast(isWanted);
    if (text !== undefined) return { text, messageId: message.messageId };
  }
  return null;
}

export function sentencesOf(message: Message): string[] {
  return splitSentences(
    ownWords(message.text.slice(0, READ_CHARACTERS)),
  ).filter((sentence) => !GREETS.test(sentence));
}
