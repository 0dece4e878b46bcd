import { describe, expect, it } from "vitest";
import { mulberry32 } from "../../../backend/evals/bootstrap.ts";
import { withTypos } from "../../../backend/evals/typos.ts";
import { slipsBetween } from "../../../backend/retrieval/spelling.ts";

const TEXT =
  "Where is the refund for my broken lantern? It was sent on 12 March; nobody answers my letters.";
const wordsOf = (text: string) => text.split(/[^A-Za-z0-9]+/);

describe("withTypos", () => {
  it("makes none of none, and one in every long word of all", () => {
    expect(withTypos(TEXT, 0, mulberry32(1))).toBe(TEXT);
    const typed = withTypos(TEXT, 1, mulberry32(1));
    const [before, after] = [wordsOf(TEXT), wordsOf(typed)];
    expect(after).toHaveLength(before.length);
    for (const [at, word] of before.entries()) {
      const slip = after[at] ?? "";
      if (word.length < 5) expect(slip).toBe(word);
      else {
        // Two equal neighbours exchanged, or a letter mistaken for itself, is no slip that shows.
        expect(slipsBetween(word, slip, 2)).toBeLessThanOrEqual(1);
        expect(slip[0]).toBe(word[0]);
      }
    }
    expect(after.filter((word, at) => word !== before[at])).not.toEqual([]);
  });

  it("slips in about the share that is asked for, the same each time with the same seed", () => {
    const long = Array.from({ length: 2_000 }, () => "delivery").join(" ");
    const typed = withTypos(long, 0.3, mulberry32(7));
    expect(withTypos(long, 0.3, mulberry32(7))).toBe(typed);
    expect(withTypos(long, 0.3, mulberry32(8))).not.toBe(typed);
    const share =
      typed.split(" ").filter((word) => word !== "delivery").length / 2_000;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.33);
  });

  it("knows four kinds of slips", () => {
    const typed = new Set(
      withTypos(
        Array.from({ length: 400 }, () => "abcde").join(" "),
        1,
        mulberry32(3),
      ).split(" "),
    );
    for (const slip of ["acbde", "acde", "abbcde"])
      expect([...typed]).toContain(slip);
    expect(
      [...typed].some((word) => /^a[^b]cde$/.test(word) && word !== "acbde"),
    ).toBe(true);
  });
});
