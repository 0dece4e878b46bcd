import { describe, expect, it } from "vitest";
import { DEFAULT_THRESHOLDS } from "../../../backend/packs/default-thresholds.ts";
import { readPack } from "../../../backend/packs/read-pack.ts";
import type {
  KnowledgeDocument,
  PolicyPack,
} from "../../../src/domain/policy-pack.ts";

const TODAY = "2026-11-24T09:00:00.000Z";
const reading = readPack("assets/sample-pack");
const pack = reading.ok ? reading.pack : (null as never);

const isExpired = (document: KnowledgeDocument) =>
  document.effectiveUntil !== null && document.effectiveUntil <= TODAY;
const inForce = (document: KnowledgeDocument) =>
  (document.effectiveFrom ?? TODAY) <= TODAY && !isExpired(document);

describe("the sample pack", () => {
  it("reads without errors", () => {
    expect(reading.ok ? [] : reading.errors).toEqual([]);
  });

  it.each<[string, (pack: PolicyPack) => number, number]>([
    ["25 articles", ({ knowledge }) => knowledge.length, 25],
    [
      "3 of them internal",
      ({ knowledge }) =>
        knowledge.filter(({ audience }) => audience === "internal").length,
      3,
    ],
    [
      "2 of them expired",
      ({ knowledge }) => knowledge.filter(isExpired).length,
      2,
    ],
    [
      "all others in force today",
      ({ knowledge }) => knowledge.filter(inForce).length,
      23,
    ],
    [
      "2 notices, both in force today",
      ({ notices }) =>
        notices.filter((n) => n.from <= TODAY && TODAY < n.until).length,
      2,
    ],
    [
      "7 low-risk intents",
      ({ intents }) => intents.filter(({ risk }) => risk === "low").length,
      7,
    ],
    [
      "4 medium-risk intents",
      ({ intents }) => intents.filter(({ risk }) => risk === "medium").length,
      4,
    ],
    [
      "3 high-risk intents",
      ({ intents }) => intents.filter(({ risk }) => risk === "high").length,
      3,
    ],
    ["8 templates", ({ templates }) => templates.length, 8],
    ["8 fields", ({ fields }) => fields.length, 8],
    ["4 commitments", ({ guardrails }) => guardrails.commitments.length, 4],
  ])("has %s", (_, count, expected) => {
    expect(count(pack)).toBe(expected);
  });

  it("says the default thresholds, or both change", () => {
    expect(pack.thresholds).toEqual(DEFAULT_THRESHOLDS);
  });

  it("has an approved acknowledgement for every high-risk intent, and for no other", () => {
    for (const { risk, acknowledgementId } of pack.intents)
      expect(acknowledgementId !== null).toBe(risk === "high");
    const acknowledgements = pack.templates.filter(({ templateId }) =>
      templateId.startsWith("acknowledge-"),
    );
    expect(acknowledgements.map(({ audience }) => audience)).toEqual([
      "public",
      "public",
      "public",
    ]);
  });

  it("has 5 to 8 example phrasings for each intent, and none twice", () => {
    for (const { examples } of pack.intents) {
      expect(examples.length).toBeGreaterThanOrEqual(5);
      expect(examples.length).toBeLessThanOrEqual(8);
    }
    const all = pack.intents.flatMap(({ examples }) => examples);
    expect(new Set(all).size).toBe(all.length);
  });

  it("has a version in force, with other numbers, for every article that expired", () => {
    for (const old of pack.knowledge.filter(isExpired)) {
      const successor = pack.knowledge.find(
        (one) => one.title === old.title && inForce(one),
      );
      expect(successor?.effectiveFrom).toBe(old.effectiveUntil);
      expect(successor?.body.match(/\d+ (?:days|years)/)?.[0]).not.toBe(
        old.body.match(/\d+ (?:days|years)/)?.[0],
      );
    }
  });

  it("finds its own examples with the patterns of its fields", () => {
    for (const { pattern, enum: values, examples } of pack.fields) {
      for (const example of examples) {
        // "Bought on" is only a purchase date behind a word that says so.
        const text = `I bought it on ${example} from you.`;
        const match =
          pattern === null ? null : new RegExp(pattern, "u").exec(text);
        expect(
          match?.[1] ?? match?.[0] ?? values.find((value) => value === example),
        ).toBe(example);
      }
    }
  });
});

describe.each(
  pack.knowledge.map((document) => [document.documentId, document] as const),
)("article %s", (_, document) => {
  it("is 80 to 220 words under headings, with an owner and a team", () => {
    const words = document.body.split(/\s+/).length;
    expect(words).toBeGreaterThanOrEqual(80);
    expect(words).toBeLessThanOrEqual(220);
    expect(document.body).toMatch(/^## /m);
    expect(document.owner).toMatch(/^\p{Lu}\p{L}+ \p{Lu}\p{L}+, \p{Lu}/u);
  });

  it("is made of sentences that can stand alone in a reply", () => {
    const lines = document.body
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("## "));
    for (const line of lines.map((text) => text.replace(/^- /, ""))) {
      expect(line).toMatch(/^[\p{Lu}].*[.]$/u);
      expect(line).not.toMatch(
        /^(?:It|This|These|They|Otherwise|However|Also|Then)\b/,
      );
    }
  });

  it("makes no commitment that the guardrails do not let it make", () => {
    if (document.audience === "internal" || !inForce(document)) return;
    for (const { commitmentId, words, documents } of pack.guardrails
      .commitments) {
      const made = words.filter((word) =>
        new RegExp(`\\b${word}\\b`, "i").test(document.body),
      );
      if (!documents.includes(document.documentId))
        expect([commitmentId, made]).toEqual([commitmentId, []]);
    }
  });
});
