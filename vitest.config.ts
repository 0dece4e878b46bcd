import { defineConfig } from "vitest/config";

/** Everything that proves a change. Long runs read HEED_FULL and take their full counts there. */
const FULL = process.env["HEED_FULL"] === "1";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    testTimeout: FULL ? 600_000 : 30_000,
    hookTimeout: 120_000,
    // Two cores: one file at a time keeps Chromium, PGlite and the build from starving each other.
    maxWorkers: 2,
    reporters: ["default"],
  },
});
