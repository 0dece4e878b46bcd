import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parsePack } from "../../../backend/packs/parse-pack.ts";
import { readPack } from "../../../backend/packs/read-pack.ts";
import { smallPack } from "./small-pack.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "heed-pack-"));
  for (const [path, text] of smallPack()) put(path, text);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

it("a folder reads like its files", () => {
  expect(readPack(folder)).toEqual(parsePack(smallPack()));
});

it("hidden files, readmes and pictures beside the pack are left alone", () => {
  put(".DS_Store", new Uint8Array([0, 255]));
  put("knowledge/.returns.md.swp", new Uint8Array([0, 255]));
  put("README.md", "# Ours");
  put("pictures/logo.png", new Uint8Array([137, 80, 255]));
  expect(readPack(folder).ok).toBe(true);
});

it.each<[string, string, string | Uint8Array, RegExp]>([
  [
    "not UTF-8",
    "knowledge/returns.md",
    new Uint8Array([45, 45, 45, 10, 0xfc, 10]),
    /not UTF-8/,
  ],
  [
    "larger than 1 MB",
    "intents.yaml",
    "#".repeat(1_000_001),
    /larger than 1 MB/,
  ],
  ["under a misspelt name", "guardrail.yaml", "disabled: []", /not read/],
  ["in a folder inside a folder", "knowledge/old/returns.md", "x", /not read/],
])(
  "a file %s is one error, and is not missing",
  (_, path, content, message) => {
    put(path, content);
    const reading = readPack(folder);
    if (reading.ok) throw new Error("read without errors");
    expect(
      reading.errors
        .filter((error) => path.startsWith(error.file))
        .map((error) => error.message),
    ).toEqual([expect.stringMatching(message)]);
    expect(
      reading.errors.every((error) => !error.message.includes("is missing")),
    ).toBe(true);
  },
);

it("a folder that is not there is an error without the path of this machine", () => {
  const reading = readPack(join(folder, "nowhere"));
  expect(reading).toMatchObject({
    ok: false,
    errors: [{ file: ".", message: "The folder cannot be read: ENOENT." }],
  });
});

it("an empty folder lacks everything it must have", () => {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  const reading = readPack(folder);
  expect(reading.ok ? [] : reading.errors.map(({ file }) => file)).toEqual([
    "fields.yaml",
    "intents.yaml",
    "knowledge",
    "pack.yaml",
    "thresholds.yaml",
    "tone.yaml",
  ]);
});
