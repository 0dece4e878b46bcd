import type { Work } from "../../src/adapters/in-slices.ts";

/** Does a work without a rest. */
export function atOnce<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next(false);
    if (step.done) return step.value;
  }
}
