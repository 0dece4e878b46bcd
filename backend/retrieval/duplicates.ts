import type { Passage } from "../knowledge/passage.ts";
import { mapped, type LongWork } from "./long-work.ts";

/**
 * For each passage the place of the first one that says the same: the same words and numbers in the same order, however
 * they are marked up, capitalised or punctuated. Another number makes another passage.
 */
export function* firstOfSame(
  passages: readonly Passage[],
): LongWork<Int32Array> {
  const places = new Map<string, number>();
  const firsts = yield* mapped(passages, ({ text }, at) => {
    const words = wordsAndNumbers(text);
    const first = places.get(words);
    if (first === undefined) places.set(words, at);
    return first ?? at;
  });
  return Int32Array.from(firsts);
}

function wordsAndNumbers(text: string): string {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}]+|\p{N}+(?:[.,:/]\p{N}+)*|[€$£%]/gu) ?? []
  ).join(" ");
}
