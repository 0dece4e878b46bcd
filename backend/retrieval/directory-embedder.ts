import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import * as z from "zod";
import type { Embedder } from "./embedder.ts";
import { createThreadEmbedder } from "./thread-embedder.ts";

const modelFile = z.object({
  modelTopology: z.looseObject({}),
  weightsManifest: z
    .array(z.object({ paths: z.array(z.string().min(1)).min(1) }))
    .min(1),
});
const vocabularyFile = z
  .array(z.tuple([z.string(), z.number().nullable()]))
  .min(1);

/**
 * A model of one's own from a directory, in the form of the packaged one: a universal sentence encoder for TensorFlow.js
 * (`model.json` with its weight files) and its words (`vocab.json`). Its name holds a hash of all files, so that other
 * weights in the same place are another model. Tried once, which also says how long its vectors are. Throws, with one
 * line for a person.
 */
export async function openDirectoryEmbedder(path: string): Promise<Embedder> {
  const directory = resolve(path);
  const id = `${basename(directory)}@${hashOfFiles(directory)}`;
  const embedder = createThreadEmbedder({ id, dimensions: 0, directory });
  try {
    const [vector] = await embedder.embed(["How long is a vector?"]);
    if (!vector || vector.length === 0 || !vector.every(Number.isFinite))
      throw new Error("it gives no vector");
    return { ...embedder, dimensions: vector.length };
  } catch (error) {
    await embedder.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `HEED_EMBED_DIR ${directory} holds no universal sentence encoder that can be used (${reason.split("\n", 1)[0]}).`,
      { cause: error },
    );
  }
}

function hashOfFiles(directory: string): string {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`HEED_EMBED_DIR ${directory} is no directory.`);
  const hash = createHash("sha256");
  const contentOf = (name: string): Buffer => {
    try {
      const content = readFileSync(join(directory, name));
      hash.update(`${name}\0${content.length}\0`).update(content);
      return content;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new Error(
        `HEED_EMBED_DIR ${directory}: ${name} cannot be read (${code}). A model is model.json, the weight files that it names, and vocab.json.`,
        { cause: error },
      );
    }
  };
  const parsedAs = <T>(name: string, shape: z.ZodType<T>, what: string): T => {
    const content = contentOf(name).toString("utf8");
    try {
      return shape.parse(JSON.parse(content));
    } catch (error) {
      throw new Error(`HEED_EMBED_DIR ${directory}: ${name} is no ${what}.`, {
        cause: error,
      });
    }
  };
  const { weightsManifest } = parsedAs(
    "model.json",
    modelFile,
    "graph model of TensorFlow.js (modelTopology and weightsManifest)",
  );
  parsedAs("vocab.json", vocabularyFile, "list of [word, score]");
  for (const name of weightsManifest.flatMap(({ paths }) => paths))
    contentOf(name);
  return hash.digest("hex").slice(0, 12);
}
