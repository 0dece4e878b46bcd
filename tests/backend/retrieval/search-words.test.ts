import { expect, it } from "vitest";
import { buildLiveKnowledge } from "../../../backend/pipeline/live-knowledge.ts";
import { createMemoryEmbeddingCache } from "../../../backend/pipeline/memory-embedding-cache.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import { search } from "../../../backend/retrieval/search.ts";
import { NOW, tinyPack } from "../pipeline/tiny-pack.ts";

const embedder = createHashingEmbedder();
const live = await buildLiveKnowledge(
  { number: 7, pack: tinyPack() },
  embedder,
  createMemoryEmbeddingCache(),
);

async function look(query: string) {
  const embedded: string[] = [];
  const sources = await search(
    {
      ...live,
      embedder: {
        ...embedder,
        embed: (texts) => {
          embedded.push(...texts);
          return embedder.embed(texts);
        },
      },
    },
    query,
    "public",
    NOW,
  );
  return { embedded, found: sources.map(({ sourceId }) => sourceId) };
}

it("embeds an agent's search without what is a customer's, and finds the same", async () => {
  const { embedded, found } = await look(
    "return a plant dana@mail.example +49 761 555 0142 Lindenweg 4, 79100 Freiburg",
  );
  expect(embedded.join(" ")).toMatch(/^return a plant/);
  expect(embedded.join(" ")).not.toMatch(/dana|0142|Linden|Freiburg|⟦/);
  expect(found.length).toBeGreaterThan(0);
  expect(found).toEqual((await look("return a plant")).found);
});

it("asks nothing of the embedder where nothing else is left", async () => {
  expect(await look("dana@mail.example")).toEqual({ embedded: [], found: [] });
});
