import { describe, expect, it } from "vitest";
import { bodyText } from "../../../backend/helpdesks/intercom/body-text.ts";
import { contentStems } from "../../../backend/retrieval/content-words.ts";
import { stem } from "../../../backend/retrieval/stem.ts";

/** Words of a customer that are also names of what every object has. */
describe("a word that JavaScript knows", () => {
  it.each([
    ["constructor", "constructor"],
    ["valueof", "valueof"],
    ["bought", "buy"],
  ])("%s has the stem %s", (word, stemmed) => {
    expect(stem(word)).toBe(stemmed);
  });

  it("is no character of HTML", () => {
    expect(bodyText("<p>&constructor; &amp; &toString;</p>")).toBe(
      "&constructor; & &toString;",
    );
  });
});

describe("the words that carry a topic", () => {
  it.each<[string, string[]]>([
    ["Do you charge tax in the US?", ["charge", "tax", "us"]],
    ["Do they tell us about tax?", ["tax"]],
    ["WHO DO I ASK ABOUT TAX?", ["tax"]],
    ["Is IT in your catalogue?", ["it", "catalogue"]],
  ])("%s", (text, stems) => {
    expect(contentStems(text)).toEqual(stems.map(stem));
  });
});
