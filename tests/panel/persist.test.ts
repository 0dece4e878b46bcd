import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
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
    await persister.persistClient(client);
    expect(await persister.restoreClient()).toEqual(client);
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
