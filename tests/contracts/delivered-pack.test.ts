import { expect, it } from "vitest";
import { deliveredPack } from "../../src/contracts/delivered-pack.ts";

const pack = (selectors: object, disabledFeatures: string[] = []) => ({
  version: "1",
  releaseNumber: 1,
  selectors,
  flags: { disabledAdapters: [], disabledFeatures },
});
const parses = (value: unknown) => deliveredPack.safeParse(value).success;

it.each<[string, object]>([
  ["an attribute", { "zendesk.composer": ['[data-test-id="reply"]'] }],
  ["a placeholder", { "zendesk.activeLayout": ['[data-id="{ticketId}"]'] }],
  ["a path", { "zendesk.time": ["article > time[datetime]"] }],
  ["a negation", { "zendesk.submit": ["button:not(.menu)"] }],
  ["an attribute's name", { "zendesk.channelAttribute": ["data-v2-channel"] }],
])("takes %s", (_name, selectors) => {
  expect(parses(pack(selectors))).toBe(true);
});

it.each<[string, object]>([
  ["a key that is none", { "zendesk.password": ["input"] }],
  ["markup", { "zendesk.composer": ["<img onerror=alert(1)>"] }],
  ["a step", { "zendesk.composer": ["click(#send)"] }],
  ["a costly :has()", { "zendesk.composer": ["div:has(div:has(p))"] }],
  ["a rule", { "zendesk.composer": ["a{background:red}"] }],
  ["a list of selectors", { "zendesk.composer": ["a, b"] }],
  ["an open bracket", { "zendesk.composer": ['[data-x="1"'] }],
  ["a comment", { "zendesk.composer": ["a/**/b"] }],
  ["nothing", { "zendesk.composer": [] }],
  ["eleven tries", { "zendesk.composer": Array(11).fill("p") }],
  ["a very long one", { "zendesk.composer": [`.${"x".repeat(300)}`] }],
  ["a listener as an attribute", { "zendesk.channelAttribute": ["on click"] }],
])("refuses %s", (_name, selectors) => {
  expect(parses(pack(selectors))).toBe(false);
});

it.each([
  ["insert", true],
  ["zendesk.insert", true],
  ["intercom.draft", true],
  ["inserts", false],
  ["insert.zendesk", false],
])("a switch named %s: %s", (name, isTaken) => {
  expect(parses(pack({}, [name]))).toBe(isTaken);
});

it.each([
  ["a zone", "Europe/Berlin", "Europe/Berlin"],
  ["none", null, null],
  ["nothing said, as an older backend does", undefined, null],
  ["one that this browser does not know", "Mars/Olympus", null],
])("of the time zone takes %s", (_name, timeZone, taken) => {
  expect(deliveredPack.parse({ ...pack({}), timeZone }).timeZone).toBe(taken);
});
