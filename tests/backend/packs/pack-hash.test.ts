import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canonicalJson,
  hashOf,
  hashPack,
} from "../../../backend/packs/pack-hash.ts";
import { parsePack } from "../../../backend/packs/parse-pack.ts";
import type { PolicyPack } from "../../../src/domain/policy-pack.ts";
import { SMALL, smallPack } from "./small-pack.ts";

function packOf(changes: Record<string, string> = {}): PolicyPack {
  const reading = parsePack(smallPack(changes));
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return reading.pack;
}

const before = hashPack(packOf(), "b");
const changed = (pack: PolicyPack, behaviour = "b") => {
  const after = hashPack(pack, behaviour);
  return (["knowledge", "workflow", "behaviour"] as const).filter(
    (part) => after[part] !== before[part],
  );
};
const edit = (file: keyof typeof SMALL, from: string, to: string) =>
  packOf({ [file]: SMALL[file].replace(from, to) });

describe("what changes which part of a release", () => {
  it.each<[string, PolicyPack, string[]]>([
    ["nothing", packOf(), []],
    [
      "the text of an article: knowledge",
      edit("knowledge/returns.md", "30 days", "45 days"),
      ["knowledge"],
    ],
    [
      "a date of an article: knowledge",
      edit("knowledge/returns.md", "09-01", "09-02"),
      ["knowledge"],
    ],
    [
      "a notice: knowledge",
      edit("notices/snow.md", "2 days", "3 days"),
      ["knowledge"],
    ],
    [
      "the risk of an intent: workflow",
      edit("intents.yaml", "low", "medium"),
      ["workflow"],
    ],
    [
      "a template: workflow",
      edit("templates/thanks.md", "Thank you", "Thanks"),
      ["workflow"],
    ],
    [
      "a threshold: workflow",
      edit("thresholds.yaml", "0.45", "0.5"),
      ["workflow"],
    ],
    [
      "a field: workflow",
      edit("fields.yaml", "Order", "Order number"),
      ["workflow"],
    ],
    ["the tone: workflow", edit("tone.yaml", "Plain", "Warm"), ["workflow"]],
    [
      "a guardrail: workflow",
      edit("guardrails.yaml", "[refund]", "[refund, money]"),
      ["workflow"],
    ],
    [
      "a kill switch: workflow",
      packOf({ "flags.yaml": "disabledAdapters: [zendesk]" }),
      ["workflow"],
    ],
    [
      "a selector: workflow",
      packOf({ "selectors.yaml": "zendesk.time: [time]" }),
      ["workflow"],
    ],
    [
      "the languages: workflow",
      edit("pack.yaml", "[en]", "[en, de]"),
      ["workflow"],
    ],
    [
      "the name and owner of the pack: nothing",
      edit("pack.yaml", "Ada, Support", "Bob, Support"),
      [],
    ],
  ])("%s", (_, pack, parts) => {
    expect(changed(pack)).toEqual(parts);
  });

  it("the behaviour's hash is passed on as it is given", () => {
    expect(hashPack(packOf(), "other").behaviour).toBe("other");
    expect(changed(packOf(), "other")).toEqual(["behaviour"]);
  });

  it("the order of files means nothing", () => {
    const pack = packOf({
      "knowledge/second.md": SMALL["knowledge/returns.md"],
    });
    const turned = { ...pack, knowledge: [...pack.knowledge].reverse() };
    expect(hashPack(turned, "b")).toEqual(hashPack(pack, "b"));
  });
});

describe("canonical JSON", () => {
  it("sorts keys by code unit, at every depth, and keeps the order of lists", () => {
    expect(
      canonicalJson({ b: [{ z: 1, a: "é" }, null], a: true, B: 1.5 }),
    ).toBe('{"B":1.5,"a":true,"b":[{"a":"é","z":1},null]}');
  });

  it("is JSON of the same value, whatever the order of keys", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(
          canonicalJson(value),
        );
      }),
    );
  });

  it("hashes to SHA-256 in hex", () => {
    expect(hashOf({})).toBe(
      "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    );
  });

  it("refuses what JSON cannot say", () => {
    expect(() => canonicalJson(() => 1)).toThrow(TypeError);
  });
});
