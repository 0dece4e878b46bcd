/**
 * Work that can be laid down between two of its steps. At each it is told whether the page had its turn since the step
 * before: then anything may be different, and the work looks whether it still holds.
 */
export type Work<T> = Generator<void, T, boolean>;

/** Short enough to be no long task on a machine several times slower than the one it was measured on. */
const SLICE_MS = 10;

/** Does the work without holding the page up: after every slice, whatever waits in the page comes first. */
export async function inSlices<T>(work: Work<T>): Promise<T> {
  for (let hasRested = false; ; hasRested = true) {
    const until = performance.now() + SLICE_MS;
    let step = work.next(hasRested);
    // Nobody waits for a hidden page, and its timers may be a minute late.
    while (!step.done && (document.hidden || performance.now() < until))
      step = work.next(false);
    if (step.done) return step.value;
    await new Promise((next) => setTimeout(next, 0));
  }
}
