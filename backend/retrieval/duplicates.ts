import type { Passage } from "../knowledge/passage.ts";
import { mapped, type LongWork } from "./long-work.ts";

/**
 * For each passage the place of the first one that says the same: the same words and numbers in the same order, however
 * they are marked up, capitalised or punctuated, under the same title and headings, for the same audience, product and
 * locale. Another number makes another passage, and so does another heading: "within 14 days" under "Norway". What is nearly the same is told among the few that are found (near-duplicate.ts).
 */
export function* firstOfSame(
  passages: readonly Passage[],
): LongWork<Int32Array> {
  const places = new Map<string, number>();
  const firsts = yield* mapped(passages, (passage, at) => {
    const { title, section, text, audience, product, locale } = passage;
    const key = JSON.stringify([
      audience,
      product,
      locale,
      wordsAndNumbers(`${title} ${section ?? ""}`),
      wordsAndNumbers(text),
    ]);
    const first = places.get(key);
    if (first === undefined) places.set(key, at);
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
