import { ownWords } from "../../src/domain/mail.ts";
import { splitSentences } from "../../src/domain/sentences.ts";
import type { Message } from "../../src/domain/ticket.ts";

/** One sentence of the thread, as it was written, and what beside it says more where there is room. */
export interface Moment {
  text: string;
  messageId: string;
  /** The sentence before it, where it tells what this one is about. */
  before: string | null;
  /** The sentences after it that belong to it. */
  after: string[];
}

const READ_CHARACTERS = 8_000;

const GREETS =
  /^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^.!?]{0,40}[,.!]?|thanks?\b.{0,40}|thank you\b.{0,40}|(?:kind |best |warm )?regards\b.{0,40}|cheers\b.{0,20})$/i;
const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^,.!?\n]{0,30}[,.!]+\s+/i;

/** Chats are written without capitals: "i have one. which gas fits?" */
const LOWER_CASE_START =
  /(?<=\p{L}{3,}[.?!])(?<!\b(?:etc|approx|incl|excl|max|min|tel)\.)\s+(?=\p{Ll})/u;

/** What somebody wrote in a message, sentence by sentence, without the words that every message has. */
export function sentencesOf(message: Message): string[] {
  return splitSentences(ownWords(message.text.slice(0, READ_CHARACTERS)))
    .flatMap((sentence) => sentence.split(LOWER_CASE_START))
    .filter((sentence) => !GREETS.test(sentence))
    .map((sentence) => sentence.replace(GREETING, ""));
}

/** A note by its first sentence, with the others where there is room. */
export function wholeNote(note: Message): Moment | null {
  const [text, ...after] = sentencesOf(note);
  return text === undefined
    ? null
    : { text, messageId: note.messageId, before: null, after };
}

/** Per sentence, in their order: whether it follows the one before with nothing between them that was left out. */
export function followsBefore(
  message: Message,
  sentences: string[],
): boolean[] {
  const text = plain(message.text.slice(0, READ_CHARACTERS));
  let end = -1;
  return sentences.map((sentence) => {
    const words = plain(sentence).trim();
    const at = text.indexOf(words, Math.max(end, 0));
    const follows = end >= 0 && at >= end && text.slice(end, at).trim() === "";
    if (at >= 0) end = at + words.length;
    return follows;
  });
}

const IN_A_LIST = /^(?:\d+[.)]|[-*•])\s|[^.?!:]$/;

/** The lines under a sentence that ends in a colon, and belong to it. */
export function listUnder(
  sentences: string[],
  follows: boolean[],
  at: number,
): string[] {
  if (!sentences[at]?.endsWith(":")) return [];
  const list: string[] = [];
  for (let nth = at + 1; nth < sentences.length; nth += 1) {
    const line = sentences[nth] ?? "";
    if (!IN_A_LIST.test(line) || !follows[nth]) break;
    list.push(line);
  }
  return list;
}

/** As one line, which is how a summary shows it. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ");
}

/** A moment in at most so many words: cut at a word's end, and said so; with what is beside it as far as that fits whole. */
export function fitted(
  { text, before, after }: Moment,
  maxWords: number,
): string {
  const words = text.split(/\s+/);
  const kept = words.slice(0, maxWords).join(" ").slice(0, MAX_CHARACTERS);
  if (kept.length < words.join(" ").length) return `${kept}…`;
  const fits = (longer: string) =>
    longer.split(/\s+/).length <= maxWords && longer.length <= MAX_CHARACTERS;
  let whole = text;
  if (before !== null && fits(`${before} ${whole}`))
    whole = `${before} ${whole}`;
  for (const sentence of after) {
    if (!fits(`${whole} ${sentence}`)) break;
    whole = `${whole} ${sentence}`;
  }
  return whole;
}
/** Words without end, in a text of no spaces. */
const MAX_CHARACTERS = 240;
