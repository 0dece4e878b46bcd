/** What speaks for a passage, each on its own scale. */
export interface Evidence {
  /** BM25. */
  lexical: number;
  /** Best cosine between a way of asking and a heading or sentence of the passage. */
  semantic: number;
  fusion: number;
  /** Share of the whole question's words, weighted by how telling they are, that the passage has. */
  coverage: number;
  /** The same for the way of asking that it covers best. */
  bestCoverage: number;
  /** How many distinct words of the question it has. */
  met: number;
  /** Share of the question's words that occur anywhere in the knowledge. */
  known: number;
}

export function answerScore(evidence: Evidence): number {
  const { semantic, coverage, bestCoverage } = evidence;
  const sum = -6 + 6 * semantic + 3 * coverage + 3 * bestCoverage;
  return 1 / (1 + Math.exp(-sum));
}
