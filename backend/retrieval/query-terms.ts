import { contentStems } from "./content-words.ts";

/** How soon a word that is said again and again stops counting for more (BM25's k3; the third edition of Okapi). */
const K3 = 6;

/**
 * The words of a question with what each counts: in a long story the words that come back are what it is about.
 * A word said once counts 1.
 */
export function queryTerms(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const stem of contentStems(text))
    counts.set(stem, (counts.get(stem) ?? 0) + 1);
  for (const [stem, count] of counts)
    counts.set(stem, (count * (K3 + 1)) / (count + K3));
  return counts;
}
