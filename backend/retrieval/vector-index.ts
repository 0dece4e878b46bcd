/** Vectors of unit length in one flat array, compared exactly. Rows belong to passages, several to each. */
export interface VectorIndex {
  dimensions: number;
  rows: Float32Array;
  /** Passage of each row. */
  owners: Int32Array;
  /** Place of each row's sentence inside its passage; -1 for its heading, or for the passage as a whole. */
  units: Int32Array;
}

export interface VectorRow {
  owner: number;
  unit: number;
  vector: Float32Array;
}

export function buildVectorIndex(
  dimensions: number,
  rows: VectorRow[],
): VectorIndex {
  const index: VectorIndex = {
    dimensions,
    rows: new Float32Array(rows.length * dimensions),
    owners: new Int32Array(rows.length),
    units: new Int32Array(rows.length),
  };
  rows.forEach(({ owner, unit, vector }, at) => {
    index.rows.set(vector, at * dimensions);
    index.owners[at] = owner;
    index.units[at] = unit;
  });
  return index;
}

/** Cosine of the query with every row. */
export function rowSimilarities(
  index: VectorIndex,
  query: Float32Array,
): Float32Array {
  const count = index.owners.length;
  const { dimensions, rows } = index;
  const similarities = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    let sum = 0;
    const start = row * dimensions;
    for (let i = 0; i < dimensions; i++)
      sum += (rows[start + i] as number) * (query[i] as number); // both are in range
    similarities[row] = sum;
  }
  return similarities;
}

export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] ?? 0); // i is inside a
  return sum;
}
