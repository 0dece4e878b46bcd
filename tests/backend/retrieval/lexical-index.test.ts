import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunkDocument } from "../../../backend/knowledge/chunk.ts";
import { contentStems } from "../../../backend/retrieval/content-words.ts";
import { fuse } from "../../../backend/retrieval/fusion.ts";
import {
  buildLexicalIndex,
  lexicalScores,
  termWeight,
} from "../../../backend/retrieval/lexical-index.ts";
import { inOrder } from "../../../backend/retrieval/in-order.ts";
import { queryTerms } from "../../../backend/retrieval/query-terms.ts";
import { respelled } from "../../../backend/retrieval/respelled.ts";
import {
  likelyMeant,
  slipsBetween,
} from "../../../backend/retrieval/spelling.ts";
import { usefulnessFor } from "../../../backend/retrieval/usefulness.ts";
import { foreignAsks } from "../../../backend/retrieval/other-trades.ts";
import { article } from "../pipeline/tiny-pack.ts";

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
      queryTerms("return a tent"),
      { places: [0, 1, 2], mask: Uint8Array.of(1, 1, 1) },
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
      Float32Array.of(3, 2.9, 0, 0),
      Float32Array.of(0.1, 0.9, 0.2, 0),
      [0, 1, 2, 3],
    );
    expect([...fused.keys()]).toEqual([1, 0, 2]);
  });

  it("by words alone where meaning has no share", () => {
    const fused = fuse(
      Float32Array.of(3, 2.9, 0),
      Float32Array.of(0.1, 0.9, 0.2),
      [0, 1, 2],
      { semanticShare: 0 },
    );
    expect([...fused.keys()]).toEqual([0, 1, 2]);
  });
});

describe("lexical index, filtered", () => {
  it("counts how telling a word is among what is allowed", () => {
    const versions = buildLexicalIndex(
      Array.from({ length: 20 }, (_, at) => ({
        heading: "",
        body: at < 18 ? "refund of a tent" : "a tent is a tent",
      })),
    );
    const scores = lexicalScores(versions, queryTerms("refund tent"), {
      places: [17, 18, 19],
      mask: new Uint8Array(20).fill(1, 17),
    });
    expect(scores[17]).toBeGreaterThan(scores[18] ?? 0);
    expect(scores[0]).toBe(0);
  });
});

describe("queryTerms", () => {
  it("counts what comes back for more, and ever less so", () => {
    const terms = queryTerms("tent. A tent! tents, stove");
    expect(terms.get("stov")).toBe(1);
    expect(terms.get("tent")).toBeCloseTo((3 * 7) / 9);
    expect(queryTerms("tent ".repeat(1000)).get("tent")).toBeLessThan(7);
  });
});

describe("words with a slip", () => {
  const { spelling } = buildLexicalIndex([
    { heading: "", body: "refund delivery exchange tent exchanged" },
    { heading: "", body: "warranty barrier carrier courier carrier" },
  ]);
  const meant = (word: string) => likelyMeant(spelling, word, () => 1);

  it.each<[string, string, string | null]>([
    ["two letters exchanged", "refnud", "refund"],
    ["one left out", "exchng", "exchang"],
    ["one too many", "warrranti", "warranti"],
    ["another letter", "refumd", "refund"],
    ["two slips of a word of seven letters", "waranzi", null],
    ["another first letter is another word", "tefund", null],
    ["a short word has too many neighbours", "tant", null],
    ["nothing is near", "zeppelin", null],
  ])("%s", (_, word, known) => {
    expect(meant(word)).toBe(known);
  });

  it("of two words equally near the commoner is meant", () => {
    const { spelling: near } = buildLexicalIndex([
      { heading: "", body: "blanket blasket" },
    ]);
    const often = (word: string) => (word === "blasket" ? 2 : 1);
    expect(likelyMeant(near, "blagket", often)).toBe("blasket");
  });

  it("counts slips as the plain table does", () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 }),
        fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 }),
        (a, b) => {
          expect(slipsBetween(a, b, Infinity)).toBe(
            slipsBetween(b, a, Infinity),
          );
          expect(slipsBetween(a, b, Infinity)).toBeLessThanOrEqual(
            Math.max(a.length, b.length),
          );
          expect(slipsBetween(a, b, 1) <= 1).toBe(
            slipsBetween(a, b, Infinity) <= 1,
          );
        },
      ),
    ));

  it("find what they were meant for, and change nothing of a question without slips", () => {
    const knowledge = buildLexicalIndex([
      { heading: "", body: "a refund takes a week" },
      { heading: "", body: "delivery takes a week" },
    ]);
    const query = {
      variants: [],
      scope: { margin: 0, weakestMargin: 0, foreign: 0 },
      topic: null,
    };
    const terms = queryTerms("refnud week");
    expect([...respelled(knowledge, { ...query, terms }).terms.keys()]).toEqual(
      ["refund", "week"],
    );
    const right = queryTerms("delivery of a zeppelin");
    expect(respelled(knowledge, { ...query, terms: right }).terms).toEqual(
      right,
    );
  });
});

describe("inOrder", () => {
  const [passage] = chunkDocument(article("a", "A tent."));
  if (!passage) throw new Error("There is no passage.");
  const of = (documentId: string) => ({ ...passage, documentId });

  it("puts the document first whose passages all speak to it, and each document once before any comes again", () => {
    const passages = [of("a"), of("b"), of("b"), of("c")];
    const relevance = new Map([
      [0, 1],
      [1, 0.9],
      [2, 0.8],
      [3, 0.7],
    ]);
    expect(inOrder(passages, relevance)).toEqual([1, 0, 3, 2]);
  });
});

describe("usefulness", () => {
  const [passage] = chunkDocument(article("a", "A tent."));
  if (!passage) throw new Error("There is no passage.");

  it.each<[string, number, string | null, number]>([
    ["useful for this intent", 1.5, "return", 1.5],
    ["for another intent nothing is known", 1.5, "warranty", 1],
    ["no intent, no experience", 1.5, null, 1],
    ["nothing vanishes", 0, "return", 0.5],
    ["nothing drowns the others", 99, "return", 2],
    ["what is no number counts for nothing", NaN, "return", 1],
  ])("%s", (_, learned, intentId, factor) => {
    const table = new Map([["return", new Map([["a", learned]])]]);
    expect(usefulnessFor(table, intentId)(passage)).toBe(factor);
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
