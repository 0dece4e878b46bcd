import { expect, it } from "vitest";
import { deliveredPackOf } from "../../../backend/packs/delivered-pack.ts";
import { deliveredPack } from "../../../src/contracts/delivered-pack.ts";
import {
  isOff,
  SAFE_DEFAULT,
  type DeliveredPack,
} from "../../../src/domain/delivered-pack.ts";
import { tinyPack } from "../pipeline/tiny-pack.ts";

it("holds selectors, switches, the zone and what the guard needs, and nothing else of the release", () => {
  const delivered = deliveredPackOf({ number: 3, pack: tinyPack() });
  expect(Object.keys(delivered).sort()).toEqual([
    "flags",
    "guard",
    "releaseNumber",
    "selectors",
    "timeZone",
    "version",
  ]);
  expect(Object.keys(delivered.flags)).not.toContain("groups");
  expect(deliveredPack.parse(delivered)).toEqual(delivered);
});

it("has another version exactly when its content differs", () => {
  const one = deliveredPackOf({ number: 3, pack: tinyPack() });
  const moved = tinyPack({ selectors: { "zendesk.subject": [".subject"] } });
  expect(deliveredPackOf({ number: 3, pack: tinyPack() }).version).toBe(
    one.version,
  );
  expect(deliveredPackOf({ number: 3, pack: moved }).version).not.toBe(
    one.version,
  );
  const elsewhere = tinyPack({ timeZone: "America/New_York" });
  expect(deliveredPackOf({ number: 3, pack: elsewhere }).version).not.toBe(
    one.version,
  );
});

it("without a release moves nothing and switches nothing off", () => {
  expect(deliveredPackOf(null)).toMatchObject({
    releaseNumber: null,
    selectors: {},
    flags: { disabledAdapters: [], disabledFeatures: [] },
  });
});

const withFlags = (
  disabledFeatures: string[],
  disabledAdapters: string[] = [],
): DeliveredPack => ({
  ...deliveredPackOf(null),
  flags: { disabledAdapters, disabledFeatures },
});

it.each<[string, DeliveredPack, boolean, boolean]>([
  ["nothing", withFlags([]), false, false],
  ["the feature", withFlags(["insert"]), true, true],
  ["the feature in Zendesk", withFlags(["zendesk.insert"]), true, false],
  ["all of Zendesk", withFlags([], ["zendesk"]), true, false],
  ["another feature", withFlags(["draft"]), false, false],
  ["the safe default", SAFE_DEFAULT, true, true],
])("switches off insert by %s", (_name, pack, inZendesk, inIntercom) => {
  expect(isOff(pack, "insert", "zendesk")).toBe(inZendesk);
  expect(isOff(pack, "insert", "intercom")).toBe(inIntercom);
});
