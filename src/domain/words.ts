/**
 * Text as the outcome rules see it. Two texts are the same reply when they agree after normalising
 * white space, typographic quotes and dashes, greeting, closing and signature.
 */

/** Comparable words of a text, in order. Punctuation inside a word stays ("5,00", "A-77120"). */
export function wordsOf(text: string): string[] {
  return (
    normaliseCharacters(text).match(
      /[\p{L}\p{N}\p{Emoji_Presentation}](?:[\p{L}\p{N}\p{M}@./:_'+%,-]*[\p{L}\p{N}\p{M}%])?/gu,
    ) ?? []
  );
}

/** Editors and mail gateways exchange these freely; none of them changes what was said. */
function normaliseCharacters(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\u2018\u2019\u201B]/g, "'")
    .replace(/[\u201C\u201D\u201E]/g, '"')
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, "");
}

const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten tag|liebe[rs]?)\b[^\n.!?]{0,60}[,!.:]?$/i;
const CLOSING =
  /^(?:(?:kind|best|warm|many)? ?regards|best(?: wishes)?|sincerely|yours(?: (?:truly|sincerely|faithfully))?|thanks|thank you|cheers|mit freundlichen gr(?:ü|ue)(?:ß|ss)en|viele gr(?:ü|ue)(?:ß|ss)e)[,.!]?$/i;

/**
 * The words that carry the reply: without a greeting line at the top, and without a closing line and what
 * follows it (at most four short lines, a signature) at the bottom.
 */
export function replyWords(text: string): string[] {
  const lines = text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => line.trim());
  const first = lines.findIndex((line) => line !== "");
  const start = first >= 0 && GREETING.test(lines[first] ?? "") ? first + 1 : 0;
  const closing = lines.findLastIndex((line) => CLOSING.test(line));
  const after =
    closing < 0 ? [] : lines.slice(closing + 1).filter((line) => line !== "");
  const isSignature =
    closing >= start && after.length <= 4 && after.every(isSignatureLine);
  const body = lines.slice(start, isSignature ? closing : lines.length);
  return wordsOf(body.join("\n"));
}

/** A name, a team, a phone number. A sentence down there is something the agent said. */
function isSignatureLine(line: string): boolean {
  return line.length <= 60 && !/[.!?]$/.test(line);
}

/**
 * Length of the longest common subsequence of two word lists.
 * Hunt and Szymanski (1977): O((r + n) log n) for r matching pairs, which is fast for prose.
 */
export function commonSubsequenceLength(
  before: readonly string[],
  after: readonly string[],
): number {
  const positions = new Map<string, number[]>();
  after.forEach((word, index) => {
    const at = positions.get(word);
    if (at) at.push(index);
    else positions.set(word, [index]);
  });
  // ends[k] = smallest index in `after` at which a common subsequence of length k + 1 can end.
  const ends: number[] = [];
  for (const word of before) {
    const at = positions.get(word) ?? [];
    for (let i = at.length - 1; i >= 0; i--) {
      const index = at[i] as number; // i is inside `at`
      const slot = lowerBound(ends, index);
      ends[slot] = index;
    }
  }
  return ends.length;
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
