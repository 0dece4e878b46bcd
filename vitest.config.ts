import { defineConfig } from "vitest/config";

/** Everything that proves a change. Long runs read HEED_FULL and take their full counts there. */
const FULL = process.env["HEED_FULL"] === "1";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    // The whole run's log is read at its end: no customer's word may be in it.
    globalSetup: ["tests/setup/scan-log.ts"],
    testTimeout: FULL ? 600_000 : 30_000,
    hookTimeout: 120_000,
    // One more than the two cores of CI: half of what a browser test does is to wait.
    maxWorkers: 3,
    reporters: ["default"],
  },
});
