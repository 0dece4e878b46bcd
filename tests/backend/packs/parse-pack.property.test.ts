import fc from "fast-check";
import { stringify } from "yaml";
import { expect, it } from "vitest";
import { parsePack } from "../../../backend/packs/parse-pack.ts";
import { SMALL, smallPack } from "./small-pack.ts";

const FILES = [
  ...Object.keys(SMALL),
  "flags.yaml",
  "selectors.yaml",
  "notices/x.md",
  "templates/y.md",
  "unknown.yaml",
];
const yamlText = fc.anything({ maxDepth: 3 }).map((value) => {
  try {
    return stringify(value) ?? "";
  } catch {
    return "";
  }
});
const garbage = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ maxLength: 200 }),
  yamlText,
  yamlText.map((text) => `---\n${text}\n---\nbody {{x}} {{`),
  fc.string({
    unit: fc.constantFrom(
      "-",
      ":",
      " ",
      "\n",
      "{",
      "[",
      "&a",
      "*a",
      "!",
      "'",
      '"',
      "|",
      "a",
      "#",
      "\t",
    ),
  }),
);

/** What every answer must be: a pack, or errors a person can act on. */
function expectAnAnswer(files: Map<string, string>): void {
  const reading = parsePack(files);
  if (reading.ok) return;
  expect(reading.errors.length).toBeGreaterThan(0);
  for (const { file, line, message, mend } of reading.errors) {
    expect(file).not.toBe("");
    expect(line).toBeGreaterThanOrEqual(1);
    expect(message.length * mend.length).toBeGreaterThan(0);
  }
}

it("garbage in any file never throws", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...FILES), garbage, { maxKeys: 4 }),
      (changes) => expectAnAnswer(smallPack(changes)),
    ),
    { numRuns: 150 },
  );
});

it("a valid pack with any one character struck or put in never throws", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(SMALL)),
      fc.nat(400),
      fc.string({ maxLength: 3 }),
      (file, at, put) => {
        const text = smallPack().get(file) ?? "";
        expectAnAnswer(
          smallPack({ [file]: text.slice(0, at) + put + text.slice(at + 1) }),
        );
      },
    ),
    { numRuns: 150 },
  );
});

it("nesting without end is an error", () => {
  for (const deep of [
    "[".repeat(50_000),
    "- ".repeat(20_000),
    "{a: ".repeat(20_000),
  ]) {
    expect(parsePack(smallPack({ "intents.yaml": deep })).ok).toBe(false);
  }
});
