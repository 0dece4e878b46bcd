import type { LongWork } from "./long-work.ts";
import type { Query } from "./query.ts";
import {
  termSpaceWork,
  termVector,
  type TermSpace,
  type TermVector,
} from "./term-vectors.ts";
import { cosine } from "./vector-index.ts";

/** Short texts that ask something, ready to be held against a question. Flat arrays, built once, never changed. */
export interface AskedIndex {
  space: TermSpace;
  vectors: Float32Array[];
  /** Row of each term in `starts`. */
  terms: Map<string, number>;
  /** Term row t has its texts, and its weight in each, at [starts[t], starts[t + 1]). */
  starts: Int32Array;
  texts: Int32Array;
  weights: Float32Array;
}

export interface Alike {
  /** Place of the text. */
  at: number;
  /** 0 to 1, comparable between questions. */
  likeness: number;
}

/** As intents are read: words tell more than meaning does, and both together most. */
const VECTOR_SHARE = 0.4;
/**
 * Less alike is not alike. Measured on questions to a bank and to three shops (docs/results/retrieval.md): for 2 to 6 in a
 * hundred questions of other trades something is still found, and two thirds to nine tenths of the firsts ask the same.
 */
const ALIKE = 0.5;

/** `vectors`: one for each text. */
export function* askedIndexWork(
  texts: readonly string[],
  vectors: Float32Array[],
): LongWork<AskedIndex> {
  const space = yield* termSpaceWork(texts);
  const terms = new Map<string, number>();
  const having: number[] = [];
  const read: { rows: Int32Array; weights: Float32Array }[] = [];
  for (const text of texts) {
    const vector = termVector(space, text);
    const rows = Int32Array.from(vector.keys(), (term) => {
      const row = terms.get(term) ?? terms.size;
      terms.set(term, row);
      having[row] = (having[row] ?? 0) + 1;
      return row;
    });
    read.push({ rows, weights: Float32Array.from(vector.values()) });
    yield;
  }
  const starts = new Int32Array(terms.size + 1);
  for (const [row, count] of having.entries())
    starts[row + 1] = (starts[row] as number) + count; // the row before is in range
  const total = starts[terms.size] as number; // the last one
  const index: AskedIndex = {
    space,
    vectors,
    terms,
    starts,
    texts: new Int32Array(total),
    weights: new Float32Array(total),
  };
  const places = starts.slice(0, terms.size);
  for (const [text, { rows, weights }] of read.entries()) {
    for (const [which, row] of rows.entries()) {
      const at = places[row]!++;
      index.texts[at] = text;
      index.weights[at] = weights[which] as number; // as many as rows
    }
    yield;
  }
  return index;
}

/** Texts that ask what the question asks, in the way of asking that is nearest to each; the likest first. */
export function alikeIn(index: AskedIndex, { variants }: Query): Alike[] {
  const best = new Float32Array(index.vectors.length);
  for (const { text, vector } of variants) {
    const words = termCosines(index, termVector(index.space, text));
    for (const [at, of] of index.vectors.entries()) {
      const likeness =
        VECTOR_SHARE * Math.max(0, cosine(vector, of)) +
        (1 - VECTOR_SHARE) * (words[at] ?? 0);
      if (likeness > (best[at] ?? 0)) best[at] = likeness;
    }
  }
  return Array.from(best, (likeness, at) => ({ at, likeness }))
    .filter(({ likeness }) => likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness || a.at - b.at);
}

/** `termCosine` with every text at once. */
function termCosines(
  { terms, starts, texts, weights, vectors }: AskedIndex,
  asked: TermVector,
): Float32Array {
  const cosines = new Float32Array(vectors.length);
  for (const [term, weight] of asked) {
    const row = terms.get(term);
    if (row === undefined) continue;
    const end = starts[row + 1] ?? 0;
    for (let at = starts[row] ?? 0; at < end; at++) {
      const text = texts[at] as number; // at is in range
      cosines[text] =
        (cosines[text] as number) + weight * (weights[at] as number); // as above
    }
  }
  return cosines;
}
