import { mapped, type LongWork } from "./long-work.ts";
import type { Query } from "./query.ts";
import {
  buildTermSpace,
  termVector,
  type TermSpace,
  type TermVector,
} from "./term-vectors.ts";
import { cosine } from "./vector-index.ts";

/** Short texts that ask something, ready to be held against a question. Pure data, built once. */
export interface AskedIndex {
  space: TermSpace;
  vectors: Float32Array[];
  /** Per term the texts that have it, with its weight in each. */
  having: Map<string, { at: number; weight: number }[]>;
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
  const space = buildTermSpace([...texts]);
  const having: AskedIndex["having"] = new Map();
  const terms = yield* mapped(texts, (text) => termVector(space, text));
  for (const [at, vector] of terms.entries()) {
    for (const [term, weight] of vector) {
      const holders = having.get(term);
      if (holders) holders.push({ at, weight });
      else having.set(term, [{ at, weight }]);
    }
    yield;
  }
  return { space, vectors, having };
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
  { having, vectors }: AskedIndex,
  asked: TermVector,
): Float32Array {
  const cosines = new Float32Array(vectors.length);
  for (const [term, weight] of asked)
    for (const holder of having.get(term) ?? [])
      cosines[holder.at] = (cosines[holder.at] ?? 0) + weight * holder.weight;
  return cosines;
}
