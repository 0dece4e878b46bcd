import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addMember, createWorkspace } from "../../../backend/auth/members.ts";
import { appendOnce } from "../../../backend/signals/append-once.ts";
import { readFunnel } from "../../../backend/signals/funnel.ts";
import {
  closeSuggestion,
  failSuggestion,
  openSuggestion,
} from "../../../backend/signals/suggestion-log.ts";
import {
  deadLetters,
  signals,
  suggestionOutcomes,
  suggestions,
} from "../../../backend/storage/schema.ts";
import { exampleRecord, exampleSignal, NOW } from "../examples.ts";
import { stores, type Store } from "../storage/stores.ts";

const accepted = { kind: "accepted", retained: 1, agentShare: 0 } as const;

describe.each(stores)("the signal log on $name", ({ open }) => {
  let store: Store;
  let workspaceId: string;
  let memberId: string;

  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    ({ workspaceId } = await createWorkspace(store.database, "Acme", NOW));
    ({ memberId } = await addMember(
      store.database,
      workspaceId,
      { name: "Sam", role: "agent" },
      NOW,
    ));
  });

  const suggested = async () => {
    const suggestionId = randomUUID() as string;
    const key = { workspaceId, memberId, suggestionId };
    await openSuggestion(store.database, key, NOW);
    await closeSuggestion(
      store.database,
      key,
      exampleRecord(suggestionId, memberId),
    );
    return suggestionId;
  };
  const append = (batch: unknown[]) =>
    appendOnce(store.database, workspaceId, memberId, batch, NOW);
  const log = () =>
    store.database.inWorkspace(workspaceId, (tx) =>
      tx.select().from(signals).orderBy(signals.position),
    );
  const outcomes = () =>
    store.database.inWorkspace(workspaceId, (tx) =>
      tx.select().from(suggestionOutcomes),
    );
  const letters = () =>
    store.database.inWorkspace(workspaceId, (tx) =>
      tx.select().from(deadLetters).orderBy(deadLetters.position),
    );

  it("stores a signal once, however often it is sent", async () => {
    const signal = exampleSignal(await suggested());
    const receipt = { acknowledged: [signal.signalId], deadLettered: [] };
    expect(await append([signal])).toEqual(receipt);
    expect(await append([signal])).toEqual(receipt);
    expect(await append([signal, signal])).toEqual(receipt);
    expect(await Promise.all([append([signal]), append([signal])])).toEqual([
      receipt,
      receipt,
    ]);
    expect(await log()).toHaveLength(1);
    expect((await log())[0]?.body).toEqual(signal);
  });

  it("stores the signals of one suggestion by revision, whatever their order in the batch", async () => {
    const [one, two] = [await suggested(), await suggested()];
    await append([
      exampleSignal(one, 2),
      exampleSignal(two, 1),
      exampleSignal(one, 1),
      exampleSignal(one, 3, { outcome: accepted }),
    ]);
    const rows = await log();
    expect(rows.map(({ signalId }) => signalId)).toEqual([
      `${one}.1`,
      `${one}.2`,
      `${one}.3`,
      `${two}.1`,
    ]);
    expect(new Set(rows.map(({ arrival }) => arrival))).toEqual(
      new Set(["in_turn"]),
    );
  });

  it("keeps the highest revision as the outcome, also when a lower one comes late; gaps are noted", async () => {
    const id = await suggested();
    await append([exampleSignal(id, 1)]);
    await append([exampleSignal(id, 3, { outcome: accepted })]);
    await append([exampleSignal(id, 2)]);
    expect((await log()).map((row) => [row.revision, row.arrival])).toEqual([
      [1, "in_turn"],
      [3, "after_gap"],
      [2, "late"],
    ]);
    expect(await outcomes()).toMatchObject([
      { suggestionId: id, revision: 3, outcome: "accepted", displayed: true },
    ]);
  });

  it("lets the good ones of a batch in and buries the bad ones with their reason, once", async () => {
    const id = await suggested();
    const good = exampleSignal(id);
    const orphan = exampleSignal(randomUUID());
    const misnamed = { ...exampleSignal(id, 2), signalId: "something else" };
    const batch = [
      42,
      null,
      { signalId: "half" },
      good,
      orphan,
      misnamed,
      { ...exampleSignal(id, 5), outcome: { kind: "splendid" } },
    ];
    const receipt = await append(batch);
    expect(receipt.acknowledged).toEqual([good.signalId]);
    expect(receipt.deadLettered).toMatchObject([
      { signalId: null, reason: "not_a_signal: the whole" },
      { signalId: null, reason: "not_a_signal: the whole" },
      { signalId: "half" },
      { signalId: "something else", reason: "not_a_signal: the whole" },
      { signalId: `${id}.5`, reason: "not_a_signal: outcome.kind" },
      { signalId: orphan.signalId, reason: "unknown_suggestion" },
    ]);
    expect(await append(batch)).toEqual(receipt);
    const buried = await letters();
    expect(buried).toHaveLength(6);
    expect(JSON.parse(buried.at(-1)?.body ?? "")).toEqual(orphan);
  });

  it("buries a signal that says otherwise than the stored one of the same id", async () => {
    const id = await suggested();
    await append([exampleSignal(id)]);
    const other = exampleSignal(id, 1, { agentId: "somebody else" });
    expect((await append([other])).deadLettered).toEqual([
      { signalId: other.signalId, reason: "differs_from_stored" },
    ]);
    expect((await log())[0]?.body).toMatchObject({ agentId: "a1" });
  });

  it("buries a signal about another workspace's suggestion", async () => {
    const foreign = await suggested();
    const other = await createWorkspace(store.database, "Other", NOW);
    const { memberId: stranger } = await addMember(
      store.database,
      other.workspaceId,
      { name: "Eve", role: "admin" },
      NOW,
    );
    const receipt = await appendOnce(
      store.database,
      other.workspaceId,
      stranger,
      [exampleSignal(foreign)],
      NOW,
    );
    expect(receipt).toMatchObject({
      acknowledged: [],
      deadLettered: [{ reason: "unknown_suggestion" }],
    });
    expect(await log()).toEqual([]);
  });

  it("keeps text that a database refuses: NUL, halves of characters, a nest of brackets", async () => {
    const id = await suggested();
    const sent = {
      messageId: "m\0",
      at: NOW.toISOString(),
      route: "typed",
      text: "a\0b \ud800 \\u0000",
    } as const;
    const signal = exampleSignal(id, 1, { sent });
    expect((await append([signal])).acknowledged).toEqual([signal.signalId]);
    expect((await append([signal])).acknowledged).toEqual([signal.signalId]);
    expect((await log())[0]?.body).toMatchObject({
      sent: { text: "a\uFFFDb \uFFFD \\u0000" },
    });
    const nest = JSON.parse("[".repeat(50_000) + "]".repeat(50_000));
    const odd = { signalId: "\0", text: "\0\ud800" };
    expect((await append([nest, odd])).deadLettered).toHaveLength(2);
    expect((await letters()).length).toBe(2);
  });

  it("takes no revision, date or number that would hold up the batch", async () => {
    const id = await suggested();
    const batch = [
      exampleSignal(id, Number.MAX_SAFE_INTEGER),
      exampleSignal(id, 1, { recordedAt: "0000-01-01T00:00:00Z" }),
      exampleSignal(id, 2, { releaseNumber: -1 }),
    ];
    const receipt = await append(batch);
    expect(receipt.acknowledged.length + receipt.deadLettered.length).toBe(3);
  });

  it("counts every suggestion asked for in the funnel once", async () => {
    const { database } = store;
    const [sent, edited, seen] = [
      await suggested(),
      await suggested(),
      await suggested(),
    ];
    await suggested();
    for (const failure of ["error", "aborted"] as const) {
      const key = { workspaceId, memberId, suggestionId: randomUUID() };
      await openSuggestion(database, key, NOW);
      await failSuggestion(database, key, failure);
    }
    // As after a crash in the middle.
    const crashed = { workspaceId, memberId, suggestionId: randomUUID() };
    await openSuggestion(database, crashed, NOW);
    await append([
      exampleSignal(sent, 1, {
        insertedAt: NOW.toISOString(),
        outcome: accepted,
      }),
      exampleSignal(edited, 1, {
        outcome: { kind: "edited", retained: 0.5, agentShare: 0.5 },
      }),
      exampleSignal(seen, 1),
    ]);
    const funnel = await readFunnel(database, workspaceId);
    expect(funnel).toMatchObject({
      eligible: 7,
      generated: 4,
      displayed: 3,
      inserted: 1,
      sent: 2,
      ends: { failed: 3, not_displayed: 1, accepted: 1, edited: 1, pending: 1 },
    });
    const ends = Object.values(funnel.ends).reduce((sum, n) => sum + n, 0);
    expect(ends).toBe(funnel.eligible);
  });

  it("lets a suggestion be asked for again until it was shown, by the same member only", async () => {
    const { database } = store;
    const suggestionId = await suggested();
    const key = { workspaceId, memberId, suggestionId };
    expect(await openSuggestion(database, key, NOW)).toBe(true);
    // Asking again takes nothing back.
    await failSuggestion(database, key, "error");
    const rows = await database.inWorkspace(workspaceId, (tx) =>
      tx.select().from(suggestions),
    );
    expect(rows).toMatchObject([{ answer: "draft", failure: null }]);
    const { memberId: other } = await addMember(
      database,
      workspaceId,
      { name: "Mia", role: "agent" },
      NOW,
    );
    expect(
      await openSuggestion(database, { ...key, memberId: other }, NOW),
    ).toBe(false);
    await append([exampleSignal(suggestionId)]);
    expect(await openSuggestion(database, key, NOW)).toBe(false);
  });
});
