import {
  quantitiesIn,
  type Quantity,
} from "../../src/domain/guardrails/quantities.ts";
import { negations, normalised } from "../../src/domain/guardrails/terms.ts";
import type { ConflictKind } from "../../src/domain/suggestion.ts";
import { contentStems } from "./content-words.ts";

/** A sentence with the headings it stands under: "Delivery to Norway" says what "Takes 8 days" is about. */
export interface Statement {
  text: string;
  heading: string;
}

/** With fewer common words than this two sentences may be about anything. */
const COMMON = 2;
/** Of the longer sentence's words, this share is in the other or above it. */
const SAME_RULE = 0.75;
/** Yes against no is only clear where nearly every word is common. */
const SAME_WORDS = 0.85;
/** "If it has not left yet" denies nothing. */
const CONDITION = /\b(?:if|when|unless|until|as long as)\b[^,.;]*/gi;

/**
 * Do two sentences set the same rule differently: another number of the same thing, another time, or yes against no?
 * Where each names something that the other does not (two countries, two products, two states of the goods), they
 * are two rules and agree. Rather one conflict missed than one that is none.
 */
export function disagreementOf(
  left: Reading,
  right: Reading,
): ConflictKind | null {
  if (left.plain === right.plain) return null;
  const common = [...left.own].filter((stem) => right.own.has(stem));
  if (common.length < COMMON) return null;
  const [less = 0, more = 0] = [
    shareIn(left, right),
    shareIn(right, left),
  ].sort((x, y) => x - y);
  if (more < 1 || less < SAME_RULE) return null;
  if (namesMore(left, right) || namesMore(right, left)) return null;
  const isTurned = left.isNegated !== right.isNegated && less >= SAME_WORDS;
  return (
    differentQuantity(left.quantities, right.quantities) ??
    (isTurned ? "yes_no" : null)
  );
}

/** What is compared of a sentence; made once, compared often. */
export interface Reading {
  plain: string;
  /** Words of the sentence, numbers and their units left out. */
  own: Set<string>;
  /** The same with the headings'. */
  all: Set<string>;
  /** Words that are written as names. */
  names: Set<string>;
  quantities: Quantity[];
  isNegated: boolean;
}

export function readingOf({ text, heading }: Statement): Reading {
  const quantities = quantitiesIn(text);
  const own = new Set(contentStems(withoutQuotes(text, quantities)));
  return {
    plain: normalised(text),
    own,
    all: new Set([...own, ...contentStems(heading)]),
    names: new Set([...namesIn(text), ...namesIn(heading)]),
    quantities,
    isNegated: negations(text.replace(CONDITION, " ")) % 2 === 1,
  };
}

/** "Within 14 days of delivery": from when a time runs says no more of the case than the time does. */
const RUNS_FROM = /^ ?(?:of|from|after|since) (?:the |your |its )?\w+/;

function withoutQuotes(text: string, quantities: Quantity[]): string {
  return quantities.reduce((rest, { quote }) => {
    const at = rest.indexOf(quote);
    return at < 0
      ? rest
      : `${rest.slice(0, at)} ${rest.slice(at + quote.length).replace(RUNS_FROM, " ")}`;
  }, normalised(text));
}

/** Capital letters behind the first word; a Heading That Is All Capitals names nothing. */
function namesIn(text: string): string[] {
  const words = text.match(/[\p{L}][\p{L}\p{M}'’-]*/gu) ?? [];
  const capital = words.slice(1).filter((word) => /^\p{Lu}/u.test(word));
  return capital.length * 2 >= words.length
    ? []
    : capital.flatMap((word) => contentStems(word));
}

function shareIn({ own }: Reading, { all }: Reading): number {
  const met = [...own].filter((stem) => all.has(stem)).length;
  return met / Math.max(1, own.size);
}

function namesMore(one: Reading, other: Reading): boolean {
  return [...one.names].some((name) => !other.all.has(name));
}

const HOURS = new Map(
  Object.entries({
    minute: 1 / 60,
    hour: 1,
    day: 24,
    night: 24,
    week: 168,
  }),
);

/** Values of the same unit that have nothing in common, or as many of which one differs. */
function differentQuantity(
  left: Quantity[],
  right: Quantity[],
): ConflictKind | null {
  for (const unit of new Set(left.map(unitClass))) {
    const values = (all: Quantity[]) =>
      new Set(all.filter((one) => unitClass(one) === unit).map(valueOf));
    const [ours, theirs] = [values(left), values(right)];
    if (theirs.size === 0) continue;
    const common = [...ours].filter((value) => theirs.has(value)).length;
    if (common === 0 || (ours.size === theirs.size && common < ours.size))
      return isTime(unit) ? "duration" : "number";
  }
  return null;
}

/** Minutes to weeks are one kind: 14 days are 2 weeks. */
function unitClass({ unit }: Quantity): string {
  return unit !== null && HOURS.has(unit) ? "time" : (unit ?? "");
}

function valueOf({ value, unit }: Quantity): string {
  const hours = unit === null ? undefined : HOURS.get(unit);
  return hours === undefined ? value : String(Number(value) * hours);
}

function isTime(unit: string): boolean {
  return unit === "time" || /(?:day|month|year|second)$/.test(unit);
}
