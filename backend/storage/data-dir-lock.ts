import { randomBytes } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * One backend per data directory: two PGlite processes on one folder destroy it, and PGlite itself lets them in.
 *
 * Node has no file lock that dies with its process, so each starter leaves files named after itself in
 * `<dataDir>/lock/`: `<pid>-<process start>-<nonce>.claim`, then `….held`. The rules:
 *   1. claim, then look: whoever sees another living process's file does not go on. Of two starters, each claims
 *      before it looks, so they can't both miss the other.
 *   2. a name is never used twice, so a dead process's files can be deleted by anyone, any number of times, without
 *      ever taking a living one's away. That is the whole recovery after a kill.
 *   3. two that see each other's claim both step back and try again after a random pause.
 * Process ids are of this machine: a folder shared over a network is not protected.
 */
export interface DataDirLock {
  release(): void;
}

export class DataDirInUse extends Error {
  override name = "DataDirInUse";
  constructor(
    readonly pid: number,
    readonly dataDir: string,
  ) {
    super(
      `Another Heed backend (pid ${pid}) is using ${dataDir}. Stop it, or set HEED_DATA_DIR to another folder.`,
    );
  }
}

interface Holder {
  pid: number;
  /** Clock ticks since boot, so that a reused pid is not taken for the old process. null: unknown here. */
  startedAt: string | null;
  /** pid-start-nonce, as in the file's name. */
  name: string;
  state: "claim" | "held";
}

const ENTRY = /^((\d+)-(\d+|x)-[0-9a-f]{16})\.(claim|held)$/;
/** With pauses of up to 200 ms, thirty rounds of two starters meeting each time is beyond bad luck. */
const MAX_ROUNDS = 30;
const MAX_PAUSE_MS = 200;

/** Throws DataDirInUse when a living process has the directory. */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const folder = join(dataDir, "lock");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (let round = 1; ; round++) {
    const name = `${process.pid}-${startOf(process.pid) ?? "x"}-${randomBytes(8).toString("hex")}`;
    const files = (["held", "claim"] as const).map((state) =>
      join(folder, `${name}.${state}`),
    );
    const release = () =>
      files.forEach((file) => rmSync(file, { force: true }));

    writeFileSync(join(folder, `${name}.claim`), "", { flag: "wx" });
    const others = livingIn(folder).filter((holder) => holder.name !== name);
    const [first] = others;
    if (!first) {
      // A second file, not a rename: a listing during a rename may show neither name.
      writeFileSync(join(folder, `${name}.held`), "", { flag: "wx" });
      return { release };
    }
    release();
    const holder = others.find(({ state }) => state === "held");
    if (holder ?? round === MAX_ROUNDS)
      throw new DataDirInUse((holder ?? first).pid, dataDir);
    await sleep(Math.random() * MAX_PAUSE_MS);
  }
}

/** The files of living processes. Those of dead ones are deleted on the way. */
function livingIn(folder: string): Holder[] {
  return readdirSync(folder).flatMap((file) => {
    const holder = readHolder(file);
    if (!holder) return [];
    if (isAlive(holder)) return [holder];
    rmSync(join(folder, file), { force: true });
    return [];
  });
}

function readHolder(file: string): Holder | null {
  const match = ENTRY.exec(file);
  if (!match) return null;
  const [, name = "", pid = "", start = "", state] = match;
  return {
    pid: Number(pid),
    startedAt: start === "x" ? null : start,
    name,
    state: state === "held" ? "held" : "claim",
  };
}

function isAlive({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = startOf(pid);
  if (now === "dead") return false;
  return startedAt === null || now === null || now === startedAt;
}

/**
 * When a process started, from /proc/<pid>/stat (field 22); "dead" for one that was killed and not yet reaped, which
 * still answers to signal 0. null where there is no /proc.
 */
function startOf(pid: number): string | "dead" | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return "dead";
    return fields[19] ?? null;
  } catch {
    return null;
  }
}
