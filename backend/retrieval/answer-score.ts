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
 * Does the passage answer, and is the question this pack's at all? 0 to 1. Weights: logistic regression on tickets of
 * three packs against questions of other trades. A short question says little, so it needs more.
 */
export function answerScore(evidence: Evidence, scope: Scope): number {
  const sum =
    -7.1 +
    6 * evidence.semantic +
    2.3 * evidence.coverage +
    0.8 * evidence.bestCoverage +
    2.5 * evidence.known +
    2 * evidence.affinity +
    3.7 * Math.log(1 + Math.min(evidence.words, MANY_WORDS)) +
    1 * scope.likeness +
    9 * scope.margin -
    14 * scope.foreign;
  return 1 / (1 + Math.exp(-sum));
}

const MANY_WORDS = 10;
