import type { Scope } from "./query.ts";

/** What speaks for a passage, each on its own scale. */
export interface Evidence {
  /** BM25. */
  lexical: number;
  /** Reciprocal ranks of words and vectors, summed. */
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
 * trades, moved so that 0.5 lets through about 3 % of a bank's questions to the shop. A short question needs more.
 */
export function answerScore(evidence: Evidence, scope: Scope): number {
  const sum =
    -5.9 +
    7.4 * evidence.semantic +
    1.3 * evidence.coverage +
    0.6 * evidence.bestCoverage +
    3.3 * evidence.known +
    1 * evidence.affinity +
    2.8 * Math.log(1 + Math.min(evidence.words, MANY_WORDS)) +
    0.9 * scope.likeness +
    10.7 * scope.margin -
    14.4 * scope.foreign;
  return 1 / (1 + Math.exp(-sum));
}

const MANY_WORDS = 10;
