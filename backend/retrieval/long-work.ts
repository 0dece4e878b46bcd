/**
 * Long work as a generator that yields between its pieces, each well under a millisecond or two. Done in one go, or with
 * pauses in which requests are served.
 */
export type LongWork<T> = Generator<undefined, T, undefined>;

/** Longest stretch of work without a pause. */
const STRETCH_MS = 4;

export function inOneGo<T>(work: LongWork<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

export async function withPauses<T>(work: LongWork<T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - since < STRETCH_MS) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    since = performance.now();
  }
}

/** `map`, with a place to pause after each item. */
export function* mapped<T, U>(
  items: readonly T[],
  of: (item: T, at: number) => U,
): LongWork<U[]> {
  const results: U[] = [];
  for (const [at, item] of items.entries()) {
    results.push(of(item, at));
    yield;
  }
  return results;
}
