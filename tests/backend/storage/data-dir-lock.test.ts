import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockDataDir } from "../../../backend/storage/data-dir-lock.ts";
import { keepOutput } from "../../setup/keep-log.ts";

const HOLD_LOCK = join(import.meta.dirname, "hold-lock.ts");

describe("the data directory's lock", () => {
  let dataDir: string;
  const children: ChildProcess[] = [];

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "heed-lock-"));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
  });

  const start = (startAt = 0) => {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", HOLD_LOCK, dataDir, String(startAt)],
      { stdio: ["pipe", "pipe", "pipe"] },
    );
    keepOutput(child);
    children.push(child);
    return child;
  };
  const wordOf = async (child: ChildProcess) =>
    String((await once(child.stdout!, "data"))[0]).trim();
  const kill = async (child: ChildProcess) => {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  const lockFiles = () => readdirSync(join(dataDir, "lock"));

  it("refuses while a living process holds it, in one clear line", async () => {
    const child = start();
    expect(await wordOf(child)).toBe("held");
    await expect(lockDataDir(dataDir)).rejects.toThrow(
      `Another Heed backend (pid ${child.pid}) is using ${dataDir}. Stop it, or set HEED_DATA_DIR to another folder.`,
    );
    expect(lockFiles()).toHaveLength(2);
  });

  it("is free again after its holder let go", async () => {
    const child = start();
    await wordOf(child);
    const gone = once(child, "exit");
    child.stdin!.write("go\n");
    await gone;
    (await lockDataDir(dataDir)).release();
    expect(lockFiles()).toEqual([]);
  });

  it("is recovered after its holder was killed with SIGKILL", async () => {
    const child = start();
    expect(await wordOf(child)).toBe("held");
    await kill(child);
    expect(lockFiles()).toHaveLength(2);
    const lock = await lockDataDir(dataDir);
    expect(
      lockFiles().every((file) => file.startsWith(`${process.pid}-`)),
    ).toBe(true);
    lock.release();
  });

  it.runIf(process.platform === "linux")(
    "is recovered when the dead holder's pid now belongs to another process",
    async () => {
      mkdirSync(join(dataDir, "lock"));
      // This test's parent lives, but did not start one tick after the machine did.
      for (const state of ["claim", "held"])
        writeFileSync(
          join(dataDir, "lock", `${process.ppid}-1-0123456789abcdef.${state}`),
          "",
        );
      (await lockDataDir(dataDir)).release();
    },
  );

  it("is held by one at most within a process too", async () => {
    const lock = await lockDataDir(dataDir);
    await expect(lockDataDir(dataDir)).rejects.toThrow(`pid ${process.pid}`);
    lock.release();
  });

  it("leaves files alone that are not its own", async () => {
    mkdirSync(join(dataDir, "lock"));
    writeFileSync(join(dataDir, "lock", "README"), "");
    (await lockDataDir(dataDir)).release();
    expect(lockFiles()).toEqual(["README"]);
  });

  it("lets exactly one of several starters in that race for a dead one's lock", async () => {
    const dead = start();
    await wordOf(dead);
    await kill(dead);
    const startAt = Date.now() + 3_000;
    const racers = Array.from({ length: 4 }, () => start(startAt));
    const words = await Promise.all(racers.map(wordOf));
    expect(words.filter((word) => word === "held")).toHaveLength(1);
    const winner = racers[words.indexOf("held")];
    // A racer may have seen another's claim only; whoever was refused by a holder names the one that holds.
    expect(words.filter((word) => word.startsWith("refused"))).toHaveLength(3);
    expect(words).toContain(`refused ${winner?.pid}`);
  });

  it("lets at most one in at any time, over many rounds within one process", async () => {
    let holders = 0;
    let most = 0;
    let turns = 0;
    const starter = async () => {
      for (let round = 0; round < 20; round++) {
        const lock = await lockDataDir(dataDir).catch(() => null);
        if (!lock) continue;
        most = Math.max(most, ++holders);
        turns += 1;
        await new Promise((resolve) => setTimeout(resolve, 1));
        holders -= 1;
        lock.release();
      }
    };
    await Promise.all(Array.from({ length: 5 }, starter));
    expect(most).toBe(1);
    expect(turns).toBeGreaterThan(0);
  });
});
