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
  /** Mean cosine of a cell's rows with its centre. */
  tightness: Float32Array;
  /** Rows of cell c are `rows` from starts[c] to starts[c + 1]. */
  starts: Int32Array;
  rows: Int32Array;
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
const PROBED_SHARE = 0.02;
const PROBED_LEAST = 2_000;

/** Spherical k-means, begun from rows at even distances: the same rows always make the same cells. */
export function* buildCells(index: Rows): LongWork<VectorCells> {
  const { dimensions, rows } = index;
  const count = index.owners.length;
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
  const sizes = new Int32Array(cells);
  const tightness = new Float32Array(cells);
  for (let row = 0; row < count; row++) {
    const cell = nearest(centres, rowOf(index, row), towards);
    cellOf[row] = cell;
    sizes[cell]! += 1;
    tightness[cell]! += towards[cell] as number;
    yield;
  }
  const starts = new Int32Array(cells + 1);
  for (let cell = 0; cell < cells; cell++) {
    const size = sizes[cell] as number; // cell is in range
    starts[cell + 1] = (starts[cell] as number) + size;
    tightness[cell]! /= Math.max(1, size);
  }
  const places = starts.slice(0, cells);
  const sorted = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    const cell = cellOf[row] as number; // row is in range
    sorted[places[cell]!++] = row;
  }
  return { centres, tightness, starts, rows: sorted };
}

/**
 * Cosine of the query with every row whose passage is allowed: exact in the nearest cells, until a share of the allowed
 * rows has been compared; elsewhere what a row of that cell has on average.
 */
export function cellSimilarities(
  index: Rows & { cells: VectorCells },
  query: Float32Array,
  allowed: Uint8Array,
): Float32Array {
  const { dimensions, owners, cells } = index;
  const { starts, rows, tightness } = cells;
  const count = owners.length;
  let allowedRows = 0;
  for (let row = 0; row < count; row++)
    allowedRows += allowed[owners[row] as number] as number; // owners are passages
  const enough = Math.max(PROBED_LEAST, allowedRows * PROBED_SHARE);

  const towards = new Float32Array(tightness.length);
  dotAll(cells.centres, query, towards);
  const order = [...towards.keys()].sort(
    (a, b) => (towards[b] as number) - (towards[a] as number) || a - b, // keys are in range
  );
  const similarities = new Float32Array(count);
  let compared = 0;
  for (const cell of order) {
    const end = starts[cell + 1] as number; // cell is in range, and so are its rows
    const onAverage = (towards[cell] as number) * (tightness[cell] as number);
    const isNear = compared < enough;
    for (let at = starts[cell] as number; at < end; at++) {
      const row = rows[at] as number;
      if (!isNear) similarities[row] = onAverage;
      else if (allowed[owners[row] as number] === 1) {
        similarities[row] = dotAt(index.rows, row * dimensions, query);
        compared += 1;
      }
    }
  }
  return similarities;
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

function rowOf({ rows, dimensions }: Rows, row: number): Float32Array {
  return rows.subarray(row * dimensions, (row + 1) * dimensions);
}
