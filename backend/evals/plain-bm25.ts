/** The floor: BM25 as search engines ship it, over whole documents, words as they are written. */

/** Anserini's defaults (Yang et al. 2017). */
const K1 = 0.9;
const B = 0.4;

/** Words of three letters or digits and more, lower case, nothing stemmed, no list of stop words. */
export function plainTokens(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]{3,}/g) ?? [];
}

/** Scores every document for a question; a word that is asked twice counts twice. */
export function plainBm25(texts: string[]): (question: string) => Float64Array {
  const documents = texts.map(plainTokens);
  const mean =
    documents.reduce((sum, { length }) => sum + length, 0) /
    Math.max(1, documents.length);
  const postings = new Map<string, Map<number, number>>();
  documents.forEach((words, at) => {
    for (const word of words) {
      const having = postings.get(word) ?? new Map<number, number>();
      having.set(at, (having.get(at) ?? 0) + 1);
      postings.set(word, having);
    }
  });
  return (question) => {
    const scores = new Float64Array(documents.length);
    for (const word of plainTokens(question)) {
      const having = postings.get(word);
      if (!having) continue;
      const idf = Math.log(
        1 + (documents.length - having.size + 0.5) / (having.size + 0.5),
      );
      for (const [at, count] of having) {
        const length = documents[at]?.length ?? 0;
        scores[at] =
          (scores[at] ?? 0) +
          (idf * count * (K1 + 1)) /
            (count + K1 * (1 - B + (B * length) / mean));
      }
    }
    return scores;
  };
}
