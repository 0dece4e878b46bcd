import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Everything that proves a change. Long runs read HEED_FULL and take their full counts there. */
const FULL = process.env["HEED_FULL"] === "1";

/** They take the longest, though their files are short: begun last, they would keep one core waiting for the other. */
const LONG = /\/(?:loop|loop-intercom|backend-kill|import-kill)\.test\.ts$/;

class LongFirst extends BaseSequencer {
  override async sort(
    files: TestSpecification[],
  ): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [
      ...sorted.filter(isLong),
      ...sorted.filter((file) => !isLong(file)),
    ];
  }
}

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    // The whole run's log is read at its end: no customer's word may be in it.
    globalSetup: ["tests/setup/scan-log.ts"],
    testTimeout: FULL ? 600_000 : 30_000,
    hookTimeout: 120_000,
    // Two cores: one file at a time keeps Chromium, PGlite and the build from starving each other.
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    reporters: ["default"],
  },
});
