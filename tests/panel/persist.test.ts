import "fake-indexeddb/auto";
import { QueryObserver, type QueryClient } from "@tanstack/react-query";
import {
  persistQueryClientSave,
  type PersistedClient,
  type Persister,
} from "@tanstack/react-query-persist-client";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ANSWERS_KEPT } from "../../src/panel/keep-few.ts";
import { createKept } from "../../src/panel/kept.ts";
import {
  BUSTER,
  createPersister,
  createQueryClient,
  isStored,
  MAX_AGE_MS,
  queriesFrom,
} from "../../src/panel/persist.ts";
import { forgetAnswers } from "../../src/panel/queries.ts";
import { suggestion, SUMMARY } from "./canned.ts";

const NOW = 1_800_000_000_000;
const KEY = ["suggestion", "zendesk:fernhill:48213", "m4"];
const query = (
  data: unknown,
  over: {
    queryKey?: unknown[];
    queryHash?: string;
    dataUpdatedAt?: number;
  } = {},
) => ({
  queryKey: KEY,
  queryHash: "h",
  ...over,
  state: { data, dataUpdatedAt: over.dataUpdatedAt ?? NOW, status: "success" },
});
const stored = (it: ReturnType<typeof query>, buster = BUSTER) =>
  new Map([["h", { buster, query: it }]]);
const clientOf = (...queries: ReturnType<typeof query>[]) =>
  ({
    timestamp: Date.now(),
    buster: BUSTER,
    clientState: { mutations: [], queries },
  }) as unknown as PersistedClient;
const answers = async (persister: Persister) =>
  (await persister.restoreClient())?.clientState.queries.map(
    ({ queryHash }) => queryHash,
  ) ?? [];

describe("what comes back from disk", () => {
  it.each<[string, Map<string, unknown>, number]>([
    ["a suggestion as it was stored", stored(query(suggestion())), 1],
    [
      "a summary",
      stored(query(SUMMARY, { queryKey: ["summary", "t", "m4"] })),
      1,
    ],
    [
      "a suggestion of another shape is left out",
      stored(query({ text: "old" })),
      0,
    ],
    [
      "one that is half a day old is left out",
      stored(query(suggestion(), { dataUpdatedAt: NOW - MAX_AGE_MS })),
      0,
    ],
    [
      "one just younger comes back",
      stored(query(suggestion(), { dataUpdatedAt: NOW - MAX_AGE_MS + 1 })),
      1,
    ],
    [
      "a key that is never stored is left out",
      stored(query({}, { queryKey: ["view", 7] })),
      0,
    ],
    [
      "one of another version of the wire is left out",
      stored(query(suggestion()), "contract-0"),
      0,
    ],
    ["what is no answer at all is left out", new Map([["h", "any"]]), 0],
  ])("%s", (_name, found, count) =>
    expect(queriesFrom(found, NOW)).toHaveLength(count),
  );
});

