import {
  lastCustomerMessage,
  type Message,
  type Ticket,
} from "../../src/domain/ticket.ts";
import { ownWords } from "../../src/domain/mail.ts";
import { splitSentences } from "../../src/domain/sentences.ts";
import { contentStems } from "../retrieval/content-words.ts";

/** What the ticket is about, in the customer's own words, ready to be looked for. */
export interface Need {
  /** The whole first, then its most telling sentences. Empty when nothing in it has a topic. */
  texts: { text: string; asks: boolean; isSubject?: boolean }[];
  /** All that the customer said about it, for questions of form ("does it ask about a case of their own?"). */
  words: string;
  /** All that tells what it is about: subject, messages, what the helpdesk's fields say. */
  about: string[];
  /** Where a product may be named: the same, with the subject even where it adds nothing to what it is about. */
  naming: string[];
}

/** "I don't have the booking number", "can you look it up with my id?": about who they are, never about what they want. */
const LACKS_ID =
  /\b(?:don['’]t|do not|didn['’]t|can['’]t|cannot|not) (?:\w+ ){0,3}(?:remember|have|know|recall|find|sure)\b[^.?!]{0,40}\b(?:ids?|numbers?|references?)\b|\blook (?:it|that|them|this) up\b|\b(?:using|with|by) my (?:user|customer|account|member)\s?(?:id|name|number)\b/i;
const READ_CHARACTERS = 20_000;
/** The embedder reads a hundred words; the last ones of a long story seldom ask. */
const MAX_WORDS = 90;
const MAX_SENTENCES = 3;
/** With fewer words of a topic than this, the latest message only makes sense behind the opening one. */
const ENOUGH_STEMS = 4;

const ASKS =
  /\?|\b(?:how|what|when|where|why|which|can|could|would|may (?:i|we)|is there|do you|need|want|like to|please|help|looking|trying|wonder|hoping|have to|should)\b/i;
/** "My user id is …", "it's FH-88214": an answer to who or which, never what about. */
const IDENTIFIES =
  /\b(?:id|number|name|e-?mail|zip|code|reference|order)\b[^.?!]{0,25}(?:\bis\b|:|\bare\b)|^(?:sure|yes|yeah|ok|okay|of course|certainly)\b.{0,80}$|^(?:it'?s|here)\b.{0,60}$/i;

export function needOf(ticket: Ticket): Need {
  const latest = lastCustomerMessage(ticket);
  if (!latest) return { texts: [], words: "", about: [], naming: [] };
  const opening = ticket.messages.find(
    (message) => message.role === "customer" && message.visibility === "public",
  );
  let sentences = topicSentences(latest);
  let words = own(latest);
  if (opening && opening !== latest) {
    const before = topicSentences(opening);
    words = `${own(opening)}\n${words}`;
    // In the middle of a thread people change their minds: what they last asked for is what they want.
    const since = wishBetween(ticket, opening, latest);
    const asksItself =
      sentences.some(({ asks }) => asks) &&
      countStems(sentences) >= ENOUGH_STEMS;
    if (!asksItself && since.length > 0) sentences = [...since, ...sentences];
    sentences =
      asksItself || since.length > 0
        ? [...sentences, ...before.filter(({ asks }) => asks).slice(0, 1)]
        : [...before, ...sentences];
  }
  const subject = subjectOf(ticket, sentences);
  words = words.slice(0, READ_CHARACTERS);
  const said = [
    words,
    ...ticket.fields.map(({ value }) => value.slice(0, 200)),
  ];
  return {
    texts: textsOf(sentences, subject),
    words,
    about: [...(subject ? [subject.text] : []), ...said],
    naming: [(ticket.subject ?? "").slice(0, 300), ...said],
  };
}

/** What the customer asked for last, in a message between their first and their latest one. Empty: nothing new. */
function wishBetween(
  { messages }: Ticket,
  opening: Message,
  latest: Message,
): TopicSentence[] {
  return (
    messages
      .slice(messages.indexOf(opening) + 1, messages.indexOf(latest))
      .filter(
        ({ role, visibility }) =>
          role === "customer" && visibility === "public",
      )
      .toReversed()
      .map((message) =>
        topicSentences(message).filter(
          ({ asks, stems }) => asks && stems.length >= 2,
        ),
      )
      .find((wishes) => wishes.length > 0) ?? []
  );
}

interface TopicSentence {
  text: string;
  stems: string[];
  asks: boolean;
}

function own(message: Message): string {
  return ownWords(message.text.slice(0, READ_CHARACTERS));
}

function topicSentences(message: Message): TopicSentence[] {
  return splitSentences(own(message))
    .flatMap(questionByQuestion)
    .map(withWhatItRefersTo)
    .map(readSentence)
    .filter(({ stems, text }) => stems.length > 0 && !identifies(text, stems));
}

/** Behind it a second question begins: "What does it cost, and how long does it take?" */
const AND_ANOTHER =
  /(?:[,;:]\s*(?:and|or|but)?|\s+(?:and|or|but))\s+(?=(?:(?:until|by|since|from) when|for how long|how|what|when|where|which|who|why|(?:can|could|may|must|should|shall|do|does|did|will|would|is|are) (?:i|we|you|it|they|he|she|there|this|that|the|my|your)\b))/i;

const REFERS_BACK = /\b(?:it|that|this|them|they|those|these|there|one)\b/i;

/** What makes a question of it; without it the rest says what it is about. */
const ASKING =
  /^.*?\b(?:(?:until |by )?when|(?:for )?how (?:long|much|many|soon)|how|what|where|which|who|why)\s+(?:(?:do|does|did|is|are|was|were|can|could|will|would|should|must|may)\b\s*)?/i;

/**
 * "What do you charge for it?" A pronoun stands for what the sentence before is about, where hardly a word has a topic
 * of its own. "Is that normal?" says enough, unless it goes on with a question.
 */
function withWhatItRefersTo(
  sentence: string,
  at: number,
  all: readonly string[],
): string {
  const before = all[at - 1];
  if (
    before === undefined ||
    !sentence.includes("?") ||
    !REFERS_BACK.test(sentence)
  )
    return sentence;
  const own = new Set(contentStems(sentence)).size;
  const saysEnough = OPENS_QUESTION.test(sentence) && !before.includes("?");
  return own <= (saysEnough ? 0 : 1)
    ? `${sentence} ${before.replace(ASKING, "")}`
    : sentence;
}

const OPENS_QUESTION = /^(?:do|does|did|is|are|was|were|will|must|shall)\b/i;

/** Two questions in one sentence want an answer each. A condition before a question belongs to it. */
function questionByQuestion(sentence: string): string[] {
  if (!sentence.includes("?")) return [sentence];
  const parts = sentence.split(AND_ANOTHER);
  const asks = (part: string) =>
    contentStems(part).length > 0 &&
    (OPENS_QUESTION.test(part) || ASKS.test(part.replace(/\?/g, "")));
  return parts.length > 1 && parts.every(asks)
    ? parts.map((part) => (part.endsWith("?") ? part : `${part}?`))
    : [sentence];
}

function readSentence(text: string): TopicSentence {
  const said = text.replace(GREETING, "");
  return { text: said, stems: contentStems(said), asks: ASKS.test(said) };
}

const GREETING =
  /^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^,.!?\n]{0,30}[,.!]+\s*)/i;

function identifies(text: string, stems: string[]): boolean {
  return (
    (stems.length <= 4 && !text.includes("?") && IDENTIFIES.test(text)) ||
    LACKS_ID.test(text)
  );
}

/** A subject that only repeats the message, or says "question", adds nothing. */
function subjectOf(
  ticket: Ticket,
  sentences: TopicSentence[],
): TopicSentence | null {
  const text = (ticket.subject ?? "")
    .slice(0, 300)
    .replace(/^(?:(?:re|fwd?|aw|wg)\s*:\s*)+/i, "")
    .replace(/…$/, "");
  const subject = readSentence(text);
  const said = new Set(sentences.flatMap(({ stems }) => stems));
  return subject.stems.some((stem) => !said.has(stem)) ? subject : null;
}

function textsOf(
  sentences: TopicSentence[],
  subject: TopicSentence | null,
): Need["texts"] {
  const kept: TopicSentence[] = [];
  let words = 0;
  for (const sentence of byTelling(sentences)) {
    const size = sentence.text.split(/\s+/).length;
    if (words > 0 && words + size > MAX_WORDS) continue;
    kept.push(sentence);
    words += size;
  }
  const inOrder = sentences.filter((sentence) => kept.includes(sentence));
  const whole = [...(subject ? [subject] : []), ...inOrder];
  if (whole.length === 0) return [];
  const telling = byTelling(kept)
    .filter(({ stems, text }) => stems.length >= 2 || text.includes("?"))
    .slice(0, MAX_SENTENCES);
  const all = [
    { text: clipped(whole.map(({ text }) => text).join(" ")), asks: false },
    ...telling.map(({ text, asks }) => ({ text: clipped(text), asks })),
    // A subject is the customer's own summary, so it is looked for on its own, too.
    ...(subject
      ? [{ text: clipped(subject.text), asks: true, isSubject: !subject.asks }]
      : []),
  ];
  return all.filter(
    ({ text }, at) => all.findIndex((one) => one.text === text) === at,
  );
}

/** Questions and wishes before the story around them. */
function byTelling(sentences: TopicSentence[]): TopicSentence[] {
  const value = ({ asks, stems, text }: TopicSentence) =>
    (text.includes("?") ? 3 : 0) +
    (asks ? 2 : 0) +
    Math.min(stems.length, 8) / 4;
  return sentences.toSorted((a, b) => value(b) - value(a));
}

function clipped(text: string): string {
  return text.split(/\s+/).slice(0, MAX_WORDS).join(" ").slice(0, 900);
}

function countStems(sentences: TopicSentence[]): number {
  return sentences.reduce((sum, { stems }) => sum + stems.length, 0);
}
