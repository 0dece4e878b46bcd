import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KnowledgeDocument } from "../../../src/domain/policy-pack.ts";
import { chunkDocument } from "../../../backend/knowledge/chunk.ts";
import type { Passage } from "../../../backend/knowledge/passage.ts";
import { addsNothing } from "../../../backend/retrieval/near-duplicate.ts";
import { article } from "../pipeline/tiny-pack.ts";

function passageOf(
  body: string,
  labels: Partial<KnowledgeDocument> = {},
): Passage {
  const [passage] = chunkDocument(
    article("rule", body, { title: "Returns", ...labels }),
  );
  if (!passage) throw new Error("no passage");
  return passage;
}

const RULE =
  "Unworn boots may go back to the shop in Oslo within 30 days of delivery. We pay the label GS-1234 and give back the price of 45 € on the card you paid with.";

describe("a passage that adds nothing to another", () => {
  it.each<[string, string, boolean]>([
    ["the same", RULE, true],
    ["other light words", RULE.replace("the price", "your price"), true],
    ["another inflection", RULE.replace("We pay", "We paid"), true],
    ["a word fewer", RULE.replace("Unworn ", ""), true],
    [
      "another punctuation and markup",
      RULE.replace("boots", "**boots**").replace(". We", " – we"),
      true,
    ],
    ["another duration", RULE.replace("30", "14"), false],
    ["another unit", RULE.replace("30 days", "30 weeks"), false],
    ["a duration in letters", RULE.replace("30", "thirty"), false],
    ["another amount", RULE.replace("45 €", "54 €"), false],
    ["another currency", RULE.replace("€", "$"), false],
    ["no amount", RULE.replace("of 45 € ", ""), false],
    ["another id", RULE.replace("GS-1234", "GS-1235"), false],
    ["another place", RULE.replace("Oslo", "Bergen"), false],
    ["no place", RULE.replace(" in Oslo", ""), false],
    ["a not more", RULE.replace("may go", "may not go"), false],
    ["somebody else pays", RULE.replace("We pay", "You pay"), false],
    ["a word of its own", RULE.replace("Unworn", "Worn"), false],
    ["a condition more", `${RULE} Only if they are clean.`, false],
    ["one sentence of two", RULE.replace(/We pay.*/, ""), false],
  ])("%s: %s", (_, text, expected) => {
    expect(addsNothing(passageOf(text), passageOf(RULE))).toBe(expected);
  });

  it.each<[string, string]>([
    ["a not", RULE.replace("may go", "may not go")],
    ["a condition", RULE.replace("of delivery", "of delivery if clean")],
    ["a date", RULE.replace("of delivery", "of delivery until March")],
    ["a number", RULE.replace("the card", "the 1 card")],
  ])("is none when the other has %s more", (_, kept) => {
    expect(addsNothing(passageOf(RULE), passageOf(kept))).toBe(false);
  });

  it("may be the shorter of the two, as long as they are nearly the same", () => {
    const more = RULE.replace("the shop", "the nearest shop");
    expect(addsNothing(passageOf(RULE), passageOf(more))).toBe(true);
    expect(addsNothing(passageOf(more), passageOf(RULE))).toBe(false);
  });

  it.each<[string, Partial<KnowledgeDocument>]>([
    ["readers", { audience: "internal" }],
    ["product", { product: "Kite" }],
    ["language", { locale: "de" }],
    ["heading", { title: "Returns from Norway" }],
  ])("is none for another %s", (_, labels) => {
    const [one, other] = [passageOf(RULE), passageOf(RULE, labels)];
    expect(addsNothing(other, one)).toBe(false);
    expect(addsNothing(one, other)).toBe(false);
  });

  it("is never one with another number, wherever it stands and however it is written", () => {
    const word = fc.constantFrom(
      ..."boots tent shop parcel label price card delivery refund order the your".split(
        " ",
      ),
    );
    const number = fc.oneof(
      fc.nat().map(String),
      fc.nat(9_999_999).map((value) => value.toLocaleString("en")),
      fc.nat(99_999).map((value) => `GS-${value}`),
      fc.nat(99_999).map((value) => `${(value / 100).toFixed(2)} €`),
      fc.nat(30).map((value) => `2026-11-${value + 1}`),
      fc.constantFrom("two", "thirty", "twenty-one", "dozen"),
    );
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 20, maxLength: 60 }),
        fc.array(number, { minLength: 1, maxLength: 4 }),
        fc.nat(60),
        number,
        (words, numbers, place, another) => {
          const changed = place % numbers.length;
          fc.pre(numbers[changed] !== another);
          const textOf = (values: string[]) =>
            [
              ...words.slice(0, place),
              ...values,
              ...words.slice(place),
              "boots",
            ].join(" ");
          const one = passageOf(textOf(numbers));
          const other = passageOf(textOf(numbers.with(changed, another)));
          const without = passageOf(textOf(numbers.toSpliced(changed, 1)));
          expect(addsNothing(one, passageOf(textOf(numbers)))).toBe(true);
          expect(addsNothing(one, other)).toBe(false);
          expect(addsNothing(other, one)).toBe(false);
          expect(addsNothing(without, one)).toBe(false);
          expect(addsNothing(one, without)).toBe(false);
        },
      ),
    );
  });
});
