import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { likeness } from "../../src/domain/outcome.ts";
import {
  commonSubsequenceLength,
  replyWords,
  wordsOf,
} from "../../src/domain/words.ts";

describe("words of a reply", () => {
  it.each<[string, string, string]>([
    [
      "white space and line breaks",
      "Your  refund\n\nis on\tits way.",
      "Your refund is on its way.",
    ],
    [
      "typographic quotes and dashes",
      "It’s “done” – now",
      'It\'s "done" - now',
    ],
    [
      "another greeting",
      "Hi Dana,\n\nYour refund is on its way.",
      "Hello Dana!\nYour refund is on its way.",
    ],
    [
      "no greeting at all",
      "Hi Dana,\n\nYour refund is on its way.",
      "Your refund is on its way.",
    ],
    [
      "another signature",
      "Your refund is on its way.\n\nKind regards,\nNina",
      "Your refund is on its way.\n\nBest regards\nSam Okoro\nAcme Support\n+49 30 1234",
    ],
    [
      "composed and decomposed letters",
      "Gr\u00fc\u00dfe an Zo\u00eb",
      "Gru\u0308\u00dfe an Zoe\u0308",
    ],
  ])("are the same after %s", (_name, one, other) => {
    expect(replyWords(one)).toEqual(replyWords(other));
  });

  it.each<[string, string, string]>([
    ["another number", "within 5 working days", "within 6 working days"],
    ["a negation", "We can refund it.", "We can not refund it."],
    ["another case", "It is for US customers.", "It is for us customers."],
    ["another amount", "You get 5,00 back", "You get 50,0 back"],
  ])("differ by %s", (_name, one, other) => {
    expect(replyWords(one)).not.toEqual(replyWords(other));
  });

  it("keeps a closing that is part of the reply", () => {
    const text = `Thanks\n\n${"This sentence goes on well past what any signature line would, and says something. ".repeat(2)}`;
    expect(replyWords(text).length).toBeGreaterThan(10);
  });

  it("counts a sentence below the closing as something the agent said", () => {
    const draft = "Your refund is on its way.\n\nKind regards,\nNina";
    expect(likeness(draft, `${draft} I have added a note.`).same).toBe(false);
  });

  it("calls an empty draft like nothing", () => {
    expect(likeness("", "")).toEqual({
      same: false,
      retained: 0,
      agentShare: 0,
    });
    expect(likeness("Your refund is on its way.", "")).toEqual({
      same: false,
      retained: 0,
      agentShare: 0,
    });
  });
});

describe("longest common subsequence", () => {
  it("agrees with the quadratic textbook algorithm", () => {
    const words = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(words, words, (one, other) => {
        expect(commonSubsequenceLength(one, other)).toBe(textbook(one, other));
      }),
      { numRuns: 1000 },
    );
  });

  it("copes with a megabyte of the same word", () => {
    const many = wordsOf("refund ".repeat(2000));
    expect(commonSubsequenceLength(many, many)).toBe(2000);
  });
});

function textbook(one: string[], other: string[]): number {
  const rows = Array.from({ length: one.length + 1 }, () =>
    new Array<number>(other.length + 1).fill(0),
  );
  for (let i = 1; i <= one.length; i++)
    for (let j = 1; j <= other.length; j++)
      rows[i]![j] =
        one[i - 1] === other[j - 1]
          ? rows[i - 1]![j - 1]! + 1
          : Math.max(rows[i - 1]![j]!, rows[i]![j - 1]!);
  return rows[one.length]![other.length]!;
}
