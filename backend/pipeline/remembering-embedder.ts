import { createHash } from "node:crypto";
import type { EmbeddingCache } from "./live-knowledge.ts";
import type { Embedder } from "../retrieval/embedder.ts";

/** The same embedder, asked for each text once in a lifetime of `cache`. */
export function rememberingEmbedder(
  embedder: Embedder,
  cache: EmbeddingCache,
): Embedder {
  const keyOf = (text: string) =>
    `${embedder.id}:${createHash("sha256").update(text).digest("hex")}`;
  return {
    ...embedder,
    async embed(texts) {
      const known = await cache.get(texts.map(keyOf));
      const missing = texts.filter((text) => !known.has(keyOf(text)));
      const vectors = await embedder.embed(missing);
      const fresh = new Map(
        missing.flatMap((text, at) => {
          const vector = vectors[at];
          return vector ? [[keyOf(text), vector] as const] : [];
        }),
      );
      if (fresh.size > 0) await cache.put(fresh);
      return texts.flatMap((text) => {
        const vector = fresh.get(keyOf(text)) ?? known.get(keyOf(text));
        return vector ? [vector] : [];
      });
    },
  };
}
