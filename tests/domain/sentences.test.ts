import { describe, expect, it } from "vitest";
import { splitSentences } from "../../src/domain/sentences.ts";

describe("splitSentences", () => {
  it.each<[string, string[]]>([
    ["One. Two? Three!", ["One.", "Two?", "Three!"]],
    [
      "It is free (https://law.example/view?id=4&y=1). Nothing else is.",
      ["It is free (https://law.example/view?id=4&y=1).", "Nothing else is."],
    ],
    [
      "See https://law.example/view. It is free.",
      ["See https://law.example/view.", "It is free."],
    ],
    ["Ask Dr. Berg. He knows.", ["Ask Dr. Berg.", "He knows."]],
  ])("%s", (text, sentences) => {
    expect(splitSentences(text)).toEqual(sentences);
  });
});
