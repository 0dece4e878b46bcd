import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorkspace } from "../../../backend/auth/members.ts";
import { createEmbeddingCache } from "../../../backend/releases/embedding-cache.ts";
import { createRelease } from "../../../backend/releases/create-release.ts";
import { createLiveReleases } from "../../../backend/releases/live-releases.ts";
import type { Embedder } from "../../../backend/retrieval/embedder.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import { search } from "../../../backend/retrieval/search.ts";
import { releases } from "../../../backend/storage/schema.ts";
import { NOW } from "../examples.ts";
import { samplePack } from "../filled-workspace.ts";
import { stores, type Store } from "../storage/stores.ts";

describe.each(stores)("releases on $name", ({ open }) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  const workspace = async () =>
    (await createWorkspace(store.database, "Acme", NOW)).workspaceId;
  const create = (workspaceId: string, pack = samplePack()) =>
    createRelease(store.database, workspaceId, pack, "behaviour", {
      by: "Sam",
      now: NOW,
    });

  it("are numbered from one without gap or twin, also when two are made at once", async () => {
    const [a, b] = [await workspace(), await workspace()];
    const made = await Promise.all([
      create(a),
      create(a),
      create(a),
      create(b),
    ]);
    expect(
      made
        .slice(0, 3)
        .map(({ number }) => number)
        .sort(),
    ).toEqual([1, 2, 3]);
    expect(made[3]).toMatchObject({
      number: 1,
      packName: samplePack().name,
      createdAt: NOW.toISOString(),
      parts: {
        behaviour: "behaviour",
        knowledge: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
  });

  it("answer with the newest that is not rolled back; none, none", async () => {
    const id = await workspace();
    const live = createLiveReleases(store.database, createHashingEmbedder());
    expect(await live.current(id)).toBeNull();
    expect(await live.numberOf(id)).toBeNull();
    await create(id);
    expect((await live.current(id))?.releaseNumber).toBe(1);
    await create(id);
    expect((await live.catchUp(id))?.releaseNumber).toBe(2);
    await store.database.inWorkspace(id, (tx) =>
      tx.update(releases).set({ rolledBackAt: NOW }),
    );
    expect(await live.current(id)).toBeNull();
  });

  it("let the one before answer while the next is built, and try again after a failure", async () => {
    const id = await workspace();
    const plain = createHashingEmbedder();
    let gate: Promise<void> = Promise.resolve();
    const embedder: Embedder = {
      ...plain,
      embed: async (texts) => {
        await gate;
        return plain.embed(texts);
      },
    };
    const live = createLiveReleases(store.database, embedder);
    await create(id);
    await live.catchUp(id);

    let fail: (error: Error) => void = () => {};
    gate = new Promise((_resolve, reject) => (fail = reject));
    // Nobody may be waiting at it yet when it fails.
    gate.catch(() => {});
    const changed = samplePack();
    changed.intents[0]!.examples.push("a sentence that nobody embedded before");
    await create(id, changed);
    expect((await live.current(id))?.releaseNumber).toBe(1);
    const waiting = live.catchUp(id);
    fail(new Error("no embedder"));
    await expect(waiting).rejects.toThrow("no embedder");
    expect((await live.current(id))?.releaseNumber).toBe(1);
    gate = Promise.resolve();
    expect((await live.catchUp(id))?.releaseNumber).toBe(2);
  });

  it("with another embedder: the one before answers until all is embedded anew, then the new one does", async () => {
    const id = await workspace();
    const before = createHashingEmbedder(64);
    await create(id);
    await createLiveReleases(store.database, before).current(id);

    const plain = createHashingEmbedder(32);
    let open: () => void = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const embedder: Embedder = {
      ...plain,
      embed: async (texts) => {
        await gate;
        return plain.embed(texts);
      },
    };
    const live = createLiveReleases(store.database, embedder, () => {}, before);
    const first = await live.current(id);
    expect(first).toMatchObject({ releaseNumber: 1, embedder: before });
    expect(await live.current(id)).toBe(first);
    open();
    expect((await live.catchUp(id))?.embedder.id).toBe(plain.id);
    expect((await live.current(id))?.embedder.id).toBe(plain.id);
  });

  it("with another embedder where the one before was never in use: only the new one works", async () => {
    const id = await workspace();
    await create(id);
    const before: Embedder = {
      ...createHashingEmbedder(64),
      embed: () => Promise.reject(new Error("asked in vain")),
    };
    const live = createLiveReleases(
      store.database,
      createHashingEmbedder(32),
      () => {},
      before,
    );
    expect((await live.current(id))?.embedder.id).toBe("hashing-32");
  });

  it("fail nobody and never mix, whoever asks while one takes another's place", async () => {
    const id = await workspace();
    const live = createLiveReleases(store.database, createHashingEmbedder());
    await create(id);
    await live.catchUp(id);
    let isOver = false;
    const seen: number[] = [];
    const asking = (async () => {
      while (!isOver) {
        const known = await live.current(id);
        const found = await search(known!, "delivery", "public", NOW);
        expect(found.length).toBeGreaterThan(0);
        seen.push(known!.releaseNumber);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    for (let round = 0; round < 3; round++) {
      const pack = samplePack();
      for (const document of pack.knowledge)
        document.body += `\n\nRound ${"abc"[round]} of delivery.`;
      await create(id, pack);
      await live.catchUp(id);
    }
    expect((await live.current(id))?.releaseNumber).toBe(4);
    isOver = true;
    await asking;
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(new Set(seen).size).toBeGreaterThan(1);
  });

  it("embed a text once per workspace: a restart embeds nothing", async () => {
    const id = await workspace();
    let embedded = 0;
    const plain = createHashingEmbedder();
    const counting: Embedder = {
      ...plain,
      embed: (texts) => {
        embedded += texts.length;
        return plain.embed(texts);
      },
    };
    await create(id);
    await createLiveReleases(store.database, counting).current(id);
    expect(embedded).toBeGreaterThan(0);
    embedded = 0;
    await createLiveReleases(store.database, counting).current(id);
    expect(embedded).toBe(0);
  });

  it("get vectors back from the cache bit by bit, thousands at a time", async () => {
    const id = await workspace();
    const cache = createEmbeddingCache(store.database, id);
    const vectors = new Map(
      Array.from({ length: 3_000 }, (_, i) => [
        `model:v1:${i}`,
        Float32Array.of(Math.sin(i), -0, 1e-40, Number.MAX_VALUE),
      ]),
    );
    await cache.put(vectors);
    await cache.put(vectors);
    const back = await cache.get([...vectors.keys(), "model:v2:1"]);
    expect(back.size).toBe(3_000);
    for (const [key, vector] of vectors)
      expect(Buffer.from(back.get(key)!.buffer)).toEqual(
        Buffer.from(vector.buffer),
      );
    expect(await cache.get([])).toEqual(new Map());
  });
});
