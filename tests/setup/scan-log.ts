import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { leaksIn, loggedSoFar } from "./canaries.ts";

/** Around the whole run: what any backend logged in it is read at the end, and a customer's word in it fails the run. */
export function setup(): void {
  const file = join(mkdtempSync(join(tmpdir(), "heed-log-")), "log");
  writeFileSync(file, "");
  process.env["HEED_TEST_LOG"] = file;
}

export function teardown(): void {
  const leaks = leaksIn(loggedSoFar());
  rmSync(dirname(process.env["HEED_TEST_LOG"] ?? ""), { recursive: true });
  if (leaks.length === 0) return;
  // vitest prints an error of a teardown and goes on; the exit code is what a build reads.
  process.exitCode = 1;
  throw new Error(
    `The backends' log holds ${leaks.length} texts of tickets, packs or drafts:\n${leaks.slice(0, 10).join("\n")}`,
  );
}
