import { expect, it } from "vitest";
import {
  anyOf,
  firstOf,
  rightOf,
  showFor,
} from "../../../backend/evals/similar.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";

it("heed eval similar: says what is shown for whom, and whether it asks the same", async () => {
  const shown = await showFor(
    [
      { text: "The lantern flickers at night", intent: "flicker" },
      { text: "Lantern flickers in the cold at night", intent: "cold" },
      { text: "Send me an invoice with a VAT number", intent: "invoice" },
    ],
    createHashingEmbedder(),
  );
  const own = await shown([
    { text: "My lantern flickers at night", intent: "flicker" },
    { text: "I need an invoice with the VAT number", intent: "refund" },
    { text: "Do you rent canoes?", intent: "rent" },
  ]);
  expect(own).toEqual([[true, false], [false], []]);
  expect(anyOf(own)).toBeCloseTo(2 / 3);
  expect(firstOf(own)).toBe(1 / 2);
  expect(rightOf(own)).toBeCloseTo(1 / 3);
});
