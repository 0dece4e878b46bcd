import { quantitiesIn } from "../../src/domain/guardrails/quantities.ts";
import { splitSentences } from "../../src/domain/sentences.ts";
import { lastCustomerMessage } from "../../src/domain/ticket.ts";
import { readingOf } from "../retrieval/disagreement.ts";
import type { Chosen } from "./choose-sentences.ts";
import type { DraftRequest } from "./engine.ts";

/**
 * A notice outranks articles: where it sets anew until when something may be done, it is said and the article's rule is
 * not. Where it names the orders that it is for and the customer says when theirs was, only such orders get it; where
 * they do not say, both are told. `answer`: what would be said without it, notices that were found among it.
 */
export function withNotices(
  answer: Chosen[],
  request: Pick<DraftRequest, "passages" | "ticket" | "words">,
): Chosen[] {
  const ordered = orderedWhen(request);
  return request.passages
    .filter(({ passage }) => passage.kind === "notice")
    .reduce((said, { passage }) => {
      const applies = passage.units.map(({ text }) => isFor(text, ordered));
      const isNotForThem = (one: Chosen) =>
        one.passage.passageId === passage.passageId &&
        one.units.every((unit) => applies[unit] === false);
      let rest = said.filter((one) => !isNotForThem(one));
      passage.units.forEach(({ text }, at) => {
        if (applies[at] === false) return;
        const altered = rest.filter(
          (one) =>
            one.passage.kind === "article" && setsAnew(text, sentenceOf(one)),
        );
        if (altered.length === 0) return;
        const isSaid = (one: Chosen) =>
          one.passage.passageId === passage.passageId && one.units.includes(at);
        const relevance = Math.max(...altered.map((one) => one.relevance));
        const limits = new Set(
          altered.flatMap((one) => figuresOf(sentenceOf(one))),
        );
        // Where the rule may be theirs after all it is told, without what hangs on it.
        const isOutranked = (one: Chosen) =>
          (applies[at] === true || !altered.includes(one)) &&
          one.passage.kind === "article" &&
          figuresOf(sentenceOf(one)).some((figure) => limits.has(figure));
        rest = [
          ...(rest.some(isSaid) ? [] : [{ passage, units: [at], relevance }]),
          ...rest.filter((one) => !isOutranked(one)),
        ];
      });
      return rest;
    }, answer);
}

/** "Within 30 days", "until 31 January": until when something may be done. */
const LIMIT = /\b(?:within|until|by|no later than)\s(?:the\s)?\d/i;

const ALLOWS = /\b(?:can|may|must|have to)\b/i;

/** Do both say until when the same thing may be done? */
function setsAnew(notice: string, rule: string): boolean {
  const isLimit = (text: string) => LIMIT.test(text) && ALLOWS.test(text);
  if (!isLimit(notice) || !isLimit(rule)) return false;
  const about = readingOf({ text: notice, heading: "" }).own;
  return [...readingOf({ text: rule, heading: "" }).own].some((stem) =>
    about.has(stem),
  );
}

/** The sentence itself, without those it refers back to. */
function sentenceOf({ passage, units }: Chosen): string {
  return passage.units[units.at(-1) ?? -1]?.text ?? "";
}

function figuresOf(text: string): string[] {
  return quantitiesIn(text).map(({ value, unit }) => `${value} ${unit}`);
}

const BETWEEN = /\bbetween\b/i;
const ORDERED = /\b(?:order(?:ed)?|bought|purchased|placed)\b/i;
const CAME = /\b(?:arrived|came|delivered|got|received)\b/i;
/** "By when do I have to order": the order is still to come. */
const WILL_ORDER =
  /\b(?:have to|need to|must|should|would|will|want to|going to|about to|['’]d like to|before i) order\b/i;
/** What came longer than this after a notice's first day was ordered after it, too. Days; no parcel takes longer. */
const UNDER_WAY = 14;

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** Days of a year in their order, months counted as 31 days. */
function daysIn(text: string): number[] {
  return quantitiesIn(text).flatMap(({ value, unit }) => {
    const month = MONTHS.indexOf((unit ?? "").slice(0, 3));
    const day = Number(value);
    return month < 0 || !(day >= 1 && day <= 31) ? [] : [month * 31 + day];
  });
}

/** Between which days the order was made, as far as the customer says. */
interface Ordered {
  /** null: no telling. */
  from: number | null;
  to: number | null;
}

function orderedWhen({
  ticket,
  words,
}: Pick<DraftRequest, "ticket" | "words">): Ordered {
  const sentences = splitSentences(words);
  const dayWith = (verb: RegExp) =>
    sentences
      .filter((sentence) => verb.test(sentence))
      .flatMap(daysIn)
      .at(0) ?? null;
  if (WILL_ORDER.test(words)) {
    const at = new Date(lastCustomerMessage(ticket)?.at ?? Number.NaN);
    const today = at.getUTCMonth() * 31 + at.getUTCDate();
    return { from: today, to: today };
  }
  const ordered = dayWith(ORDERED);
  if (ordered !== null) return { from: ordered, to: ordered };
  const came = dayWith(CAME);
  return { from: came === null ? null : came - UNDER_WAY, to: came };
}

/** true where the notice names no days; null where it does and it can't be told. */
function isFor(notice: string, { from, to }: Ordered): boolean | null {
  const [first, last] = daysIn(notice);
  if (!BETWEEN.test(notice) || first === undefined || last === undefined)
    return true;
  // Over the turn of a year the numbers begin anew.
  if (last < first || from === null || to === null || Number.isNaN(from))
    return null;
  if (to < first || from > last) return false;
  return from >= first && to <= last ? true : null;
}
