/**
 * Dot product of `query` with the row that begins at `start`. Four sums side by side, because one sum waits for each of
 * its additions: two to three times as fast, and equal to the last digit of a float32 or nearly so.
 */
export function dotAt(
  rows: Float32Array,
  start: number,
  query: Float32Array,
): number {
  const { length } = query;
  const whole = length - (length % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  // All places are in range.
  for (; i < whole; i += 4) {
    a += (rows[start + i] as number) * (query[i] as number);
    b += (rows[start + i + 1] as number) * (query[i + 1] as number);
    c += (rows[start + i + 2] as number) * (query[i + 2] as number);
    d += (rows[start + i + 3] as number) * (query[i + 3] as number);
  }
  for (; i < length; i++)
    a += (rows[start + i] as number) * (query[i] as number);
  return a + b + (c + d);
}

/**
 * Dot products of `query` with every row, into `into`. Four rows side by side, each summed in order, so that the result
 * is to the last bit that of the plain loop.
 */
export function dotAll(
  rows: Float32Array,
  query: Float32Array,
  into: Float32Array,
): void {
  const { length } = query;
  const count = into.length;
  const whole = count - (count % 4);
  // All places are in range.
  for (let row = 0; row < whole; row += 4) {
    const first = row * length;
    const second = first + length;
    const third = second + length;
    const fourth = third + length;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let i = 0; i < length; i++) {
      const value = query[i] as number;
      a += (rows[first + i] as number) * value;
      b += (rows[second + i] as number) * value;
      c += (rows[third + i] as number) * value;
      d += (rows[fourth + i] as number) * value;
    }
    into[row] = a;
    into[row + 1] = b;
    into[row + 2] = c;
    into[row + 3] = d;
  }
  for (let row = whole; row < count; row++) {
    let sum = 0;
    for (let i = 0; i < length; i++)
      sum += (rows[row * length + i] as number) * (query[i] as number);
    into[row] = sum;
  }
}
