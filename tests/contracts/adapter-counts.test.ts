import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { adapterCountBatch } from "../../src/contracts/adapter-counts.ts";
import { exampleCount } from "../backend/examples.ts";

const parses = (...counts: object[]) =>
  adapterCountBatch.safeParse({ batchId: randomUUID(), counts }).success;

it.each<[string, object]>([
  ["a reading", {}],
  ["an insert", { kind: "insert", name: "not_taken" }],
  ["a verdict", { kind: "check", name: "partial" }],
  ["a part", { kind: "missing", name: "reply box that takes text" }],
  [
    "a later selector",
    { kind: "selector", name: "zendesk.composer", position: 1 },
  ],
])("takes %s", (_name, changes) => {
  expect(parses({ ...exampleCount(), ...changes })).toBe(true);
});

it.each<[string, object]>([
  ["a text beside the count", { text: "Where is my parcel?" }],
  ["a route that is none", { name: "scraped" }],
  ["a result that is none", { kind: "insert", name: "My card is blocked." }],
  ["a number in a part's name", { kind: "missing", name: "order 4711" }],
  ["an address in a part's name", { kind: "missing", name: "ada@example.com" }],
  ["a long part", { kind: "missing", name: "a".repeat(41) }],
  [
    "a sentence as a selector's key",
    { kind: "selector", name: "Where is it?", position: 1 },
  ],
  [
    "the first selector",
    { kind: "selector", name: "zendesk.composer", position: 0 },
  ],
  ["a position without a list", { position: 1 }],
  ["a day that is none", { day: "2026-02-30" }],
  ["another helpdesk", { helpdesk: "acme" }],
  ["a version with words", { extensionVersion: "0.1.0 of Dana" }],
  ["nothing", { n: 0 }],
  ["a part of one", { n: 0.5 }],
])("refuses %s", (_name, changes) => {
  expect(parses({ ...exampleCount(), ...changes })).toBe(false);
});

it("refuses the same thing twice in a batch, and an empty one", () => {
  expect(parses(exampleCount(), exampleCount({ n: 2 }))).toBe(false);
  expect(parses(exampleCount(), exampleCount({ name: "page" }))).toBe(true);
  expect(parses()).toBe(false);
});
