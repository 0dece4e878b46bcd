import type { LexicalIndex } from "./lexical-index.ts";
import type { Query } from "./query.ts";
import { likelyMeant } from "./spelling.ts";

/**
 * The same question with words that no passage has read as the known words that they were most likely meant to be.
 * What is known is left as it is, so that a question without slips costs and finds what it did.
 */
export function respelled(
  { terms, starts, spelling }: LexicalIndex,
  query: Query,
): Query {
  const having = (known: string) => {
    const row = terms.get(known) ?? -1;
    return (starts[row + 1] ?? 0) - (starts[row] ?? 0);
  };
  const read = new Map<string, string>();
  const asKnown = (stem: string) => {
    if (terms.has(stem)) return stem;
    let known = read.get(stem);
    if (known === undefined) {
      known = likelyMeant(spelling, stem, having) ?? stem;
      read.set(stem, known);
    }
    return known;
  };
  const respelledTerms = new Map<string, number>();
  for (const [stem, counts] of query.terms) {
    const known = asKnown(stem);
    respelledTerms.set(known, (respelledTerms.get(known) ?? 0) + counts);
  }
  return {
    ...query,
    terms: respelledTerms,
    variants: query.variants.map((variant) => ({
      ...variant,
      stems: variant.stems.map(asKnown),
    })),
  };
}
