import { ownWords } from "../../src/domain/mail.ts";
import { splitSentences } from "../../src/domain/sentences.ts";
import type { Summary } from "../../src/domain/suggestion.ts";
import type { Message, Ticket } from "../../src/domain/ticket.ts";
import { contentStems } from "../retrieval/content-words.ts";

const LINE_WORDS = 25;
const READ_CHARACTERS = 8_000;

const GREETS =
  /^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^.!?]{0,40}[,.!]?|thanks?\b.{0,40}|thank you\b.{0,40}|(?:kind |best |warm )?regards\b.{0,40}|cheers\b.{0,20})$/i;
const NEEDS =
  /\?|\b(?:need|want|would like|please|can you|could you|cannot|can't|didn't|hasn't|not|broken|wrong|missing|problem|issue|still|where|when|how)\b/i;
const ACTED =
  /\b(?:have|has|had|was|were|been|is|are|'ve)\b.{0,40}\b\w+(?:ed|en|nt|id|ade)\b|\b(?:asked|sent|booked|opened|refunded|cancelled|canceled|changed|checked|reserved|replaced|forwarded|called|rang|said|found|made|put)\b/i;
const PROMISES =
  /\b(?:i|we|you)(?:'ll| will| shall)\b|\bwill (?:be|get|arrive|reach|call|write)\b/i;
const TIME =
  /\b(?:today|tomorrow|tonight|soon|as soon as|by|within|until|before|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|next|in \d+|\d+ (?:working |business )?(?:minutes?|hours?|days?|weeks?)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;

/** Key moments in the thread's own words, each with the message to jump to. At most a hundred words. */
export function summarize(ticket: Ticket): Summary {
  const byCustomer = ticket.messages.filter(
    ({ role, visibility }) => role === "customer" && visibility === "public",
  );
  // Notes tell what was done; the panel is internal, so they may.
  const byAgent = ticket.messages.filter(({ role }) => role === "agent");
  const problem = first(byCustomer, NEEDS) ?? first(byCustomer, /./);
  return {
    lines: [
      line("problem", problem),
      line(
        "done",
        last(byAgent, (text) => ACTED.test(text)),
      ),
      line("open", openQuestion(ticket, problem)),
      line(
        "promised",
        last(
          byAgent.filter(({ visibility }) => visibility === "public"),
          (text) => PROMISES.test(text) && TIME.test(text),
        ),
      ),
    ].filter((one) => one !== null),
    attachmentsNotRead: ticket.messages.reduce(
      (sum, { attachments }) => sum + attachments.length,
      0,
    ),
  };
}

interface Moment {
  text: string;
  messageId: string;
}

function line(
  label: Summary["lines"][number]["label"],
  moment: Moment | null,
): Summary["lines"][number] | null {
  return moment && { label, ...moment, text: cut(moment.text) };
}

/** The customer's newest question, while nobody has answered it in public. */
function openQuestion(ticket: Ticket, problem: Moment | null): Moment | null {
  const newest = ticket.messages.findLast(
    ({ role, visibility }) => visibility === "public" && role !== "bot",
  );
  if (newest?.role !== "customer") return null;
  const sentences = sentencesOf(newest);
  const text =
    sentences.findLast((sentence) => sentence.endsWith("?")) ??
    sentences.findLast((sentence) => NEEDS.test(sentence));
  if (text === undefined || text === problem?.text) return null;
  return { text, messageId: newest.messageId };
}

function first(messages: Message[], pattern: RegExp): Moment | null {
  for (const message of messages) {
    const sentences = sentencesOf(message);
    const text = sentences.find(
      (sentence) => pattern.test(sentence) && contentStems(sentence).length > 0,
    );
    if (text !== undefined) return { text, messageId: message.messageId };
  }
  return null;
}

function last(
  messages: Message[],
  isWanted: (text: string) => boolean,
): Moment | null {
  for (const message of messages.toReversed()) {
    const text = sentencesOf(message).findLast(isWanted);
    if (text !== undefined) return { text, messageId: message.messageId };
  }
  return null;
}

function sentencesOf(message: Message): string[] {
  return splitSentences(
    ownWords(message.text.slice(0, READ_CHARACTERS)),
  ).filter((sentence) => !GREETS.test(sentence));
}

/** At a word's end, and said so. */
function cut(text: string): string {
  const words = text.split(/\s+/);
  const kept = words.slice(0, LINE_WORDS).join(" ").slice(0, 240);
  return words.length > LINE_WORDS || kept.length < words.join(" ").length
    ? `${kept}…`
    : text;
}
