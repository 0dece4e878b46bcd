import { dotAt } from "./dot.ts";
import type { Allowed } from "./filter.ts";
import { spreadOf, type Spread } from "./fusion.ts";
import type { QueryVariant } from "./query.ts";
import { probe, type VectorCells } from "./vector-cells.ts";
import { rowSimilarities, type VectorIndex } from "./vector-index.ts";

/** How near passages are to a question. */
export interface Meaning {
  /** Per passage the best cosine of its rows with a way of asking; 0 where none was compared. */
  semantic: Float32Array;
  /** Of all allowed passages. */
  spread: Spread;
  /** Per way of asking the cosine of each row that was compared. */
  similarity: Float32Array[];
  /** Where cells were looked into: the passages found there, and a way to compare another one. Null: all were compared. */
  cells: { near: number[]; compare: (at: number) => void } | null;
}

/** Of passages that are not `allowed` nothing is said. */
export function meaningOf(
  vectors: VectorIndex,
  variants: readonly QueryVariant[],
  passages: number,
  allowed: Allowed,
): Meaning {
  const { cells } = vectors;
  return cells
    ? nearMeaning({ ...vectors, cells }, variants, passages, allowed)
    : exactMeaning(vectors, variants, passages, allowed);
}

function exactMeaning(
  vectors: VectorIndex,
  variants: readonly QueryVariant[],
  passages: number,
  { places }: Allowed,
): Meaning {
  const similarity = variants.map(({ vector }) =>
    rowSimilarities(vectors, vector),
  );
  const semantic = new Float32Array(passages);
  const { owners } = vectors;
  for (const rows of similarity)
    for (let row = 0; row < owners.length; row++) {
      const owner = owners[row] as number; // row is in range
      const value = rows[row] as number; // as above
      if (value > (semantic[owner] as number)) semantic[owner] = value; // owners are passages
    }
  return {
    semantic,
    spread: spreadOf(semantic, places),
    similarity,
    cells: null,
  };
}

/** Passages whose cosines stand for those of all that are not near. */
const SAMPLED = 500;

function nearMeaning(
  vectors: VectorIndex & { cells: VectorCells },
  variants: readonly QueryVariant[],
  passages: number,
  allowed: Allowed,
): Meaning {
  const { owners, firstRow, rows, dimensions } = vectors;
  const semantic = new Float32Array(passages);
  const near = new Set<number>();
  const similarity = variants.map(({ vector }) => {
    const compared = new Float32Array(owners.length);
    probe(vectors, vector, allowed, (row, cosine) => {
      const owner = owners[row] as number; // row is in range
      compared[row] = cosine;
      near.add(owner);
      if (cosine > (semantic[owner] as number)) semantic[owner] = cosine; // owners are passages
    });
    return compared;
  });

  const compare = (at: number): void => {
    const row = firstRow[at] ?? -1;
    let best = 0;
    for (const [which, { vector }] of variants.entries()) {
      if (row < 0) break;
      const cosine = dotAt(rows, row * dimensions, vector);
      similarity[which]![row] = cosine; // one per variant
      best = Math.max(best, cosine);
    }
    semantic[at] = best;
  };
  const far = everySoMany(allowed.places, SAMPLED).filter(
    (at) => !near.has(at),
  );
  far.forEach(compare);
  return {
    semantic,
    spread: spreadOfBoth(
      { ...spreadOf(semantic, [...near]), count: near.size },
      {
        ...spreadOf(semantic, far),
        count: far.length === 0 ? 0 : allowed.places.length - near.size,
      },
    ),
    similarity,
    cells: { near: [...near], compare },
  };
}

type Part = Spread & { count: number };

/** Of two parts of one whole. The few near ones are known, so that a sample need not chance upon them. */
function spreadOfBoth(near: Part, far: Part): Spread {
  const count = Math.max(1, near.count + far.count);
  const mean = (near.count * near.mean + far.count * far.mean) / count;
  const squares = [near, far].reduce(
    (sum, part) => sum + part.count * (part.deviation ** 2 + part.mean ** 2),
    0,
  );
  return {
    mean,
    deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)),
  };
}

function everySoMany(places: Int32Array, count: number): number[] {
  const step = Math.max(1, Math.floor(places.length / count));
  const some: number[] = [];
  for (let at = 0; at < places.length; at += step)
    some.push(places[at] as number); // at is in range
  return some;
}
