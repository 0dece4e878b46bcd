import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PolicyPack } from "../../../src/domain/policy-pack.ts";
import { createWorkspace } from "../../../backend/auth/members.ts";
import { readReleaseLog } from "../../../backend/log/release-log.ts";
import { createRelease } from "../../../backend/releases/create-release.ts";
import { newestNumber } from "../../../backend/releases/live-releases.ts";
import { rollBackRelease } from "../../../backend/releases/roll-back-release.ts";
import type { Database } from "../../../backend/storage/database.ts";
import { NOW } from "../examples.ts";
import { tinyPack } from "../pipeline/tiny-pack.ts";
import { freshPglite } from "../storage/fresh-pglite.ts";

const LATER = new Date(NOW.getTime() + 60_000);

/** On PostgreSQL, live-releases.test.ts makes releases at once: an entry with a twin would fail one of them. */
describe("the log of releases", () => {
  let database: Database;
  beforeAll(async () => {
    ({ database } = await freshPglite());
  });
  afterAll(() => database.close());

  const workspace = async () => {
    const { workspaceId } = await createWorkspace(database, "Acme", NOW);
    return {
      create: (by: string, more: Partial<PolicyPack> = {}) =>
        createRelease(database, workspaceId, tinyPack(more), "none", {
          by,
          now: NOW,
        }),
      rollBack: (by: string, to: number | null = null) =>
        rollBackRelease(database, workspaceId, to, { by, now: LATER }),
      log: () => readReleaseLog(database, workspaceId),
      live: () => newestNumber(database, workspaceId),
    };
  };

  it("says who made and who took back which release, when, and what answered then, newest first", async () => {
    const { create, rollBack, log } = await workspace();
    expect(await log()).toEqual([]);
    const first = await create("Ada");
    const second = await create("Sam", { knowledge: [] });
    expect(second.parts).not.toEqual(first.parts);
    await rollBack("Mia");
    await create("Sam", { knowledge: [] });
    await rollBack("Ada");
    const entry = (sequence: number, by: string, live: number) => ({
      ...{ sequence, by, live },
    });
    const created = { action: "created", at: NOW.toISOString() };
    const taken = { action: "rolled_back", at: LATER.toISOString() };
    const parts = second.parts;
    expect(await log()).toEqual([
      { ...entry(5, "Ada", 1), ...taken, number: 3, parts },
      { ...entry(4, "Sam", 3), ...created, number: 3, parts },
      { ...entry(3, "Mia", 1), ...taken, number: 2, parts },
      { ...entry(2, "Sam", 2), ...created, number: 2, parts },
      { ...entry(1, "Ada", 1), ...created, number: 1, parts: first.parts },
    ]);
  });

  it("has an entry for each release that one command takes back, also when none is left", async () => {
    const { create, rollBack, log } = await workspace();
    for (const by of ["Ada", "Ada", "Ada"]) await create(by);
    await rollBack("Mia", 1);
    await rollBack("Sam");
    expect(
      (await log())
        .filter(({ action }) => action === "rolled_back")
        .map(({ number, live, by }) => [number, live, by]),
    ).toEqual([
      [1, null, "Sam"],
      [2, 1, "Mia"],
      [3, 1, "Mia"],
    ]);
  });

  it("holds what came true and nothing else: no entry without its release, no release without its entry", async () => {
    const { create, rollBack, log, live } = await workspace();
    await create("Ada");
    const before = await log();
    await expect(rollBack("Mia", 7)).rejects.toThrow("There is no release 7");
    // PostgreSQL keeps no NUL, so this entry cannot be written.
    await expect(create("\0")).rejects.toThrow();
    await expect(rollBack("\0")).rejects.toThrow();
    expect(await log()).toEqual(before);
    expect(await live()).toBe(1);
    expect((await create("Ada")).number).toBe(2);
  });

  it("counts without gap or twin, also when releases are made at once", async () => {
    const { create, log } = await workspace();
    await Promise.all(["Ada", "Sam", "Mia", "Lea"].map((by) => create(by)));
    expect(
      (await log()).map(({ sequence, number }) => [sequence, number]),
    ).toEqual([4, 3, 2, 1].map((nth) => [nth, nth]));
  });
});
