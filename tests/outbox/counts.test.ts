import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  addCounts,
  forgetBatch,
  forgetCountsBefore,
  nextBatch,
  purgeCounts,
} from "../../src/outbox/counts.ts";
import {
  openDatabase,
  type OutboxDatabase,
} from "../../src/outbox/database.ts";
import { exampleCount } from "../backend/examples.ts";

let db: OutboxDatabase;
let made = 0;
beforeEach(() => {
  db = openDatabase(`counts-${made++}`);
});
afterEach(() => db.delete());

const { n: _n, ...READ } = exampleCount();
const INSERTED = { ...READ, kind: "insert" as const, name: "inserted" };
const sums = (batch: Awaited<ReturnType<typeof nextBatch>>) =>
  batch?.counts.map(({ name, n }) => `${name} ${n}`);

it("adds up, also over a worker that was stopped in between", async () => {
  await addCounts(db, "w1", [READ, INSERTED]);
  db.close();
  db = openDatabase(db.name);
  await addCounts(db, "w1", [READ]);
  expect(await nextBatch(db, "w1", "b1")).toEqual({
    batchId: "b1",
    counts: expect.arrayContaining([
      exampleCount({ n: 2 }),
      exampleCount({ kind: "insert", name: "inserted" }),
    ]),
  });
});

it("loses none of many that are counted at once", async () => {
  await Promise.all(
    Array.from({ length: 40 }, () => addCounts(db, "w1", [READ])),
  );
  expect(sums(await nextBatch(db, "w1", "b1"))).toEqual(["api 40"]);
});

it("sends an unanswered batch again as it was; what came since waits for the next one", async () => {
  await addCounts(db, "w1", [READ]);
  const first = await nextBatch(db, "w1", "b1");
  await addCounts(db, "w1", [READ, READ]);
  expect(await nextBatch(db, "w1", "b2")).toEqual(first);
  await forgetBatch(db, "b1");
  const second = await nextBatch(db, "w1", "b2");
  expect([second?.batchId, sums(second)]).toEqual(["b2", ["api 2"]]);
  await forgetBatch(db, "b2");
  expect(await nextBatch(db, "w1", "b3")).toBeNull();
});

it("keeps days, versions and positions apart", async () => {
  const selector = { ...READ, kind: "selector" as const, name: "a.b" };
  await addCounts(db, "w1", [
    READ,
    { ...READ, day: "2026-11-25" },
    { ...READ, extensionVersion: "0.2.0" },
    { ...selector, position: 1 },
    { ...selector, position: 2 },
  ]);
  expect((await nextBatch(db, "w1", "b1"))?.counts).toHaveLength(5);
});

it("sends one workspace's counts to no other", async () => {
  await addCounts(db, "w1", [READ]);
  expect(await nextBatch(db, "w2", "b1")).toBeNull();
});

it("forgets what is too old, and everything when it is told to", async () => {
  await addCounts(db, "w1", [READ, { ...READ, day: "2026-11-25" }]);
  await forgetCountsBefore(db, "2026-11-25");
  expect(sums(await nextBatch(db, "w1", "b1"))).toEqual(["api 1"]);
  await purgeCounts(db);
  expect(await db.counts.count()).toBe(0);
});
