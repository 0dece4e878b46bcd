import type { LongWork } from "./long-work.ts";

/** Known words by first letter and length: whoever mistypes seldom mistypes the first letter. */
export type Spelling = ReadonlyMap<string, readonly string[]>;

/** Shorter words have too many neighbours: "tent", "rent", "sent". */
const LEAST_LENGTH = 5;
/** From this length on two slips may be one word's. */
const TWO_SLIPS_FROM = 8;

export function* spellingWork(words: Iterable<string>): LongWork<Spelling> {
  const shapes = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < LEAST_LENGTH - 1) continue;
    const shape = shapeOf(word, word.length);
    const alike = shapes.get(shape);
    if (alike) alike.push(word);
    else shapes.set(shape, [word]);
    yield;
  }
  return shapes;
}

/**
 * The known word that an unknown one was most likely meant to be ("refnud": refund), or null. Of equally near ones the
 * one with the most `weight`.
 */
export function likelyMeant(
  spelling: Spelling,
  word: string,
  weight: (known: string) => number,
): string | null {
  if (word.length < LEAST_LENGTH) return null;
  const most = word.length >= TWO_SLIPS_FROM ? 2 : 1;
  let best: string | null = null;
  let least = most + 1;
  for (let length = word.length - most; length <= word.length + most; length++)
    for (const known of spelling.get(shapeOf(word, length)) ?? []) {
      const slips = slipsBetween(word, known, least);
      if (slips > most) continue;
      if (
        slips < least ||
        (slips === least && best !== null && weight(known) > weight(best))
      ) {
        best = known;
        least = slips;
      }
    }
  return best;
}

function shapeOf(word: string, length: number): string {
  return `${word[0] ?? ""}${length}`;
}

/**
 * Letters put in, left out, mistaken, or two neighbours exchanged (optimal string alignment). Beyond `limit` it says no
 * more than that it is more.
 */
export function slipsBetween(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let slips = Math.min(
        (last[j] ?? Infinity) + 1,
        (row[j - 1] ?? Infinity) + 1,
        (last[j - 1] ?? Infinity) + (isSame ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        slips = Math.min(slips, (before[j - 2] ?? Infinity) + 1);
      row.push(slips);
      least = Math.min(least, slips);
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? Infinity;
}
