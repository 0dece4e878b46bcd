import { describe, expect, it } from "vitest";
import { lowerBound95 } from "../../../backend/evals/clopper-pearson.ts";

describe("one-sided lower bound of a share, 95 %", () => {
  it.each<[number, number, number]>([
    // All of n: the n-th root of .05.
    [20, 20, 0.05 ** (1 / 20)],
    [100, 100, 0.05 ** (1 / 100)],
    [1, 1, 0.05],
    // One hit of n: 1 - .95^(1/n).
    [1, 10, 1 - 0.95 ** (1 / 10)],
    [0, 10, 0],
    // R: binom.test(90, 100, alternative = "greater")
    [90, 100, 0.8363],
  ])("%i of %i", (hits, n, expected) => {
    expect(lowerBound95(hits, n)).toBeCloseTo(expected, 3);
  });

  it("says nothing of nothing", () => {
    expect(lowerBound95(0, 0)).toBeNaN();
  });
});
