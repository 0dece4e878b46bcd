import { describe, it } from "vitest";
import { expectFault, SMALL, smallPack } from "./small-pack.ts";

describe("a wrong file is named with a mend", () => {
  it.each<[string, Map<string, string>, string, number, RegExp, RegExp]>([
    [
      "a missing file",
      smallPack({ "tone.yaml": null }),
      "tone.yaml",
      1,
      /missing/,
      /Add tone.yaml/,
    ],
    [
      "an empty file",
      smallPack({ "thresholds.yaml": "" }),
      "thresholds.yaml",
      1,
      /The file is empty/,
      /keys and values/,
    ],
    [
      "no articles",
      smallPack({ "knowledge/returns.md": null, "guardrails.yaml": null }),
      "knowledge",
      1,
      /no articles/,
      /at least one article/,
    ],
    [
      "an article without front matter",
      smallPack({ "knowledge/plain.md": "# Hello" }),
      "knowledge/plain.md",
      1,
      /no front matter/,
      /a line ---/,
    ],
    [
      "an article without a text",
      smallPack({
        "knowledge/empty.md": "---\ntitle: Empty\naudience: public\n---\n\n",
      }),
      "knowledge/empty.md",
      4,
      /no text below/,
      /delete the file/,
    ],
    [
      "a misspelt file",
      smallPack({ "guardrail.yaml": "disabled: []" }),
      "guardrail.yaml",
      1,
      /not read/,
      /Did you mean "guardrails.yaml"/,
    ],
    [
      "a text file in the wrong place",
      smallPack({ "knowledge/old/a.md": "x" }),
      "knowledge/old/a.md",
      1,
      /not read/,
      /straight into knowledge/,
    ],
    [
      "a file name that is no id",
      smallPack({ "knowledge/Our Returns.md": SMALL["knowledge/returns.md"] }),
      "knowledge/Our Returns.md",
      1,
      /cannot be an id/,
      /knowledge\/our-returns.md/,
    ],
  ])("%s", (_, files, file, line, message, mend) => {
    expectFault(files, { file, line, message, mend });
  });
});
