import { describe, expect, it } from "vitest";
import { bodyText } from "../../../backend/helpdesks/intercom/body-text.ts";
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
