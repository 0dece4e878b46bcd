import { contentStems } from "./content-words.ts";
import type { Embedder } from "./embedder.ts";

/** What is looked for, said several ways: as a whole first, then sentence by sentence. */
export interface Query {
  variants: QueryVariant[];
}

export interface QueryVariant {
  text: string;
  stems: string[];
  vector: Float32Array;
}

export async function makeQuery(
  embedder: Embedder,
  texts: string[],
): Promise<Query> {
  const vectors = await embedder.embed(texts);
  return {
    variants: texts.map((text, at) => ({
      text,
      stems: contentStems(text),
      vector: vectors[at] ?? new Float32Array(embedder.dimensions),
    })),
  };
}
