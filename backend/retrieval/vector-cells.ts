import { dotAll, dotAt } from "./dot.ts";
import type { LongWork } from "./long-work.ts";

/**
 * Rows sorted into cells of neighbours (an inverted file: Jégou, Douze, Schmid 2011, without its codes). A query looks
 * into the nearest cells. Chosen over the graph indexes there are for Node because those cannot leave out what a reader
 * may not see before they rank, and take ten times as long to build.
 */
export interface VectorCells {
  /** Unit vectors, one after the other. */
  centres: Float32Array;
  /** Cell c has the rows from starts[c] to starts[c + 1]: one stretch of memory, read from its beginning to its end. */
  starts: Int32Array;
}

interface Rows {
  dimensions: number;
  rows: Float32Array;
  owners: Int32Array;
}

const ROUNDS = 4;
/** Rows that the centres are learned from, per cell. */
const LEARNED_FROM = 24;
/** Of the allowed rows, how many are compared exactly; and never fewer than so many. */
const PROBED_SHARE = 0.01;
const PROBED_LEAST = 1000;

/**
 * Spherical k-means, begun from rows at even distances: the same rows always make the same cells. `order`: the rows as
 * the cells want them, by their present places.
 */
export function* buildCells(
  index: Pick<Rows, "dimensions" | "rows">,
): LongWork<{ cells: VectorCells; order: Int32Array }> {
  const { dimensions, rows } = index;
  const count = rows.length / dimensions;
  const cells = Math.max(1, Math.round(Math.sqrt(count)));
  const centres = new Float32Array(cells * dimensions);
  const towards = new Float32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const start = Math.floor((cell * count) / cells) * dimensions;
    centres.set(rows.subarray(start, start + dimensions), cell * dimensions);
  }
  const step = Math.max(1, Math.floor(count / (cells * LEARNED_FROM)));
  for (let round = 0; round < ROUNDS; round++) {
    const sums = new Float32Array(cells * dimensions);
    for (let row = 0; row < count; row += step) {
      const vector = rowOf(index, row);
      const cell = nearest(centres, vector, towards);
      for (let i = 0; i < dimensions; i++)
        sums[cell * dimensions + i]! += vector[i] as number; // both are in range
      yield;
    }
    for (let cell = 0; cell < cells; cell++)
      moveTo(centres, cell * dimensions, sums, dimensions);
  }

  const cellOf = new Int32Array(count);
  const starts = new Int32Array(cells + 1);
  for (let row = 0; row < count; row++) {
    const cell = nearest(centres, rowOf(index, row), towards);
    cellOf[row] = cell;
    starts[cell + 1]! += 1;
    yield;
  }
  for (let cell = 0; cell < cells; cell++)
    starts[cell + 1]! += starts[cell] as number; // cell is in range
  const places = starts.slice(0, cells);
  const order = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    const cell = cellOf[row] as number; // row is in range
    order[places[cell]!++] = row;
  }
  return { cells: { centres, starts }, order };
}

/**
 * Compares the query with the allowed rows of the nearest cells, until a share of all allowed ones has been.
 * `onCompared` is told each row and its cosine.
 */
export function probe(
  index: Rows & { cells: VectorCells },
  query: Float32Array,
  { places, mask }: { places: ArrayLike<number>; mask: Uint8Array },
  onCompared: (row: number, cosine: number) => void,
): void {
  const { dimensions, owners, rows } = index;
  const { centres, starts } = index.cells;
  const enough = Math.max(PROBED_LEAST, places.length * PROBED_SHARE);
  const towards = new Float32Array(starts.length - 1);
  dotAll(centres, query, towards);
  const order = [...towards.keys()].sort(
    (a, b) => (towards[b] as number) - (towards[a] as number) || a - b, // keys are in range
  );
  let compared = 0;
  for (const cell of order) {
    if (compared >= enough) return;
    const end = starts[cell + 1] as number; // cell is in range, and so are its rows
    for (let row = starts[cell] as number; row < end; row++) {
      if (mask[owners[row] as number] !== 1) continue;
      onCompared(row, dotAt(rows, row * dimensions, query));
      compared += 1;
    }
  }
}

/** `similarities` is filled on the way. */
function nearest(
  centres: Float32Array,
  vector: Float32Array,
  similarities: Float32Array,
): number {
  dotAll(centres, vector, similarities);
  let nearest = 0;
  for (let cell = 1; cell < similarities.length; cell++)
    if ((similarities[cell] as number) > (similarities[nearest] as number))
      nearest = cell; // both are in range
  return nearest;
}

/** A cell that got no row stays where it is. */
function moveTo(
  centres: Float32Array,
  start: number,
  sums: Float32Array,
  dimensions: number,
): void {
  const sum = sums.subarray(start, start + dimensions);
  const length = Math.sqrt(dotAt(sum, 0, sum));
  if (length === 0) return;
  for (let i = 0; i < dimensions; i++)
    centres[start + i] = (sum[i] as number) / length; // i is in range
}

function rowOf(
  { rows, dimensions }: Pick<Rows, "dimensions" | "rows">,
  row: number,
): Float32Array {
  return rows.subarray(row * dimensions, (row + 1) * dimensions);
}
