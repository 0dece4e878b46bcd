import type { Embedder } from "./embedder.ts";
import { createEmbeddingLane } from "./embedding-lane.ts";

/** 71 ms per hundred words: longer texts cost more than they tell. */
const MAX_WORDS = 100;
const MAX_CHARACTERS = 900;
const BATCH = 8;
/** A knowledge base comes in parts with work between them. */
const IDLE_MS = 10_000;

/**
 * A universal sentence encoder in worker threads, one small batch at a time. A knowledge base has a thread of its own, so
 * that a ticket does not wait for the batch before it. `directory`: where the model's files are; left out: in the package.
 */
export function createThreadEmbedder({
  directory = null,
  ...model
}: Pick<Embedder, "id" | "dimensions" | "languages"> & {
  directory?: string | null;
}): Embedder {
  const tickets = createEmbeddingLane({ directory });
  const knowledge = createEmbeddingLane({
    directory,
    idleMs: IDLE_MS,
    inBackground: true,
  });
  return {
    ...model,
    async embed(texts) {
      const lane = texts.length > BATCH ? knowledge : tickets;
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += BATCH)
        vectors.push(
          ...(await lane.embed(texts.slice(at, at + BATCH).map(cut))),
        );
      return vectors;
    },
    async close() {
      await Promise.all([tickets.close(), knowledge.close()]);
    },
  };
}

function cut(text: string): string {
  const words = text
    .slice(0, MAX_CHARACTERS)
    .split(/\s+/, MAX_WORDS)
    .join(" ")
    .trim();
  // The model cannot take an empty tensor.
  return words === "" ? "." : words;
}
