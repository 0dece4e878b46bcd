/** Milliseconds per step. */
export interface Stopwatch {
  /** The time since the last lap was this step's. */
  lap(step: string): void;
  timings(): Record<string, number>;
}

export function startStopwatch(): Stopwatch {
  const laps: Record<string, number> = {};
  const start = performance.now();
  let before = start;
  return {
    lap(step) {
      const now = performance.now();
      laps[step] = Math.round(now - before);
      before = now;
    },
    timings: () => ({ ...laps, total: Math.round(performance.now() - start) }),
  };
}
