import type { Scope } from "./query.ts";

/** What speaks for a passage, each on its own scale. */
export interface Evidence {
  /** BM25. */
  lexical: number;
  /** Words and vectors, each in its standard deviations, above the last passage that is looked at. */
  fusion: number;
  /** Best cosine between a way of asking and a heading or sentence of the passage. */
  semantic: number;
  /** Share of the whole question's words, weighted by how telling they are, that the passage has. */
  coverage: number;
  /** The same for the way of asking that it covers best. */
  bestCoverage: number;
  /** Share of the question's words that occur anywhere in the knowledge. */
  known: number;
  /** How many words with a topic the question has. */
  words: number;
  /** How near the passage's heading is to the intent, 0 to 1. */
  affinity: number;
}

/**
 * Does the passage answer, and is the question this pack's at all? 0 to 1, and 0.5 is where a pack should abstain.
 * Weights: logistic regression on tickets of three packs (a shop, an airline, a retailer) against questions of other
 * trades, moved so that 0.5 lets through 2 to 3 % of a bank's questions to the shop. A short question needs more.
 */
export function answerScore(evidence: Evidence, scope: Scope): number {
  const sum =
    -6.95 +
    7.4 * evidence.semantic +
    1 * evidence.coverage +
    0.9 * evidence.bestCoverage +
    3.6 * evidence.known +
    1 * evidence.affinity +
    3 * Math.log(1 + Math.min(evidence.words, MANY_WORDS)) +
    8.3 * scope.margin +
    4.4 * scope.weakestMargin -
    13.2 * scope.foreign;
  return 1 / (1 + Math.exp(-sum));
}

const MANY_WORDS = 10;
