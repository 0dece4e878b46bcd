import type { Message, Ticket } from "../../src/domain/ticket.ts";
import { contentStems } from "../retrieval/content-words.ts";
import {
  followsBefore,
  listUnder,
  sentencesOf,
  wholeNote,
  type Moment,
} from "./moment.ts";

/** A customer says what it is about at the beginning, though not always in the first line. */
const FIRST_MESSAGES = 3;

/** A wish or a question. */
const NEEDS =
  /\?|\b(?:needs?|wants?|would like|'d like|please|can you|could you|can i|could i|hoping|looking|trying|where|when|how)\b/i;
/** What should have been and is not, or should not be and is: "has not arrived", "nothing since", "too small", "torn". */
const TROUBLE =
  /\b(?:not|cannot|never|nobody|nothing|no longer|without|\w+n['’]t|still|wrong|missing|mistake|problem|issue|broken?|broke|tear|torn|rip(?:ped)?|hole|crack(?:ed)?|snapped|leak(?:s|ed|ing)?|soak(?:s|ed)|burnt?|hurt|injur\w+|damaged?|faulty|defect(?:ive)?|stuck|fail(?:s|ed)?|late|delay(?:ed)?|lost|stolen|twice|too \w+|leider|nicht|kein\w*|kaputt|fehlt|pas|jamais|manque|nunca|falta)\b/i;
/** How things came to be as they are: it stands before what is wrong. */
const BACKGROUND =
  /^(?:i|we)(?:['’]ve| have| had)? (?:just |recently |already )?(?:bought|ordered|placed|purchased|booked|sent|returned|received|got|live|am|paid)\b/i;
/** "My name is …", "Sure, it's …": an answer, never what it is about. */
const ANSWERS =
  /^(?:sure|yes|yeah|ok(?:ay)?)\b|^(?:my|the) (?:\w+ )?(?:name|id|number|e-?mail|zip|address)\b[^.?!]{0,20}\bis\b/i;
/** "Some of its pieces are broken": of what, the sentence before tells. */
const POINTS_BEFORE =
  /^(?:(?:some|one|all|none|part) of )?(?:its?|they|them|their|this|that|these|those)\b/i;
const ASKS_FOR_HELP =
  /\b(?:some|need|your|a bit of)\s+(?:help|assistance|support)\b|\bhope you(?:'re| are)? (?:well|can)\b/i;
/** "I need some help with my order": that much could stand above every ticket. */
const LITTLE =
  /^(?:help|assist|question|issue|problem|situat|need|want|like|look|sure|thank|hi|hello|hope|id|user|provid|detail)/;
const NAMES_A_CASE = /\b\d|\b(?=[A-Z0-9-]*\d)[A-Z0-9-]{5,}\b/;
const MARKUP = /<\/?[a-z!]|\bjavascript:|\{\{|\bon\w+=/i;

/** "Is that so?", which says nothing by itself. */
const POINTS_BACK = /^[^?]{0,30}\b(?:that|this|it|so)\b[^?]{0,20}\?$/i;
/** A question of fewer words, none of a topic, asks nothing beside another one: "Can you explain this?" */
const ENOUGH_WORDS = 6;

/** A sentence, a question with what it points back to, or a line with the list under it. */
interface Unit {
  text: string;
  messageId: string;
  /** What stands under it, where it ends in a colon. */
  list: string[];
  /** Its neighbours, where nothing stands between. */
  before: string | null;
  after: string[];
  weight: number;
  /** How many words of the subject it takes up. */
  fromSubject: number;
}

export interface CustomerMoments {
  /** What the customer came with: the wish or trouble that says most. */
  problem: Moment | null;
  /** What the customer asks, while nobody has answered it in public. */
  open: Moment | null;
}

export function customerMoments(ticket: Ticket): CustomerMoments {
  const subject = topicsOf(
    (ticket.subject ?? "").replace(/^(?:(?:re|fwd?|aw|wg)\s*:\s*)+/i, ""),
  );
  const told = ticket.messages
    .filter(isPublicWord)
    .slice(0, FIRST_MESSAGES)
    .flatMap((message, nth) => unitsOf(message, subject, nth / 2))
    .filter(({ weight }) => weight > -FIRST_MESSAGES);
  const asked = unanswered(ticket)
    .flatMap((message) => unitsOf(message, subject, 0))
    .filter(isPlain);
  const best = heaviest(told);
  if (!best) return { problem: noted(ticket), open: null };

  const question = openQuestion(asked, best);
  // The only question is the open one where the trouble behind it is told as well.
  const story =
    isQuestion(best) &&
    !(question && isQuestion(question)) &&
    asked.some((one) => isSame(one, best))
      ? heaviest(
          told.filter(
            (one) =>
              isPlain(one) &&
              !isQuestion(one) &&
              (TROUBLE.test(one.text) || one.fromSubject > 0),
          ),
        )
      : null;
  return story
    ? { problem: problemOf(story), open: questionOf(best, story) }
    : {
        problem: problemOf(best),
        open: question && questionOf(question, best),
      };
}

function unitsOf(
  message: Message,
  subject: Set<string>,
  penalty: number,
): Unit[] {
  const sentences = sentencesOf(message);
  const besides = followsBefore(message, sentences);
  const units: Unit[] = [];
  for (let at = 0; at < sentences.length; at += 1) {
    const text = sentences[at] ?? "";
    const follows = besides[at] ?? false;
    const last = units.at(-1);
    if (last && follows && !isQuestion(last) && pointsBack(text)) {
      last.text = `${last.text} ${text}`;
      continue;
    }
    const list = listUnder(sentences, besides, at);
    at += list.length;
    units.push({
      text,
      messageId: message.messageId,
      list,
      before: follows ? (sentences[at - 1] ?? null) : null,
      after: [],
      weight: 0,
      fromSubject: 0,
    });
  }
  return units.map((unit, at) => {
    const all = [unit.text, ...unit.list].join(" ");
    const fromSubject = [...topicsOf(all)].filter((topic) =>
      subject.has(topic),
    ).length;
    return {
      ...unit,
      after: followersOf(units, at),
      fromSubject,
      weight: weightOf(all) + Math.min(fromSubject, 2) * 0.75 - penalty,
    };
  });
}

function pointsBack(text: string): boolean {
  return contentStems(text).length === 0 && POINTS_BACK.test(text);
}

/** The sentences after it, up to the first that does not stand right there. */
function followersOf(units: Unit[], at: number): string[] {
  const after: string[] = [...(units[at]?.list ?? [])];
  for (const next of units.slice(at + 1)) {
    if (next.before === null || !isPlain(next)) break;
    after.push(next.text, ...next.list);
  }
  return after;
}

function weightOf(text: string): number {
  const stems = contentStems(text);
  if (stems.length === 0) return -Infinity;
  const telling = stems.filter((stem) => !LITTLE.test(stem)).length;
  const isWanting = NEEDS.test(text) || TROUBLE.test(text);
  return (
    (isWanting ? 2 : 0) +
    Math.min(telling, 5) / 2 +
    (NAMES_A_CASE.test(text) ? 0.5 : 0) -
    (ASKS_FOR_HELP.test(text) || ANSWERS.test(text) ? 2 : 0) -
    (BACKGROUND.test(text) && !isWanting ? 1.5 : 0) -
    (MARKUP.test(text) ? 4 : 0)
  );
}

const ID = /\b(?=[\p{L}\d-]*\d)[\p{L}\d-]{4,}/gu;

/** Words of a topic, and ids. */
function topicsOf(text: string): Set<string> {
  return new Set([
    ...contentStems(text.replace(ID, " ")),
    ...(text.match(ID) ?? []),
  ]);
}

function isPublicWord({ role, visibility }: Message): boolean {
  return role === "customer" && visibility === "public";
}

/** What the customer has written since anybody answered in public. */
function unanswered({ messages }: Ticket): Message[] {
  const answered = messages.findLastIndex(
    ({ role, visibility }) => role === "agent" && visibility === "public",
  );
  return messages.slice(answered + 1).filter(isPublicWord);
}

/** Questions first, then wishes; what is only told is open where it came after the problem. */
function openQuestion(asked: Unit[], problem: Unit): Unit | null {
  const others = asked.filter((one) => !isSame(one, problem));
  const questions = others.filter(
    (one) =>
      isQuestion(one) &&
      (!isQuestion(problem) ||
        contentStems(one.text).length > 0 ||
        one.text.split(/\s+/).length >= ENOUGH_WORDS),
  );
  return (
    heaviest(questions) ??
    heaviest(
      others.filter(
        (one) =>
          !isQuestion(one) && NEEDS.test(one.text) && one.weight > -Infinity,
      ),
    ) ??
    heaviest(
      others.filter(
        ({ text, messageId }) =>
          TROUBLE.test(text) && messageId !== problem.messageId,
      ),
    )
  );
}

/** Without a word of the customer it is what a colleague noted first. */
function noted({ messages }: Ticket): Moment | null {
  const note = messages.find(
    ({ role, visibility }) => role === "agent" && visibility !== "public",
  );
  return note ? wholeNote(note) : null;
}

/** With how it came about, or with what follows where it only begins to tell. */
function problemOf(unit: Unit): Moment {
  const { text, messageId, before, after, list } = unit;
  const context =
    before !== null && (BACKGROUND.test(before) || POINTS_BEFORE.test(text))
      ? before
      : null;
  const isTold = context !== null || NEEDS.test(text) || TROUBLE.test(text);
  return {
    text,
    messageId,
    before: context,
    after: isTold ? list : leading(after, (next) => !next.endsWith("?")),
  };
}

/** With the questions around it. */
function questionOf(unit: Unit, problem: Unit): Moment {
  const { text, messageId, before, after } = unit;
  const isQuestionToo = (other: string) =>
    other.endsWith("?") && other !== problem.text;
  return {
    text,
    messageId,
    before: before !== null && isQuestionToo(before) ? before : null,
    after: leading(after, isQuestionToo),
  };
}

function leading(texts: string[], isWanted: (text: string) => boolean) {
  const end = texts.findIndex((text) => !isWanted(text));
  return end < 0 ? texts : texts.slice(0, end);
}

function isPlain({ text }: Unit): boolean {
  return !MARKUP.test(text);
}

function isQuestion({ text }: Unit): boolean {
  return text.endsWith("?");
}

function isSame(one: Unit, other: Unit): boolean {
  return one.text === other.text && one.messageId === other.messageId;
}

function heaviest(units: Unit[]): Unit | null {
  return units.toSorted((a, b) => b.weight - a.weight)[0] ?? null;
}
