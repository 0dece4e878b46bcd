import { appendFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createFileEmbeddingCache } from "../../../backend/pipeline/file-embedding-cache.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";

const folder = mkdtempSync(join(tmpdir(), "heed-vectors-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const embedder = createHashingEmbedder(4);
const VECTOR = Float32Array.of(0.5, -0.25, 1, 0);

describe("vectors in a file", () => {
  it("are there for the next process, also after one that was killed while it wrote", async () => {
    await createFileEmbeddingCache(folder, embedder).put(
      new Map([["a", VECTOR]]),
    );
    const [file = ""] = readdirSync(folder);
    appendFileSync(join(folder, file), Buffer.alloc(7, 1));
    const next = createFileEmbeddingCache(folder, embedder);
    await next.put(new Map([["b", VECTOR]]));
    const last = createFileEmbeddingCache(folder, embedder);
    expect(await last.get(["a", "b", "c"])).toEqual(
      new Map([
        ["a", VECTOR],
        ["b", VECTOR],
      ]),
    );
  });

  it("of another model are another file", async () => {
    const other = createFileEmbeddingCache(folder, createHashingEmbedder(8));
    expect((await other.get(["a"])).size).toBe(0);
  });
});
