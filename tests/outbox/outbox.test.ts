import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Signal } from "../../src/domain/signal.ts";
import type { Fact } from "../../src/domain/trail.ts";
import {
  openDatabase,
  type OutboxDatabase,
} from "../../src/outbox/database.ts";
import { flush, waiting, type Receipt } from "../../src/outbox/flush.ts";
import {
  beginTrail,
  prune,
  recordFacts,
  settleOpen,
  type NewTrail,
} from "../../src/outbox/record.ts";
import {
  keepSuggestion,
  markDisplayed,
  openQuestion,
  purgeTexts,
  suggestionById,
} from "../../src/outbox/suggestions.ts";
import { draftOf, suggestionFor } from "../background/stub-backend.ts";

const T0 = "2026-11-24T08:00:00.000Z";
const at = (minutes: number) =>
  new Date(Date.parse(T0) + minutes * 60_000).toISOString();
const id = (n: number) =>
  `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

let db: OutboxDatabase;
let count = 0;
beforeEach(() => {
  db = openDatabase(`outbox-${count++}`);
});
afterEach(() => db.delete());

function trail(n: number, changes: Partial<NewTrail> = {}): NewTrail {
  return {
    suggestionId: id(n),
    ticketKey: "zendesk:acme:1",
    workspaceId: "w1",
    memberId: "m1",
    draft: "Your parcel arrives on Monday at noon.",
    createdAt: T0,
    context: {
      ticket: { helpdesk: "zendesk", accountKey: "acme", ticketId: "1" },
      lastMessageId: "700001",
      releaseNumber: 7,
      intentId: null,
      agentId: "235323",
      extensionVersion: "0.1.0",
      contractVersion: 1,
    },
    names: ["Dana Ruiz"],
    knownMessageIds: ["700001"],
    knownUntil: T0,
    ...changes,
  };
}

const displayed = (minutes: number): Fact => ({
  kind: "displayed",
  at: at(minutes),
});
const inserted = (minutes: number): Fact => ({
  kind: "inserted",
  at: at(minutes),
});
const rejected = (minutes: number): Fact => ({
  kind: "rejected",
  at: at(minutes),
  reason: "tone",
  note: null,
});
const record = (n: number, fact: Fact) =>
  recordFacts(db, id(n), [fact], fact.at);
const entries = async () =>
  (await db.entries.orderBy("seq").toArray()).map(({ signalId }) =>
    signalId.slice(-3),
  );

/** A backend that stores by id and can lose its answers. */
function backend(
  loses: () => boolean = () => false,
  dies: (signal: Signal) => boolean = () => false,
) {
  const stored: Signal[] = [];
  const batches: number[] = [];
  let running = 0;
  let most = 0;
  return {
    stored,
    batches,
    mostAtOnce: () => most,
    post: async (signals: Signal[]): Promise<Receipt | null> => {
      most = Math.max(most, ++running);
      batches.push(signals.length);
      await new Promise((next) => setTimeout(next, 1));
      running--;
      const dead = signals.filter(dies);
      for (const signal of signals)
        if (
          !dead.includes(signal) &&
          !stored.some(({ signalId }) => signalId === signal.signalId)
        )
          stored.push(signal);
      if (loses()) return null;
      return {
        acknowledged: signals
          .filter((signal) => !dead.includes(signal))
          .map(({ signalId }) => signalId),
        deadLettered: dead.map(({ signalId }) => ({
          signalId,
          reason: "unreadable",
        })),
      };
    },
  };
}
const send = (
  post: (signals: Signal[]) => Promise<Receipt | null>,
  { workspaceId = "w1", memberId = "m1" as string | null } = {},
) => flush(db, { workspaceId, memberId }, post, () => T0);

describe("recording a fact", () => {
  it("stores the trail and its signal together", async () => {
    await beginTrail(db, trail(1));
    expect(await record(1, displayed(1))).toBe("recorded");
    expect(await record(1, inserted(2))).toBe("recorded");
    expect(await entries()).toEqual(["1.1", "1.2"]);
    expect((await db.trails.get(id(1)))?.newest?.revision).toBe(2);
  });

  it.each<[string, (n: number) => Promise<unknown>, string]>([
    [
      "the same fact again",
      async (n) => (await record(n, displayed(1)), record(n, displayed(1))),
      "nothing_new",
    ],
    ["a suggestion nobody knows", () => record(99, displayed(1)), "unknown"],
    [
      "a suggestion that was not displayed",
      (n) => record(n, { kind: "left", at: at(1) }),
      "recorded",
    ],
  ])("%s makes no further signal", async (_name, act, result) => {
    await beginTrail(db, trail(1));
    expect(await act(1)).toBe(result);
    expect((await entries()).length).toBeLessThanOrEqual(1);
  });

  it("a transaction that fails leaves neither trail nor signal behind", async () => {
    await beginTrail(db, trail(1));
    db.entries.hook("creating", () => {
      throw new DOMException("full", "QuotaExceededError");
    });
    await expect(record(1, displayed(1))).rejects.toThrow();
    expect((await db.trails.get(id(1)))?.trail.displayedAt).toBeNull();
    expect(await entries()).toEqual([]);
  });

  it("begun twice, the first trail stays", async () => {
    await beginTrail(db, trail(1));
    await record(1, displayed(1));
    await beginTrail(db, trail(1, { draft: "other" }));
    expect((await db.trails.get(id(1)))?.trail).toMatchObject({
      displayedAt: at(1),
      draft: "Your parcel arrives on Monday at noon.",
    });
  });

  it("facts reported at once are all kept, in whatever order they are stored", async () => {
    await beginTrail(db, trail(1));
    await Promise.all([
      record(1, displayed(1)),
      record(1, inserted(2)),
      record(1, { kind: "copied", at: at(3) }),
      record(1, rejected(4)),
    ]);
    expect((await db.trails.get(id(1)))?.trail).toMatchObject({
      displayedAt: at(1),
      insertedAt: at(2),
      copiedAt: at(3),
      rejection: { at: at(4) },
    });
    const signals = await db.entries.orderBy("seq").toArray();
    expect(signals.map(({ signal }) => signal.revision)).toEqual(
      signals.map((_, index) => index + 1),
    );
  });

  it("takes names out of the text that was sent", async () => {
    await beginTrail(db, trail(1));
    await record(1, displayed(1));
    await record(1, {
      kind: "replied",
      at: at(2),
      messageId: "700002",
      by: "me",
      text: "Dana, your parcel arrives on Monday at noon. Call 030 1234567.",
    });
    const sent = (await db.entries.toArray()).at(-1)?.signal.sent?.text ?? "";
    expect(sent).not.toMatch(/Dana|1234567/);
    expect(sent).toMatch(/⟦NAME_1⟧, your parcel arrives/);
  });
});

describe("flushing", () => {
  const fill = async (suggestions: number) => {
    for (let n = 1; n <= suggestions; n++) {
      await beginTrail(db, trail(n));
      await record(n, displayed(1));
      await record(n, inserted(2));
      await record(n, rejected(3));
    }
  };

  it("sends in the order of recording, in batches of at most 50, and forgets what was named", async () => {
    await fill(40);
    const { post, stored, batches } = backend();
    await send(post);
    expect(batches).toEqual([50, 50, 20]);
    expect(stored.map(({ signalId }) => signalId)).toEqual(
      Array.from(
        { length: 120 },
        (_, i) => `${id(Math.floor(i / 3) + 1)}.${(i % 3) + 1}`,
      ),
    );
    expect(await waiting(db)).toBe(0);
  });

  it("runs once at a time, however often it is asked, and sends what came in the meantime", async () => {
    await fill(5);
    const { post, stored, mostAtOnce } = backend();
    await Promise.all([send(post), send(post), fill(7), send(post)]);
    await send(post);
    expect(mostAtOnce()).toBe(1);
    expect(stored).toHaveLength(21);
    expect(await waiting(db)).toBe(0);
  });

  it("stops at the first failure and loses nothing", async () => {
    await fill(40);
    const { post, batches } = backend(() => true);
    await send(post);
    expect(batches).toEqual([50]);
    expect(await waiting(db)).toBe(120);
  });

  it("repeats after a lost answer: stored once each, in order per suggestion", async () => {
    await fill(60);
    let turn = 0;
    const { post, stored } = backend(() => turn++ % 3 !== 2);
    for (let i = 0; i < 20; i++) await send(post);
    expect(await waiting(db)).toBe(0);
    expect(new Set(stored.map(({ signalId }) => signalId)).size).toBe(180);
    for (let n = 1; n <= 60; n++)
      expect(
        stored
          .filter(({ suggestionId }) => suggestionId === id(n))
          .map(({ revision }) => revision),
      ).toEqual([1, 2, 3]);
  });

  it("keeps what the backend refuses for good, with its reason, and goes on", async () => {
    await fill(2);
    const { post, stored } = backend(
      undefined,
      ({ signalId }) => signalId === `${id(1)}.2`,
    );
    await send(post);
    expect(await waiting(db)).toBe(0);
    expect(stored).toHaveLength(5);
    expect(await db.deadLetters.toArray()).toMatchObject([
      { signalId: `${id(1)}.2`, reason: "unreadable", signal: { revision: 2 } },
    ]);
  });

  it("forgets only what the receipt names, and does not ask for ever", async () => {
    await fill(2);
    const { batches, post } = backend();
    await send(async (signals) => {
      await post(signals);
      return { acknowledged: [`${id(1)}.1`], deadLettered: [] };
    });
    expect(batches).toEqual([6]);
    expect(await entries()).toEqual(["1.2", "1.3", "2.1", "2.2", "2.3"]);
  });

  it("keeps the signals of another workspace until that one is connected again", async () => {
    await fill(1);
    await beginTrail(db, trail(9, { workspaceId: "w2" }));
    await record(9, displayed(1));
    const first = backend();
    await send(first.post);
    expect(first.stored).toHaveLength(3);
    expect(await entries()).toEqual(["9.1"]);
    await send(first.post, { workspaceId: "w2" });
    expect(await waiting(db)).toBe(0);
  });

  it("keeps a colleague's signals until they are connected again: the backend would note them as the sender's", async () => {
    await fill(1);
    await beginTrail(db, trail(8, { memberId: "m2" }));
    await record(8, displayed(1));
    await beginTrail(db, trail(9, { memberId: null }));
    await record(9, displayed(1));
    const first = backend();
    await send(first.post);
    expect(await entries()).toEqual(["8.1"]);
    await send(first.post, { memberId: "m2" });
    expect(await waiting(db)).toBe(0);
    expect(first.stored).toHaveLength(5);
  });
});

describe("time and forgetting", () => {
  it("settles what was left four hours ago, once", async () => {
    await beginTrail(db, trail(1));
    await record(1, displayed(1));
    await record(1, { kind: "left", at: at(2) });
    await settleOpen(db, at(2 + 239));
    expect(await entries()).toEqual(["1.1"]);
    await settleOpen(db, at(2 + 240));
    await settleOpen(db, at(2 + 300));
    const last = (await db.entries.toArray()).at(-1);
    expect(last?.signal.outcome).toEqual({ kind: "ignored", because: "left" });
    expect(await entries()).toEqual(["1.1", "1.2"]);
  });

  it("forgets settled trails after fourteen days, once their signals have arrived", async () => {
    const day = (n: number) => Date.parse(T0) + n * 86_400_000;
    for (const n of [1, 2, 3]) await beginTrail(db, trail(n));
    for (const n of [1, 2])
      await record(n, displayed(1)).then(() => record(n, rejected(2)));
    await record(3, displayed(1));
    await db.entries
      .filter(({ signal }) => signal.suggestionId !== id(2))
      .delete();
    await prune(db, day(13));
    expect(await db.trails.count()).toBe(3);
    await prune(db, day(15));
    expect(
      (await db.trails.toArray()).map(({ suggestionId }) => suggestionId),
    ).toEqual([id(2), id(3)]);
  });

  it("signing out leaves no text, and the signals that wait", async () => {
    await beginTrail(db, trail(1));
    await record(1, displayed(1));
    await openQuestion(db, {
      question: "q",
      ticketKey: "k",
      newId: id(1),
      now: T0,
    });
    await purgeTexts(db);
    expect([
      await db.trails.count(),
      await db.suggestions.count(),
      await waiting(db),
    ]).toEqual([0, 0, 1]);
  });
});

describe("a question asked again", () => {
  const ask = (n: number, question: string, minutes: number) =>
    openQuestion(db, {
      question,
      ticketKey: "k",
      newId: id(n),
      now: at(minutes),
    });

  it("keeps its id while nobody has seen an answer, for ten minutes", async () => {
    expect((await ask(1, "q", 0)).suggestionId).toBe(id(1));
    expect((await ask(2, "q", 9)).suggestionId).toBe(id(1));
    expect((await ask(3, "other", 9)).suggestionId).toBe(id(3));
    expect((await ask(4, "q", 11)).suggestionId).toBe(id(4));
  });

  it("gets a new one after its answer was seen", async () => {
    await ask(1, "q", 0);
    await keepSuggestion(
      db,
      suggestionFor(
        id(1),
        {
          helpdesk: "zendesk",
          accountKey: "acme",
          ticketId: "1",
          messages: [],
        } as never,
        { answer: draftOf("x") },
      ),
    );
    expect((await ask(2, "q", 1)).suggestion?.suggestionId).toBe(id(1));
    await markDisplayed(db, id(1));
    expect(await ask(3, "q", 1)).toMatchObject({
      suggestionId: id(3),
      suggestion: null,
    });
    expect((await suggestionById(db, id(1)))?.suggestionId).toBe(id(1));
  });
});
