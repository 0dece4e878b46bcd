import { describe, expect, it } from "vitest";
import { ownWords } from "../../src/domain/mail.ts";

describe("own words of a message", () => {
  it.each<[string, string, string]>([
    [
      "a plain message",
      "Where is my order?\n\nDana",
      "Where is my order?\n\nDana",
    ],
    [
      "a quoted reply",
      "Still nothing.\n\nOn Tue, 3 Nov 2026 at 10:14, Sam <sam@acme.com> wrote:\n> It is on its way.",
      "Still nothing.",
    ],
    [
      "a header broken over two lines",
      "No.\n\nOn Tue, 3 Nov 2026 at 10:14,\nSam <sam@acme.com> wrote:\n> ok",
      "No.",
    ],
    [
      "a German header",
      "Immer noch nichts.\n\nAm 3. Nov. 2026 um 10:14 schrieb Sam <sam@acme.com>:\n> hallo",
      "Immer noch nichts.",
    ],
    [
      "an Outlook history",
      "See below.\n\nFrom: Sam\nSent: Tuesday\nTo: Dana\nSubject: Order\n\nold text",
      "See below.",
    ],
    ["a signature", "Thanks!\n-- \nDana Ruiz\nHead of Coffee", "Thanks!"],
    ["a phone's footer", "Any news?\n\nSent from my iPhone", "Any news?"],
    ["interleaved quotes", "> Did it come?\nNo.\n> Sure?\nYes.", "No.\nYes."],
    [
      "a bare forward keeps its text",
      "---------- Forwarded message ----------\nFrom: x\n\nhello",
      "---------- Forwarded message ----------\nFrom: x\n\nhello",
    ],
    [
      "only a quote keeps its text",
      "> all of it is quoted",
      "> all of it is quoted",
    ],
    ["an empty message", "", ""],
  ])("of %s", (_name, text, expected) => {
    expect(ownWords(text)).toBe(expected);
  });
});
