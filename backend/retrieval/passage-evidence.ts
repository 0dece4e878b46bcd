import type { Evidence } from "./answer-score.ts";
import { termWeight } from "./lexical-index.ts";
import type { PassageIndex } from "./passage-index.ts";
import type { Query, QueryVariant } from "./query.ts";
import { cosine } from "./vector-index.ts";

/** How one way of asking meets one sentence of a passage. */
export interface UnitEvidence {
  /** Cosine, a fourth of it the heading's; null when only whole passages were embedded. */
  similarity: number | null;
  /** Common words, weighted by how telling they are, over the geometric mean of both; a heading's words count half. */
  overlap: number;
}

export function evidenceFor(
  index: PassageIndex,
  query: Query,
  at: number,
  scores: { lexical: number; semantic: number; fusion: number },
): Evidence {
  const words = index.stemsOf(at).all;
  const coverages = query.variants.map((variant) =>
    coverageOf(index, variant, words),
  );
  const asked = [...new Set(query.variants.flatMap(({ stems }) => stems))];
  return {
    ...scores,
    coverage: coverages[0] ?? 0,
    bestCoverage: Math.max(0, ...coverages),
    known:
      asked.filter((term) => index.lexical.terms.has(term)).length /
      Math.max(1, asked.length),
    words: new Set(query.variants[0]?.stems ?? []).size,
    affinity: affinityOf(index, query, at),
  };
}

function coverageOf(
  index: PassageIndex,
  { stems }: QueryVariant,
  words: Set<string>,
): number {
  let met = 0;
  let total = 0;
  for (const term of new Set(stems)) {
    const weight = termWeight(index.lexical, term);
    total += weight;
    if (words.has(term)) met += weight;
  }
  return total === 0 ? 0 : met / total;
}

const NOTICE_AFFINITY = 0.6;

/** Heading against the intent's name and description: half by vector, half by words. */
function affinityOf(index: PassageIndex, { topic }: Query, at: number): number {
  if (!topic) return 0;
  // Whoever posted it said which intents it is for.
  if (index.passages[at]?.kind === "notice") return NOTICE_AFFINITY;
  const row = index.vectors.firstRow[at] ?? -1;
  const { dimensions, rows } = index.vectors;
  const heading = rows.subarray(row * dimensions, (row + 1) * dimensions);
  const words = index.stemsOf(at).heading;
  const met = [...words].filter((term) => topic.stems.has(term)).length;
  return (
    0.5 * Math.max(0, row < 0 ? 0 : cosine(topic.vector, heading)) +
    0.5 * (met / Math.max(1, words.size))
  );
}

/** "Until when" above a sentence says what its figure means. */
const HEADING_SHARE = 0.25;

/** Per way of asking, per sentence. */
export function unitEvidenceFor(
  index: PassageIndex,
  query: Query,
  similarities: Float32Array[],
  at: number,
): UnitEvidence[][] {
  const units = index.passages[at]?.units ?? [];
  const stems = index.stemsOf(at);
  const { owners, units: unitOf } = index.vectors;
  // The rows of one passage lie together.
  const rowOfUnit: (number | undefined)[] = [];
  const heading = index.vectors.firstRow[at] ?? -1;
  let row = heading;
  for (; row >= 0 && row < owners.length && owners[row] === at; row++) {
    const unit = unitOf[row] ?? -1;
    if (unit >= 0) rowOfUnit[unit] = row;
  }
  return query.variants.map((variant, which) =>
    units.map((_, unit) => {
      const place = rowOfUnit[unit];
      return {
        similarity:
          place === undefined
            ? null
            : (1 - HEADING_SHARE) * (similarities[which]?.[place] ?? 0) +
              HEADING_SHARE * (similarities[which]?.[heading] ?? 0),
        overlap: overlapOf(
          index,
          new Set(variant.stems),
          stems.units[unit] ?? new Set(),
          stems.heading,
        ),
      };
    }),
  );
}

function overlapOf(
  index: PassageIndex,
  asked: Set<string>,
  said: Set<string>,
  heading: Set<string>,
): number {
  let met = 0;
  let total = 0;
  for (const term of asked) {
    const weight = termWeight(index.lexical, term);
    total += weight;
    met += said.has(term) ? weight : heading.has(term) ? weight / 2 : 0;
  }
  let own = 0;
  for (const term of said) own += termWeight(index.lexical, term);
  return total === 0 || own === 0 ? 0 : met / Math.sqrt(total * own);
}
