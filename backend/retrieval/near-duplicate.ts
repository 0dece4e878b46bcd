import { isNegation, normalised } from "../../src/domain/guardrails/terms.ts";
import type { Passage } from "../knowledge/passage.ts";
import { shinglesOf } from "./shingles.ts";
import { stem } from "./stem.ts";

/** Share of all the rows of three words of two passages that both must have (Jaccard). */
const ALIKE = 0.7;
const SHINGLE = 3;
/** Words whose coming and going changes nothing that is said. */
const LIGHT = new Set(
  "a an the this that these those your our its also please just simply so then is are be been was were".split(
    " ",
  ),
);
/** A number in letters, a date in words, a condition or a limit: a passage that has one more says another thing. */
const DECISIVE = new Set(
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen half quarter double triple once twice first second third fourth fifth minute minutes hour hours day days night nights week weeks month months year years daily weekly monthly yearly annual today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december if unless only except excluding other until till when while before after but although however instead least most more less over under above below maximum minimum must should might could can any all every each some".split(
    " ",
  ),
);
/** "GS-1234", "30,000", "10:30" and "don't" are one word each; an amount's sign counts as one. */
const WORDS =
  /[\p{L}\p{M}\p{N}]+(?:[.,:/@'_-]+[\p{L}\p{M}\p{N}]+)*|[€$£¥%°<>≤≥±+]|[-−](?=\p{N})/gu;

/**
 * Does `other` say nothing that `kept` does not say, nearly in the same words? True when
 *
 * - both are of the same kind, audience, product and locale;
 * - their rows of three words resemble each other by 0.7 or more (resemblance and shingles: A. Broder, "On the
 *   resemblance and containment of documents", 1997);
 * - `other` can be got from `kept` by leaving words out, under the same heading, inflection and light words aside;
 * - none of the words left out is a number, date, duration, sign, negation, condition or name.
 *
 * Resemblance alone folds a passage with another number in it: of 60 words one changed leaves 0.9. Two such passages
 * are a conflict, and both are shown (disagreement.ts). So too with one word for another: it may be the other country.
 */
export function addsNothing(other: Passage, kept: Passage): boolean {
  if (
    other.kind !== kept.kind ||
    other.audience !== kept.audience ||
    other.product !== kept.product ||
    other.locale !== kept.locale
  )
    return false;
  // Before the words: most pairs end here.
  if (headingOf(other) !== headingOf(kept)) return false;
  const [less, more] = [wordsOf(other.text), wordsOf(kept.text)];
  const left = leftOut(less, more);
  if (left === null || left.some(({ isFact }) => isFact)) return false;
  const rows = (words: Word[]) =>
    shinglesOf(
      words.map(({ key }) => key),
      SHINGLE,
    );
  return resemblance(rows(less), rows(more)) >= ALIKE;
}

/**
 * What a copy must not change, in order, each number with the word behind it: "30 day", "not", "Norway". Two texts in
 * which these differ are no duplicates.
 */
export function factsOf(text: string): string[] {
  const words = wordsOf(text);
  return words.flatMap(({ key, isFact }, at) => {
    if (!isFact) return [];
    return /\p{N}/u.test(key) ? [`${key} ${words[at + 1]?.key ?? ""}`] : [key];
  });
}

interface Word {
  /** Lower case, without its inflection. */
  key: string;
  isFact: boolean;
}

function wordsOf(text: string): Word[] {
  const plain = text.normalize("NFKC").replace(/[’‘ʼ]/g, "'");
  return [...plain.matchAll(WORDS)].flatMap(({ 0: written, index }) => {
    const word = normalised(written);
    if (LIGHT.has(word)) return [];
    const isPlain = /^\p{L}+$/u.test(word);
    return [
      {
        key: isPlain ? stem(word) : word,
        isFact:
          isNegation(word) ||
          !/^[\p{L}\p{M}'-]+$/u.test(word) ||
          word.split("-").some((part) => DECISIVE.has(part)) ||
          isName(written, plain.slice(Math.max(0, index - 2), index)),
      },
    ];
  });
}

/** Capital letters behind the first of a sentence, or two of them anywhere. */
function isName(word: string, before: string): boolean {
  return (
    /\p{Lu}.*\p{Lu}/u.test(word) ||
    (/^\p{Lu}/u.test(word) && /[\p{L}\p{N},]\s$/u.test(before))
  );
}

/** "Silver" says of the same words another thing than "Silver Plus". */
function headingOf({ title, section }: Passage): string {
  return wordsOf(`${title}\n${section ?? ""}`)
    .map(({ key }) => key)
    .join(" ");
}

/** What has to go from `more` so that `less` is left; null when that cannot be. */
function leftOut(less: Word[], more: Word[]): Word[] | null {
  let met = 0;
  const left = more.filter(({ key }) => {
    const isMet = key === less[met]?.key;
    if (isMet) met += 1;
    return !isMet;
  });
  return met === less.length ? left : null;
}

function resemblance(a: Set<string>, b: Set<string>): number {
  const both = [...a].filter((one) => b.has(one)).length;
  return both / Math.max(1, a.size + b.size - both);
}