describe("answers on disk", () => {
  afterEach(() => vi.restoreAllMocks());
  const fresh = (queryHash: string, data: unknown = suggestion()) =>
    query(data, { queryHash, dataUpdatedAt: Date.now() });

  it("are what was put there, until they are removed", async () => {
    const persister = createPersister("round-trip");
    const it = fresh("a");
    await persister.persistClient(clientOf(it));
    expect((await persister.restoreClient())?.clientState.queries).toEqual([
      it,
    ]);
    await persister.removeClient();
    expect(await persister.restoreClient()).toBeUndefined();
  });

  it("of two windows stand beside each other: neither panel writes over the other's, or removes them", async () => {
    const [one, other] = [createPersister("two"), createPersister("two")];
    await Promise.all([one.restoreClient(), other.restoreClient()]);
    const mine = fresh("mine");
    await one.persistClient(clientOf(mine));
    await other.persistClient(clientOf(fresh("theirs")));
    await one.persistClient(clientOf(mine, fresh("mine too")));
    await one.persistClient(clientOf(fresh("mine too")));
    expect(await answers(createPersister("two"))).toEqual([
      "mine too",
      "theirs",
    ]);
  });

  it("are gone once they are too old, and not only left out", async () => {
    const old = query(suggestion(), { dataUpdatedAt: 1 });
    await createPersister("old").persistClient(clientOf(old, fresh("a")));
    expect(await answers(createPersister("old"))).toEqual(["a"]);
    expect([...(await createKept("old").all()).keys()]).toEqual(["a"]);
  });

  it("stay deleted when the worker deleted the whole database, and new ones are written again", async () => {
    const persister = createPersister("deleted");
    const old = fresh("old");
    await persister.persistClient(clientOf(old));
    await new Promise((resolve, reject) => {
      const deleting = indexedDB.deleteDatabase("deleted");
      deleting.onsuccess = resolve;
      deleting.onerror = deleting.onblocked = reject;
    });
    await persister.persistClient(clientOf(old));
    expect(await answers(createPersister("deleted"))).toEqual([]);
    await persister.persistClient(clientOf(old, fresh("new")));
    expect(await answers(createPersister("deleted"))).toEqual(["new"]);
  });

  it("that an earlier version kept in one row are gone", async () => {
    await new Promise<void>((resolve) => {
      const opening = indexedDB.open("earlier");
      opening.onupgradeneeded = () => opening.result.createObjectStore("cache");
      opening.onsuccess = () => {
        opening.result.close();
        resolve();
      };
    });
    const persister = createPersister("earlier");
    expect(await persister.restoreClient()).toBeUndefined();
    await persister.persistClient(clientOf(fresh("a")));
    expect(await answers(persister)).toEqual(["a"]);
  });

  it("are written when an answer changes, and not for the tab, an edit or a word in the composer", async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, "put");
    const persister = createPersister("changes");
    const client = createQueryClient();
    const writtenFor = async (key: readonly unknown[], data: unknown) => {
      client.setQueryData(key, data);
      put.mockClear();
      await persistQueryClientSave({
        queryClient: client,
        persister,
        buster: BUSTER,
        dehydrateOptions: { shouldDehydrateQuery: (it) => isStored(it) },
      });
      return put.mock.calls.length;
    };
    expect(await writtenFor(KEY, suggestion())).toBe(1);
    expect(await writtenFor(["view", 7], { composer: "H" })).toBe(0);
    expect(await writtenFor(["view", 7], { composer: "He" })).toBe(0);
    expect(await writtenFor(["edit", "s1"], "Hello")).toBe(0);
    // The one that changed, not the others with it.
    expect(await writtenFor(["ending", "s1"], { kind: "inserted" })).toBe(1);
    expect(await writtenFor(["ending", "s1"], null)).toBe(1);
    expect(await answers(createPersister("changes"))).toHaveLength(2);
    forgetAnswers(client);
    await writtenFor(["view", 7], {});
    expect(await answers(createPersister("changes"))).toEqual([]);
    client.clear();
  });
});

describe("answers off the page", () => {
  const shown = (client: QueryClient, queryKey: unknown[]) =>
    new QueryObserver(client, { queryKey, enabled: false }).subscribe(
      () => undefined,
    );
  const keysIn = (client: QueryClient, kind: string) =>
    client
      .getQueryCache()
      .findAll({ queryKey: [kind] })
      .map(({ queryKey }) => queryKey[1]);

  it("are the last ones that were looked at, so many of each kind", () => {
    const client = createQueryClient();
    const kept = shown(client, ["suggestion", "on the page all along"]);
    for (let n = 0; n < 3 * ANSWERS_KEPT; n++) {
      // Every ticket once, and ticket 0 again and again.
      shown(client, ["suggestion", n])();
      shown(client, ["suggestion", 0])();
      shown(client, ["summary", n])();
    }
    expect(keysIn(client, "suggestion")).toHaveLength(ANSWERS_KEPT + 1);
    expect(keysIn(client, "summary")).toHaveLength(ANSWERS_KEPT);
    expect(keysIn(client, "suggestion")).toContain(0);
    expect(keysIn(client, "suggestion")).toContain("on the page all along");
    expect(keysIn(client, "suggestion")).toContain(3 * ANSWERS_KEPT - 1);
    expect(keysIn(client, "suggestion")).not.toContain(1);
    kept();
    client.clear();
  });

  it("count those that came from disk, which go first", () => {
    const client = createQueryClient();
    client.setQueryData(KEY, suggestion());
    for (let n = 0; n < ANSWERS_KEPT; n++) shown(client, ["suggestion", n])();
    expect(client.getQueryData(KEY)).toBeUndefined();
    client.clear();
  });
});

it("stores answers about tickets and nothing else, and forgets them all", () => {
  const client = createQueryClient();
  client.setQueryData(KEY, suggestion());
  client.setQueryData(["view", 7], {});
  const isOnDisk = () =>
    client
      .getQueryCache()
      .getAll()
      .filter((it) => isStored(it)).length;
  expect(isOnDisk()).toBe(1);
  forgetAnswers(client);
  expect(isOnDisk()).toBe(0);
  expect(client.getQueryData(["view", 7])).toEqual({});
  client.clear();
});
