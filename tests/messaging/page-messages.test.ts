import "fake-indexeddb/auto";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { fakeBrowser } from "../background/fake-browser.ts";
import { panelRequest } from "../../src/messaging/panel-protocol.ts";
import { pageSender, PANEL_SENDER } from "../background/fake-browser.ts";
import { EVERY_COMMAND, REF, UUID } from "./every-command.ts";

const fake = vi.hoisted(() => ({ made: null as unknown }));
vi.mock("../../src/messaging/browser.ts", async () => {
  const { fakeBrowser: make } = await import("../background/fake-browser.ts");
  const made = make();
  fake.made = made;
  return {
    browser: made.browser,
    openPanelOnIconClick: async () => undefined,
    openSidePanel: () => undefined,
    openSidePanelForKeys: () => undefined,
    hideStorageFromContentScripts: async () => undefined,
  };
});

const fetched: string[] = [];
let browser: ReturnType<typeof fakeBrowser>;

beforeAll(async () => {
  vi.stubGlobal("chrome", { runtime: {} });
  vi.stubGlobal("fetch", async (url: unknown) => {
    fetched.push(String(url));
    throw new TypeError("no network in this test");
  });
  await import("../../src/background/index.ts");
  browser = fake.made as typeof browser;
});

beforeEach(() => {
  browser.areas.local.clear();
  browser.areas.local.set("credentials", {
    origin: "http://127.0.0.1:9",
    token: "secret",
    workspaceId: "w1",
    workspaceName: "Acme",
    memberName: "Sam",
    releaseNumber: 1,
  });
  fetched.length = 0;
  browser.told.length = 0;
});

/** Nothing that only the agent may cause has happened. */
function expectNoEffect() {
  expect(browser.areas.local.get("credentials")).toMatchObject({
    token: "secret",
    origin: "http://127.0.0.1:9",
  });
  expect(browser.areas.local.get("settings")).toBeUndefined();
  expect(
    browser.told.filter(({ command }) => command.type === "page.insert"),
  ).toEqual([]);
}

describe("a content script that commands", () => {
  it("can try every command there is", () => {
    const all = panelRequest.options.map(({ shape }) => shape.type.value);
    expect(new Set(EVERY_COMMAND.map(({ type }) => type))).toEqual(
      new Set(all),
    );
    for (const command of EVERY_COMMAND)
      expect(panelRequest.safeParse(command).error).toBeUndefined();
  });

  it.each(EVERY_COMMAND)("$type is not heard", async (command) => {
    expect(browser.deliver(command, pageSender(7))).toBeUndefined();
    expectNoEffect();
    expect(fetched).toEqual([]);
  });
});

describe("a panel that reports as if it were a page", () => {
  it("is not heard", () => {
    const message = {
      type: "page.state",
      state: { ticket: REF, composer: null },
    };
    expect(browser.deliver(message, PANEL_SENDER)).toBeUndefined();
  });
});

describe("a page that speaks for another", () => {
  it("of another account: no ticket is taken over", async () => {
    await browser.deliver(
      {
        type: "page.state",
        state: { ticket: { ...REF, accountKey: "other" }, composer: null },
      },
      pageSender(8),
    );
    expect(
      await browser.deliver({ type: "panel.view", tabId: 8 }, PANEL_SENDER),
    ).toMatchObject({ ok: true, value: { ref: null } });
  });

  it("for a ticket that is not in front of it: nothing is read", async () => {
    await browser.deliver(
      { type: "page.state", state: { ticket: REF, composer: null } },
      pageSender(7),
    );
    browser.told.length = 0;
    await browser.deliver(
      { type: "page.conversation-changed", ticket: { ...REF, ticketId: "2" } },
      pageSender(7),
    );
    await new Promise((next) => setTimeout(next, 50));
    expect(JSON.stringify(browser.told)).not.toMatch(
      /tickets\/2|"ticketId":"2"/,
    );
  });
});

describe("whatever a page sends", () => {
  const type = fc.constantFrom(
    "page.state",
    "page.conversation-changed",
    "page.send-pressed",
    "page.pasted",
    ...EVERY_COMMAND.map((command) => command.type),
    "push.view",
    "__proto__",
  );
  const ref = fc.oneof(
    fc.constant(REF),
    fc.record({
      helpdesk: fc.constantFrom("zendesk", "intercom", "x"),
      accountKey: fc.string(),
      ticketId: fc.oneof(fc.string(), fc.integer()),
    }),
    fc.anything(),
  );
  const shaped = fc.record(
    {
      type,
      ticket: ref,
      ref,
      state: fc.oneof(
        fc.record({
          ticket: fc.option(ref),
          composer: fc.oneof(
            fc.anything(),
            fc.record({
              ticketId: fc.string(),
              present: fc.boolean(),
              mode: fc.constantFrom("public", "internal", "unknown", "x"),
              text: fc.string(),
            }),
          ),
        }),
        fc.anything(),
      ),
      mode: fc.constantFrom("public", "internal", "unknown", "replace"),
      text: fc.oneof(fc.string(), fc.anything()),
      at: fc.oneof(
        fc.date().map((date) => String(date)),
        fc.string(),
      ),
      tabId: fc.integer(),
      suggestionId: fc.constantFrom(UUID, "x"),
      part: fc.constant("reply"),
      expectedText: fc.string(),
      ticked: fc.array(fc.string()),
    },
    { requiredKeys: ["type"] },
  );
  const disguised = fc
    .constantFrom(...EVERY_COMMAND)
    .chain((command) =>
      fc
        .dictionary(fc.string(), fc.anything())
        .map((more) => ({ ...more, ...command })),
    );
  const message = fc.oneof(
    { weight: 6, arbitrary: shaped },
    { weight: 2, arbitrary: disguised },
    { weight: 1, arbitrary: fc.anything() },
  );
  const runs = process.env.HEED_FULL ? 100_000 : 5000;

  it(
    `${runs} messages: no privileged effect, nothing thrown, no answer but "heard"`,
    { timeout: 300_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(message, async (sent) => {
          const answer = await browser.deliver(sent, pageSender(7));
          expect([undefined, true]).toContain(answer);
        }),
        { numRuns: runs },
      );
      expectNoEffect();
      expect(fetched).toEqual([]);
    },
  );

  it("a text too large is refused whole", () => {
    const text = "x".repeat(500_001);
    expect(
      browser.deliver(
        {
          type: "page.pasted",
          ticket: REF,
          text,
          at: "2026-11-24T08:00:00.000Z",
        },
        pageSender(7),
      ),
    ).toBeUndefined();
  });
});

