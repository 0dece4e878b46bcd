import type { LongWork } from "./long-work.ts";
import { buildCells, type VectorCells } from "./vector-cells.ts";
import { dotAll } from "./dot.ts";

/** Vectors of unit length in one flat array. Rows belong to passages, several to each, and those of one lie together. */
export interface VectorIndex {
  dimensions: number;
  rows: Float32Array;
  /** Passage of each row. */
  owners: Int32Array;
  /** Place of each row's sentence inside its passage; -1 for its heading, or for the passage as a whole. */
  units: Int32Array;
  /** First row of each passage, -1: it has none. As long as the last owner's place. */
  firstRow: Int32Array;
  /** Above FLAT_ROWS, and rows are then in the order of the cells; null: every row is compared exactly. */
  cells: VectorCells | null;
}

export interface VectorRow {
  owner: number;
  unit: number;
  vector: Float32Array;
}

/** Up to so many rows of 512 numbers a comparison with all of them takes about ten milliseconds. */
export const FLAT_ROWS = 20_000;

/** Cells are for passages of one row each: a passage's rows lie together, and rows of a cell do. */
export function* vectorIndexWork(
  dimensions: number,
  rows: VectorRow[],
  flatRows = FLAT_ROWS,
): LongWork<VectorIndex> {
  const count = rows.reduce((most, { owner }) => Math.max(most, owner + 1), 0);
  const index: VectorIndex = {
    dimensions,
    rows: new Float32Array(rows.length * dimensions),
    owners: new Int32Array(rows.length),
    units: new Int32Array(rows.length),
    firstRow: new Int32Array(count).fill(-1),
    cells: null,
  };
  yield* fill(index, rows);
  const isOneEach =
    new Set(rows.map(({ owner }) => owner)).size === rows.length;
  if (rows.length <= flatRows || !isOneEach) return index;
  const { cells, order } = yield* buildCells(index);
  index.firstRow.fill(-1);
  yield* fill(
    index,
    Array.from(order, (at) => rows[at] as VectorRow), // an order of the same rows
  );
  return { ...index, cells };
}

function* fill(index: VectorIndex, rows: VectorRow[]): LongWork<void> {
  for (const [at, { owner, unit, vector }] of rows.entries()) {
    index.rows.set(vector, at * index.dimensions);
    index.owners[at] = owner;
    index.units[at] = unit;
    if (index.firstRow[owner] === -1) index.firstRow[owner] = at;
    yield;
  }
}

/** Cosine of the query with every row. */
export function rowSimilarities(
  index: VectorIndex,
  query: Float32Array,
): Float32Array {
  const similarities = new Float32Array(index.owners.length);
  dotAll(index.rows, query, similarities);
  return similarities;
}

export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] ?? 0); // i is inside a
  return sum;
}
