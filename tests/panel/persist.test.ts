import "fake-indexeddb/auto";
import { QueryObserver, type QueryClient } from "@tanstack/react-query";
import { persistQueryClientSave } from "@tanstack/react-query-persist-client";
import { describe, expect, it } from "vitest";
import { ANSWERS_KEPT } from "../../src/panel/keep-few.ts";
import {
  BUSTER,
  clientFrom,
  createPersister,
  createQueryClient,
  isStored,
  MAX_AGE_MS,
} from "../../src/panel/persist.ts";
import { forgetAnswers } from "../../src/panel/queries.ts";
import { suggestion, SUMMARY } from "./canned.ts";

const NOW = 1_800_000_000_000;
const KEY = ["suggestion", "zendesk:fernhill:48213", "m4"];
const query = (
  data: unknown,
  over: { queryKey?: unknown[]; dataUpdatedAt?: number } = {},
) => ({
  queryKey: over.queryKey ?? KEY,
  queryHash: "h",
  state: { data, dataUpdatedAt: over.dataUpdatedAt ?? NOW, status: "success" },
});
const stored = (...queries: unknown[]) => ({
  timestamp: NOW,
  buster: BUSTER,
  clientState: { queries, mutations: [] },
});

describe("what comes back from disk", () => {
  it.each<[string, unknown, number]>([
    ["a suggestion as it was stored", query(suggestion()), 1],
    ["a summary", query(SUMMARY, { queryKey: ["summary", "t", "m4"] }), 1],
    ["a suggestion of another shape is left out", query({ text: "old" }), 0],
    [
      "one that is half a day old is left out",
      query(suggestion(), { dataUpdatedAt: NOW - MAX_AGE_MS }),
      0,
    ],
    [
      "one just younger comes back",
      query(suggestion(), { dataUpdatedAt: NOW - MAX_AGE_MS + 1 }),
      1,
    ],
    [
      "a key that is never stored is left out",
      query({}, { queryKey: ["view", 7] }),
      0,
    ],
  ])("%s", (_name, it, count) =>
    expect(clientFrom(stored(it), NOW)?.clientState.queries).toHaveLength(
      count,
    ),
  );

  it("is nothing when it is no stored client at all", () =>
    expect(clientFrom({ any: "thing" })).toBeUndefined());

  it("is what was put there, until it is removed", async () => {
    const persister = createPersister("round-trip");
    const client = {
      timestamp: Date.now(),
      buster: BUSTER,
      clientState: { mutations: [], queries: [] },
    };
    await persister.persistClient(client);
    expect(await persister.restoreClient()).toEqual(client);
    await persister.removeClient();
    expect(await persister.restoreClient()).toBeUndefined();
  });

  it("is written again after someone deleted the whole database", async () => {
    const persister = createPersister("deleted");
    const client = {
      timestamp: Date.now(),
      buster: BUSTER,
      clientState: { mutations: [], queries: [] },
    };
    await persister.persistClient(client);
    await new Promise((resolve, reject) => {
      const deleting = indexedDB.deleteDatabase("deleted");
      deleting.onsuccess = resolve;
      deleting.onerror = deleting.onblocked = reject;
    });
    expect(await persister.restoreClient()).toBeUndefined();
    const changed = stored(query(suggestion(), { dataUpdatedAt: Date.now() }));
    await persister.persistClient(changed as typeof client);
    expect(await persister.restoreClient()).toEqual(changed);
  });

  it("is written when an answer changes, and not for the tab, an edit or a word in the composer", async () => {
    const persister = createPersister("changes");
    const client = createQueryClient();
    const save = async () => {
      await persistQueryClientSave({
        queryClient: client,
        persister,
        dehydrateOptions: { shouldDehydrateQuery: (it) => isStored(it) },
      });
      return (await persister.restoreClient())?.timestamp;
    };
    const change = async (key: readonly unknown[], data: unknown) => {
      await new Promise((later) => setTimeout(later, 2));
      client.setQueryData(key, data);
      return save();
    };
    const first = await change(KEY, suggestion());
    expect(first).toBeDefined();
    expect(await change(["view", 7], { composer: "H" })).toBe(first);
    expect(await change(["view", 7], { composer: "He" })).toBe(first);
    expect(await change(["edit", "s1"], "Hello")).toBe(first);
    const ended = await change(["ending", "s1"], { kind: "inserted" });
    expect(ended).toBeGreaterThan(first ?? 0);
    const undone = await change(["ending", "s1"], null);
    expect(undone).toBeGreaterThan(ended ?? 0);
    forgetAnswers(client);
    expect(await save()).toBeGreaterThan(undone ?? 0);
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
