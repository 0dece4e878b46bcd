import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { keepLog } from "../setup/keep-log.ts";

const HEED = resolve(import.meta.dirname, "../../backend/cli/heed.mjs");
/** A start on a busy machine, first initdb included. */
const START_TIMEOUT_MS = 90_000;

export interface ServeProcess {
  child: ChildProcess;
  /** What `heed serve --json` printed. */
  started: {
    address: string;
    workspaceId: string;
    releaseNumber: number | null;
    pairing: { code: string; name: string; role: string } | null;
    pid: number;
  };
  /** Its log so far. */
  log(): string;
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<number | null>;
}

/** The real `heed serve` in a process of its own. Rejects with what it said when it does not start. */
export async function startServe(
  env: Record<string, string>,
  onSpawn: (child: ChildProcess) => void = () => {},
): Promise<ServeProcess> {
  const child = spawn(process.execPath, [HEED, "serve", "--json"], {
    env: { ...process.env, HEED_EMBEDDER: "hashing", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onSpawn(child);
  let log = "";
  child.stderr.on("data", (part: Buffer) => (log += String(part)));
  // Whatever it prints is read for customers' words at the end of the run, as the log of every other backend is.
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part: Buffer) => keepLog(String(part)));
  const lines = createInterface({ input: child.stdout });
  const exited = once(child, "exit");
  const first = await Promise.race([
    once(lines, "line", { signal: AbortSignal.timeout(START_TIMEOUT_MS) }).then(
      ([line]) => String(line),
    ),
    exited.then(() => null),
  ]);
  const started = first === null ? null : JSON.parse(first);
  if (!started?.address)
    throw new Error(`heed serve did not start: ${first ?? ""} ${log}`);
  return {
    child,
    started,
    log: () => log,
    async kill(signal) {
      child.kill(signal);
      const [code] = await exited;
      return code as number | null;
    },
  };
}
