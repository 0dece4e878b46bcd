import { describe, expect, it } from "vitest";
import { contentStems } from "../../../backend/retrieval/content-words.ts";
import { fuse } from "../../../backend/retrieval/fusion.ts";
import {
  buildLexicalIndex,
  lexicalScores,
  termWeight,
} from "../../../backend/retrieval/lexical-index.ts";
import { foreignAsks } from "../../../backend/retrieval/other-trades.ts";

describe("contentStems", () => {
  it.each<[string, string[]]>([
    ["Returned items are returning", ["return", "item", "return"]],
    ["When will my delivery be delivered?", ["deliver", "deliver"]],
    ["cancelled cancellation cancel", ["cancel", "cancel", "cancel"]],
    ["refunds refundable refunded", ["refund", "refund", "refund"]],
    ["I want my money back", ["refund"]],
    ["I would like to send it back", ["return"]],
    ["my flights, a flight", ["fly", "fly"]],
    ["Hi, please help me, thanks!", []],
    ["FH-90417 mia_li_3668 12 ⟦NAME_1⟧", ["fh"]],
    ["Ölfarbe für Füße", ["ölfarbe", "für", "füße"]],
  ])("%s", (text, stems) => {
    expect(contentStems(text)).toEqual(stems);
  });
});

describe("lexical index", () => {
  const index = buildLexicalIndex([
    { heading: "Returns", body: "You can return a tent." },
    { heading: "Delivery", body: "A tent arrives in 3 days." },
    { heading: "Warranty", body: "A seam that opens is covered." },
  ]);

  it("ranks rare words and headings above common ones", () => {
    const [returns, delivery, warranty] = lexicalScores(
      index,
      contentStems("return a tent"),
    );
    expect(returns).toBeGreaterThan(delivery ?? 0);
    expect(delivery).toBeGreaterThan(0);
    expect(warranty).toBe(0);
  });

  it("takes a word that nobody has as the most telling", () => {
    expect(termWeight(index, "zeppelin")).toBeGreaterThan(
      termWeight(index, "seam"),
    );
    expect(termWeight(index, "seam")).toBeGreaterThan(
      termWeight(index, "tent"),
    );
  });
});

describe("fuse", () => {
  it("puts first what both scorings rank high, and leaves out what none does", () => {
    const fused = fuse(
      [Float32Array.of(3, 2, 0, 0), Float32Array.of(1, 3, 2, 0)],
      [0, 1, 2, 3],
    );
    const order = [...fused].sort((a, b) => b[1] - a[1]).map(([at]) => at);
    expect(order).toEqual([1, 0, 2]);
  });
});

describe("other trades", () => {
  it("are left out when the pack speaks their language", () => {
    const shop = foreignAsks((word) => ["currency"].includes(word));
    const bank = foreignAsks((word) => ["atm", "pin", "debit"].includes(word));
    expect(shop).toContain("I forgot my PIN and need a new one");
    expect(bank).not.toContain("I forgot my PIN and need a new one");
    expect(bank).toContain("my phone has no signal abroad");
  });
});
