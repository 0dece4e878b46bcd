/**
 * Say what a test measured, beside whether it passed. `npm run test:full` collects these lines into
 * `docs/results/test-full.md`.
 */
export function measured(what: string, figures: Record<string, unknown>): void {
  console.info(`measured: ${JSON.stringify({ what, ...figures })}`);
}
