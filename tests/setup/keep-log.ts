import type { ChildProcess } from "node:child_process";
import { appendFileSync } from "node:fs";

/** Where a test starts a backend: its lines are kept for the scan at the end of the run (scan-log.ts). */
export function keepLog(line: string): void {
  const file = process.env["HEED_TEST_LOG"];
  if (file) appendFileSync(file, line);
}

/** The same for a process of its own: whatever it prints on the streams that are piped. It is still seen on the console. */
export function keepOutput({ stdout, stderr }: ChildProcess): void {
  for (const stream of [stdout, stderr])
    stream?.on("data", (part: Buffer) => keepLog(String(part)));
  stderr?.pipe(process.stderr, { end: false });
}
