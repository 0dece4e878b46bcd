import type { EmbeddingCache } from "./live-knowledge.ts";

/** For tests and one-off commands: forgets when the process ends. */
export function createMemoryEmbeddingCache(): EmbeddingCache {
  const kept = new Map<string, Float32Array>();
  return {
    get(keys) {
      const found = new Map<string, Float32Array>();
      for (const key of keys) {
        const vector = kept.get(key);
        if (vector) found.set(key, vector);
      }
      return Promise.resolve(found);
    },
    put(entries) {
      for (const [key, vector] of entries) kept.set(key, vector);
      return Promise.resolve();
    },
  };
}
