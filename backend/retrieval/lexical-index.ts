import { contentStems } from "./content-words.ts";
import { inOneGo, type LongWork } from "./long-work.ts";
import { spellingWork, type Spelling } from "./spelling.ts";

/** BM25 over flat posting arrays: built once, never changed, 0.2 ms per query at ten thousand passages. */
export interface LexicalIndex {
  size: number;
  /** Row of each term in `starts`. */
  terms: Map<string, number>;
  /** Term row t has its postings at [starts[t], starts[t + 1]). */
  starts: Int32Array;
  passages: Int32Array;
  weights: Float32Array;
  /** Inverse document frequency per term row. */
  idf: Float32Array;
  spelling: Spelling;
}

const K1 = 1.2;
const B = 0.6;

/** A title's and a heading's words count as if said twice. */
export function buildLexicalIndex(
  texts: { heading: string; body: string }[],
): LexicalIndex {
  return inOneGo(lexicalIndexWork(texts));
}

export function* lexicalIndexWork(
  texts: { heading: string; body: string }[],
): LongWork<LexicalIndex> {
  const terms = new Map<string, number>();
  const having: number[] = [];
  const counts: { rows: Int32Array; times: Uint16Array; length: number }[] = [];
  let spoken = 0;
  for (const { heading, body } of texts) {
    const headingStems = contentStems(heading);
    const bodyStems = contentStems(body);
    const count = new Map<number, number>();
    for (const stems of [headingStems, headingStems, bodyStems])
      for (const term of stems) {
        let row = terms.get(term);
        if (row === undefined) terms.set(term, (row = terms.size));
        count.set(row, (count.get(row) ?? 0) + 1);
      }
    for (const row of count.keys()) having[row] = (having[row] ?? 0) + 1;
    const length = 2 * headingStems.length + bodyStems.length;
    spoken += length;
    counts.push({
      rows: Int32Array.from(count.keys()),
      times: Uint16Array.from(count.values()),
      length,
    });
    yield;
  }
  const meanLength = spoken / (counts.length || 1) || 1;

  const starts = new Int32Array(terms.size + 1);
  for (const [row, passages] of having.entries())
    starts[row + 1] = (starts[row] as number) + passages; // the row before is in range
  const total = starts[terms.size] as number; // the last one
  const index: LexicalIndex = {
    size: counts.length,
    terms,
    starts,
    passages: new Int32Array(total),
    weights: new Float32Array(total),
    idf: Float32Array.from(having, (passages) =>
      idfOf(counts.length, passages),
    ),
    spelling: yield* spellingWork(terms.keys()),
  };
  const places = starts.slice(0, terms.size);
  for (const [passage, { rows, times, length }] of counts.entries()) {
    for (const [which, row] of rows.entries()) {
      const said = times[which] as number; // as many as rows
      const at = places[row]!++;
      index.passages[at] = passage;
      index.weights[at] =
        (said * (K1 + 1)) / (said + K1 * (1 - B + (B * length) / meanLength));
    }
    yield;
  }
  return index;
}

/**
 * BM25 of every passage that is allowed, by position. How telling a word is is counted among those alone: sixty
 * former versions of one page do not make its words common.
 */
export function lexicalScores(
  index: LexicalIndex,
  terms: ReadonlyMap<string, number>,
  { places, mask }: { places: ArrayLike<number>; mask: Uint8Array },
): Float32Array {
  const scores = new Float32Array(index.size);
  const isAll = places.length === index.size;
  for (const [term, weight] of terms) {
    const row = index.terms.get(term);
    if (row === undefined) continue;
    const start = index.starts[row] ?? 0;
    const end = index.starts[row + 1] ?? 0;
    let having = isAll ? end - start : 0;
    for (let at = start; at < end && !isAll; at++)
      having += mask[index.passages[at] as number] as number; // postings name passages
    const factor = weight * idfOf(places.length, having);
    for (let at = start; at < end; at++) {
      const passage = index.passages[at] as number; // at is in range
      if (mask[passage] === 1)
        scores[passage] =
          (scores[passage] as number) + factor * (index.weights[at] as number); // both are in range
    }
  }
  return scores;
}

/** A word that no passage has is as telling as a word can be. */
export function termWeight(index: LexicalIndex, term: string): number {
  const row = index.terms.get(term);
  return row === undefined ? idfOf(index.size, 0) : (index.idf[row] ?? 0);
}

function idfOf(size: number, having: number): number {
  return Math.log(1 + (size - having + 0.5) / (having + 0.5));
}
