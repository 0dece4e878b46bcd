import { appendFileSync } from "node:fs";

/** Where a test starts a backend: its lines are kept for the scan at the end of the run (scan-log.ts). */
export function keepLog(line: string): void {
  const file = process.env["HEED_TEST_LOG"];
  if (file) appendFileSync(file, line);
}
