import type { Passage } from "../knowledge/passage.ts";
import { answerScore, type Evidence } from "./answer-score.ts";
import { allowedPassages, type Allowed, type Filter } from "./filter.ts";
import { dotAt } from "./dot.ts";
import { fuse, spreadOf, type Spread } from "./fusion.ts";
import { inOrder } from "./in-order.ts";
import { lexicalScores } from "./lexical-index.ts";
import {
  evidenceFor,
  unitEvidenceFor,
  type UnitEvidence,
} from "./passage-evidence.ts";
import type { PassageIndex } from "./passage-index.ts";
import type { Query } from "./query.ts";
import { cellSimilarities } from "./vector-cells.ts";
import { rowSimilarities } from "./vector-index.ts";

export interface Candidate {
  passage: Passage;
  evidence: Evidence;
  /** Does it answer? 0 to 1, calibrated; comparable between queries. */
  score: number;
  /** Per way of asking, per sentence of the passage. */
  units: UnitEvidence[][];
}

export interface Wish {
  /** How many; 12 unless told. */
  limit?: number;
  /** Those are among the answers, however little they match. */
  always?: (passage: Passage) => boolean;
  /** What experience says of a passage for this intent; 1 changes nothing. */
  usefulness?: (passage: Passage) => number;
}

/** Best first. Passages out of force, of another audience, product or locale are gone before anything is ranked. */
export function candidatesFor(
  index: PassageIndex,
  query: Query,
  filter: Filter,
  { limit = 12, always, usefulness = () => 1 }: Wish = {},
): Candidate[] {
  const allowed = allowedPassages(index, filter);
  const evidence = gather(index, query, allowed, usefulness);
  const nearest = folded(index, inOrder(index.passages, evidence.fused)).slice(
    0,
    limit,
  );
  const wanted = always
    ? Array.from(allowed.places).filter((at) => always(passageAt(index, at)))
    : [];
  return [...new Set([...nearest, ...wanted])].map(evidence.candidate);
}

/** What says the same as one before it adds nothing. Filtered first: what a reader may not see folds nothing away. */
function folded(index: PassageIndex, places: number[]): number[] {
  const said = new Set<number>();
  return places.filter((at) => {
    const same = index.firstOfSame[at] ?? at;
    if (said.has(same)) return false;
    said.add(same);
    return true;
  });
}

/** The nearest passage whatever its dates, so that an agent can look for themselves. */
export function closestEver(
  index: PassageIndex,
  query: Query,
  filter: Omit<Filter, "now">,
): Candidate | null {
  const allowed = allowedPassages(index, { ...filter, now: null });
  const { fused, candidate } = gather(index, query, allowed, () => 1);
  return (
    inOrder(index.passages, fused)
      .slice(0, LOOKED_AT)
      .map(candidate)
      .sort((a, b) => b.score - a.score)[0] ?? null
  );
}

/** Near ones, among which the calibrated score then decides. */
export const LOOKED_AT = 24;

function gather(
  index: PassageIndex,
  query: Query,
  { places: allowed, mask }: Allowed,
  usefulness: (passage: Passage) => number,
) {
  const lexical = lexicalScores(index.lexical, query.terms, mask);
  const { cells } = index.vectors;
  const similarity = query.variants.map(({ vector }) =>
    cells
      ? cellSimilarities({ ...index.vectors, cells }, vector, mask)
      : rowSimilarities(index.vectors, vector),
  );
  const semantic = bestPerPassage(index, similarity);
  const sharpen = (at: number) => {
    if (cells) semantic[at] = exactly(index, query, similarity, at);
  };
  const words = spreadOf(lexical, allowed);
  let meaning: Spread | null = null;
  if (cells) {
    // Averages stand in for most passages, and averages hide how far the passages lie apart.
    const sample = everySoMany(allowed, SAMPLED);
    sample.forEach(sharpen);
    meaning = spreadOf(semantic, sample);
    fuse(lexical, semantic, allowed, { words, meaning }).forEach((_, at) =>
      sharpen(at),
    );
  }
  const fused = fuse(lexical, semantic, allowed, {
    words,
    meaning: meaning ?? spreadOf(semantic, allowed),
  });
  for (const [at, relevance] of fused)
    fused.set(at, relevance * usefulness(passageAt(index, at)));
  const candidate = (at: number): Candidate => {
    sharpen(at);
    const evidence = evidenceFor(index, query, at, {
      lexical: lexical[at] ?? 0,
      semantic: semantic[at] ?? 0,
      fusion: fused.get(at) ?? 0,
    });
    return {
      passage: passageAt(index, at),
      evidence,
      score: answerScore(evidence, query.scope),
      units: unitEvidenceFor(index, query, similarity, at),
    };
  };
  return { fused, candidate };
}

const SAMPLED = 1_000;

function everySoMany(places: Int32Array, count: number): number[] {
  const step = Math.max(1, Math.floor(places.length / count));
  const some: number[] = [];
  for (let at = 0; at < places.length; at += step)
    some.push(places[at] as number); // at is in range
  return some;
}

/** The cosines of one passage's rows, put in the place of what was guessed of them. Returns the best. */
function exactly(
  index: PassageIndex,
  query: Query,
  similarity: Float32Array[],
  at: number,
): number {
  const { firstRow, owners, rows, dimensions } = index.vectors;
  const first = firstRow[at] ?? -1;
  let best = 0;
  for (const [which, { vector }] of query.variants.entries())
    for (let row = first; row >= 0 && owners[row] === at; row++) {
      const value = dotAt(rows, row * dimensions, vector);
      similarity[which]![row] = value; // one per variant
      best = Math.max(best, value);
    }
  return Math.fround(best);
}

function passageAt(index: PassageIndex, at: number): Passage {
  return index.passages[at] as Passage; // places come from the index itself
}

function bestPerPassage(
  index: PassageIndex,
  similarity: Float32Array[],
): Float32Array {
  const best = new Float32Array(index.passages.length);
  const { owners } = index.vectors;
  for (const rows of similarity)
    for (let row = 0; row < owners.length; row++) {
      const owner = owners[row] as number; // row is in range
      const value = rows[row] as number; // as above
      if (value > (best[owner] as number)) best[owner] = value; // owners are passages
    }
  return best;
}
