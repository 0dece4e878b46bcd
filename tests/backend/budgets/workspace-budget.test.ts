import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorkspace } from "../../../backend/auth/members.ts";
import { createBudgets } from "../../../backend/budgets/workspace-budget.ts";
import type { Database } from "../../../backend/storage/database.ts";
import { NOW } from "../examples.ts";
import { freshPglite } from "../storage/fresh-pglite.ts";

const CALL = { inputTokens: 700, outputTokens: 80 };

describe("a workspace's budget", () => {
  let database: Database;
  beforeAll(async () => ({ database } = await freshPglite()));
  afterAll(() => database.close());
  const workspace = async () =>
    (await createWorkspace(database, "Acme", NOW)).workspaceId;

  it("is endless until somebody sets one, and counts all the same", async () => {
    const budgets = createBudgets(
      database,
      { input: 2, output: 10 },
      () => NOW,
    );
    const id = await workspace();
    for (let n = 0; n < 3; n++) {
      const spending = await budgets.of(id).reserve(CALL);
      spending?.add(CALL);
      await spending?.settle();
    }
    expect(await budgets.read(id)).toEqual({
      month: "2026-11",
      limits: { tokens: null, money: null },
      // 3 × (700 × 2 + 80 × 10) millionths
      spent: { inputTokens: 2100, outputTokens: 240, money: 0.0066 },
    });
  });

  it.each([
    ["tokens", { tokens: 5 * 780, money: null }],
    ["money", { tokens: null, money: 5 * 0.0022 }],
  ])(
    "in %s lets through what fits, however many ask at once",
    async (_, limits) => {
      const budgets = createBudgets(
        database,
        { input: 2, output: 10 },
        () => NOW,
      );
      const id = await workspace();
      await budgets.set(id, limits);
      const asked = await Promise.all(
        Array.from({ length: 20 }, () => budgets.of(id).reserve(CALL)),
      );
      const granted = asked.filter((it) => it !== null);
      expect(granted).toHaveLength(5);
      // One of them failed before it cost anything: its share is free again.
      for (const spending of granted.slice(1)) spending.add(CALL);
      await Promise.all(granted.map((it) => it.settle()));
      expect(await budgets.of(id).reserve(CALL)).not.toBeNull();
      expect(await budgets.of(id).reserve(CALL)).toBeNull();
    },
  );

  it("begins again with the month, is one workspace's own, and may be raised", async () => {
    let now = NOW;
    const budgets = createBudgets(database, null, () => now);
    const [one, other] = [await workspace(), await workspace()];
    await budgets.set(one, { tokens: 800, money: null });
    const spending = await budgets.of(one).reserve(CALL);
    spending?.add(CALL);
    await spending?.settle();
    expect(await budgets.of(one).reserve(CALL)).toBeNull();
    expect(await budgets.of(other).reserve(CALL)).not.toBeNull();
    await budgets.set(one, { tokens: 2000, money: null });
    expect(await budgets.of(one).reserve(CALL)).not.toBeNull();
    await budgets.set(one, { tokens: 800, money: null });
    now = new Date("2026-12-01T00:00:00Z");
    expect((await budgets.read(one)).spent.inputTokens).toBe(0);
  });
});
