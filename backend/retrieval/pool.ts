export interface Scored {
  at: number;
  sum: number;
}

/** The best so many of what is offered; of equals the one with the lower place. A binary heap, its worst on top. */
export function createPool(size: number) {
  const heap: Scored[] = [];
  const isWorse = (a: Scored, b: Scored) =>
    a.sum < b.sum || (a.sum === b.sum && a.at > b.at);

  const rise = (place: number) => {
    let here = place;
    while (here > 0) {
      const above = (here - 1) >> 1;
      if (!swapIfWorse(here, above)) return;
      here = above;
    }
  };
  const sink = () => {
    let here = 0;
    for (;;) {
      const left = 2 * here + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const child =
        right < heap.length && isWorse(heap[right]!, heap[left]!) // both are in range
          ? right
          : left;
      if (!swapIfWorse(child, here)) return;
      here = child;
    }
  };
  const swapIfWorse = (below: number, above: number): boolean => {
    const [lower, upper] = [heap[below]!, heap[above]!]; // both are in range
    if (!isWorse(lower, upper)) return false;
    heap[below] = upper;
    heap[above] = lower;
    return true;
  };

  return {
    offer(at: number, sum: number): void {
      if (heap.length < size) {
        heap.push({ at, sum });
        rise(heap.length - 1);
        return;
      }
      const worst = heap[0];
      if (!worst || sum < worst.sum || (sum === worst.sum && at > worst.at))
        return;
      heap[0] = { at, sum };
      sink();
    },
    /** What another one has to beat; 0: there is room, and what scores nothing wants none. */
    least: () => (heap.length < size ? 0 : (heap[0]?.sum ?? 0)),
    bestFirst(): Scored[] {
      return heap.toSorted((a, b) => b.sum - a.sum || a.at - b.at);
    },
  };
}

/** Places of the highest so many above 0, best first. */
export function highest(scores: Float32Array, size: number): number[] {
  const pool = createPool(size);
  let least = 0;
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at] as number; // at is in range
    if (score <= least) continue;
    pool.offer(at, score);
    least = pool.least();
  }
  return pool.bestFirst().map(({ at }) => at);
}
