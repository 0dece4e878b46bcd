import type { Passage } from "../knowledge/passage.ts";
import { answerScore, type Evidence } from "./answer-score.ts";
import { allowedPassages, type Allowed, type Filter } from "./filter.ts";
import { fuse, spreadOf } from "./fusion.ts";
import { inOrder } from "./in-order.ts";
import { lexicalScores } from "./lexical-index.ts";
import {
  evidenceFor,
  unitEvidenceFor,
  type UnitEvidence,
} from "./passage-evidence.ts";
import { meaningOf } from "./meaning.ts";
import { addsNothing } from "./near-duplicate.ts";
import type { PassageIndex } from "./passage-index.ts";
import { highest } from "./pool.ts";
import type { Query } from "./query.ts";
import { respelled } from "./respelled.ts";

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
  const nearest = folded(index, inOrder(index.passages, evidence.fused), limit);
  const wanted = always
    ? Array.from(allowed.places).filter((at) => always(passageAt(index, at)))
    : [];
  return [...new Set([...nearest, ...wanted])].map(evidence.candidate);
}

/** What says nothing new beside one before it is left out. Filtered first: what a reader may not see folds nothing away. */
function folded(index: PassageIndex, places: number[], limit: number) {
  const said = new Set<number>();
  const kept: number[] = [];
  for (const at of places) {
    if (kept.length >= limit) break;
    const same = index.firstOfSame[at] ?? at;
    if (said.has(same)) continue;
    const passage = passageAt(index, at);
    if (kept.some((one) => addsNothing(passage, passageAt(index, one))))
      continue;
    said.add(same);
    kept.push(at);
  }
  return kept;
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
export const LOOKED_AT = 32;

function gather(
  index: PassageIndex,
  asked: Query,
  allowed: Allowed,
  usefulness: (passage: Passage) => number,
) {
  const query = respelled(index.lexical, asked);
  const lexical = lexicalScores(index.lexical, query.terms, allowed);
  const { semantic, spread, similarity, cells } = meaningOf(
    index.vectors,
    query.variants,
    index.passages.length,
    allowed,
  );
  const spreads = {
    words: spreadOf(lexical, allowed.places),
    meaning: spread,
  };
  let places: ArrayLike<number> = allowed.places;
  if (cells) {
    // Near by words or by meaning; what is neither is not among the best by both together.
    const byWords = highest(lexical, NEAR_BY_WORDS);
    byWords.forEach(cells.compare);
    places = [...new Set([...byWords, ...cells.near])];
  }
  const fused = fuse(lexical, semantic, places, spreads);
  for (const [at, relevance] of fused)
    fused.set(at, relevance * usefulness(passageAt(index, at)));
  const candidate = (at: number): Candidate => {
    cells?.compare(at);
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

const NEAR_BY_WORDS = 200;

function passageAt(index: PassageIndex, at: number): Passage {
  return index.passages[at] as Passage; // places come from the index itself
}
