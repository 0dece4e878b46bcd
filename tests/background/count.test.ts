import { expect, it, vi } from "vitest";
import { adapterCountBatch } from "../../src/contracts/adapter-counts.ts";
import type { PageHealth } from "../../src/messaging/page-protocol.ts";
import { INTERCOM_NEEDS } from "../../src/adapters/intercom/needs.ts";
import { ZENDESK_NEEDS } from "../../src/adapters/zendesk/needs.ts";
import { exampleCount, exampleTicket } from "../backend/examples.ts";

vi.mock("../../src/messaging/browser.ts", async () => {
  const { fakeBrowser } = await import("./fake-browser.ts");
  return { browser: fakeBrowser().browser };
});
const { checkOf, readingOf } = await import("../../src/background/count.ts");

const health = (changes: Partial<PageHealth>): PageHealth => ({
  state: "partial",
  missing: [],
  mayInsert: true,
  mayNotice: true,
  routes: {},
  ...changes,
});

it("names the route of a reading", () => {
  const partial = { completeness: "partial" } as const;
  const intercom = { helpdesk: "intercom" } as const;
  const routes = [
    exampleTicket(),
    exampleTicket(partial),
    exampleTicket(intercom),
    exampleTicket({ ...intercom, ...partial }),
    null,
  ].map((ticket) => readingOf(ticket).name);
  expect(routes).toEqual(["api", "page", "backend", "page", "none"]);
});

it("counts what a check names, and lists that needed more than their first selector", () => {
  expect(
    checkOf(
      "zendesk",
      health({
        missing: ["reply box", "subject"],
        routes: { "zendesk.composer": 2, "zendesk.subject": 0 },
      }),
    ),
  ).toEqual([
    { kind: "check", name: "partial" },
    { kind: "missing", name: "reply box" },
    { kind: "missing", name: "subject" },
    { kind: "selector", name: "zendesk.composer", position: 2 },
  ]);
});

it("takes no words from a page that is hostile", () => {
  const counted = checkOf(
    "zendesk",
    health({
      missing: ["my dog is called rex", "where is my order", "subject"],
      routes: { "where.is": 1, "zendesk.composer": 100 },
    }),
  );
  expect(counted).toEqual([
    { kind: "check", name: "partial" },
    { kind: "missing", name: "something else" },
    { kind: "missing", name: "subject" },
    { kind: "selector", name: "zendesk.composer", position: 20 },
  ]);
});

it.each([
  ["zendesk", ZENDESK_NEEDS],
  ["intercom", INTERCOM_NEEDS],
] as const)("the backend takes every name that %s can give", (name, needs) => {
  const counted = checkOf(
    name,
    health({
      missing: [
        ...needs.map(({ part }) => part),
        "ticket",
        "reply or note",
        "reply box that takes text",
        "no part of ours",
      ],
      routes: Object.fromEntries(needs.map(({ key }) => [key, 1])),
    }),
  );
  expect(
    counted.filter((it) => it.kind === "missing" && /else/.test(it.name)),
  ).toHaveLength(1);
  const counts = counted.map((it) => ({ ...exampleCount(), ...it }));
  const batchId = "00000000-0000-4000-8000-000000000001";
  expect(adapterCountBatch.safeParse({ batchId, counts }).error).toBe(
    undefined,
  );
});