/** Everybody but the script in the top frame of a helpdesk's tab, and our own pages. */
const STRANGERS: [string, object][] = [
  ["a frame in the helpdesk's page", { ...pageSender(7), frameId: 3 }],
  ["no tab", { ...pageSender(7), tab: undefined }],
  ["another extension", { ...pageSender(7), id: "other" }],
  [
    "another extension's panel",
    { id: "other", url: "chrome-extension://other/sidepanel.html" },
  ],
  [
    "another extension with our panel's address",
    { ...PANEL_SENDER, id: "other" },
  ],
  ["no extension", { ...PANEL_SENDER, id: undefined }],
  ["another site", { ...pageSender(7), url: "https://evil.example/agent/" }],
  [
    "a host that goes on",
    { ...pageSender(7), url: "https://acme.zendesk.com.evil.example/agent/1" },
  ],
  [
    "a page that looks like ours",
    { id: "heed", url: "chrome-extension://heed.evil.example/sidepanel.html" },
  ],
  ["an address that is none", { ...pageSender(7), url: "chrome-extension:" }],
];

describe("whoever else sends", () => {
  it.each(STRANGERS)(
    "%s: no message of any kind is heard",
    async (_name, sender) => {
      const reports = [
        { type: "page.state", state: { ticket: REF, composer: null } },
        { type: "page.conversation-changed", ticket: REF },
      ];
      for (const message of [...EVERY_COMMAND, ...reports])
        expect(await browser.deliver(message, sender)).toBeUndefined();
      expectNoEffect();
      expect(fetched).toEqual([]);
      expect(browser.told).toEqual([]);
    },
  );
});

describe("a panel request that is not one", () => {
  // As from a page of ours that an update left behind, or that was made to send what it should not.
  const broken = fc
    .tuple(fc.constantFrom(...EVERY_COMMAND), fc.nat(), fc.anything())
    .map(([command, at, value]) => {
      const keys = Object.keys(command);
      return { ...command, [keys[at % keys.length] ?? ""]: value };
    })
    .filter((sent) => !panelRequest.safeParse(sent).success);
  const runs = process.env.HEED_FULL ? 100_000 : 2000;

  it(
    `${runs} of them: none is heard, and none has an effect`,
    { timeout: 300_000 },
    () => {
      fc.assert(
        fc.property(fc.oneof(broken, fc.anything()), (sent) => {
          expect(browser.deliver(sent, PANEL_SENDER)).toBeUndefined();
        }),
        { numRuns: runs, seed: 20261124 },
      );
      expectNoEffect();
      expect(fetched).toEqual([]);
      expect(browser.told).toEqual([]);
    },
  );
});

describe("whatever a page answers", () => {
  const answer = fc.oneof(
    fc.anything(),
    fc.record({
      ok: fc.boolean(),
      status: fc.oneof(fc.integer(), fc.anything()),
      retryAfterSeconds: fc.option(fc.double()),
      body: fc.oneof(fc.string(), fc.json(), fc.anything()),
    }),
    fc.record({
      ticketId: fc.constant("1"),
      messages: fc.array(fc.anything()),
      missing: fc.anything(),
    }),
  );
  const runs = process.env.HEED_FULL ? 20_000 : 500;

  it(
    `${runs} answers: the view is still told, and nothing is sent`,
    { timeout: 300_000 },
    async () => {
      let ticketId = 0;
      await fc.assert(
        fc.asyncProperty(answer, async (said) => {
          browser.pagesAnswer(() => said);
          const ticket = { ...REF, ticketId: String(++ticketId) };
          const state = { ticket, composer: null };
          // The view asks for a reading; so does the new ticket.
          await browser.deliver({ type: "page.state", state }, pageSender(7));
          expect(
            await browser.deliver(
              { type: "panel.view", tabId: 7 },
              PANEL_SENDER,
            ),
          ).toMatchObject({
            ok: true,
            value: { ref: { ticketId: ticket.ticketId } },
          });
        }),
        { numRuns: runs, seed: 20261124 },
      );
      // The pages were asked indeed.
      expect(
        browser.told.filter(({ command }) => command.type === "page.get")
          .length,
      ).toBeGreaterThan(runs / 2);
      browser.pagesAnswer(() => undefined);
      expectNoEffect();
    },
  );
});
