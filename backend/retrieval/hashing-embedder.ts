import { contentStems } from "./content-words.ts";
import type { Embedder } from "./embedder.ts";

/** Words hashed into a vector. For tests and for languages the packaged model does not know: fast, no meaning. */
export function createHashingEmbedder(dimensions = 256): Embedder {
  return {
    id: `hashing-${dimensions}`,
    dimensions,
    embed: (texts) =>
      Promise.resolve(texts.map((text) => vectorOf(text, dimensions))),
    close: () => Promise.resolve(),
  };
}

function vectorOf(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const stem of contentStems(text)) {
    const slot = hashOf(stem) % dimensions;
    vector[slot] = (vector[slot] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** FNV-1a. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++)
    hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
