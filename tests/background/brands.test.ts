import "fake-indexeddb/auto";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import type {
  PanelRequest,
  TabView,
} from "../../src/messaging/panel-protocol.ts";
import { PANEL_SENDER, type fakeBrowser } from "./fake-browser.ts";

/** Zendesk on a company's own host: a helpdesk only while the person has added it and the browser allows it. */
const fake = vi.hoisted(() => ({ made: null as unknown }));
vi.mock("../../src/messaging/browser.ts", async () => {
  const { fakeBrowser: make } = await import("./fake-browser.ts");
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

const HOST = "support.example.com";
const TAB = 7;
const STATE = {
  type: "page.state",
  state: {
    ticket: { helpdesk: "zendesk", accountKey: HOST, ticketId: "1" },
    composer: { ticketId: "1", present: true, mode: "public", text: "" },
  },
};
let browser: ReturnType<typeof fakeBrowser>;

beforeAll(async () => {
  vi.stubGlobal("chrome", { runtime: {} });
  vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux)" });
  await import("../../src/background/index.ts");
  browser = fake.made as typeof browser;
});
beforeEach(async () => {
  browser.denied.clear();
  await ask({ type: "options.remove-brand", host: HOST });
  browser.denied.clear();
});

const ask = async (request: PanelRequest) =>
  (await browser.deliver(request, PANEL_SENDER)) as {
    ok: boolean;
    value: unknown;
    message?: string;
  };
const add = (address = HOST) => ask({ type: "options.add-brand", address });
const brands = async () =>
  (
    (await ask({ type: "options.settings" })).value as {
      brands: { host: string; isAllowed: boolean }[];
    }
  ).brands;
/** As the browser says who speaks. */
const say = (message: unknown, host = HOST) =>
  browser.deliver(message, {
    id: "heed",
    url: `https://${host}/agent/tickets/1`,
    frameId: 0,
    tab: { id: TAB },
  }) as Promise<unknown> | undefined;
const refInTab = async () =>
  ((await ask({ type: "panel.view", tabId: TAB })).value as TabView).ref;
const runsAt = () => [...browser.scripts.values()].flatMap((it) => it.matches);

it("a host that nobody added is not heard, whatever it says", async () => {
  expect(await say(STATE)).toBeUndefined();
  expect(await refInTab()).toBeNull();
  expect(runsAt()).toEqual([]);
});

it("an added host gets the script in its workspace alone, and is heard under its own name", async () => {
  expect(await add()).toEqual({
    ok: true,
    value: [{ host: HOST, isAllowed: true }],
  });
  expect(runsAt()).toEqual([`https://${HOST}/agent/*`]);
  expect(await say(STATE)).toBe(true);
  expect(await refInTab()).toEqual(STATE.state.ticket);
});

it("one host does not speak for another, nor for an account of Zendesk's own", async () => {
  await add();
  await say({ type: "page.state", state: { ticket: null, composer: null } });
  for (const accountKey of ["acme", "help.example.org"])
    await say({
      type: "page.state",
      state: {
        ticket: { helpdesk: "zendesk", accountKey, ticketId: "1" },
        composer: null,
      },
    });
  expect(await refInTab()).toBeNull();
  expect(await say(STATE, "help.example.org")).toBeUndefined();
});

it("a removed host is forgotten at once: its permission, its script, its tabs", async () => {
  await add();
  await say(STATE);
  expect(await ask({ type: "options.remove-brand", host: HOST })).toEqual({
    ok: true,
    value: [],
  });
  expect(browser.denied).toContain(`https://${HOST}/*`);
  expect(runsAt()).toEqual([]);
  expect(await say(STATE)).toBeUndefined();
  expect(await refInTab()).toBeNull();
});

it("a permission taken back in the browser silences the host, and the settings say so", async () => {
  await add();
  await say(STATE);
  await browser.browser.permissions.remove({ origins: [`https://${HOST}/*`] });
  await vi.waitFor(() => expect(runsAt()).toEqual([]));
  expect(await say(STATE)).toBeUndefined();
  expect(await refInTab()).toBeNull();
  expect(await brands()).toEqual([{ host: HOST, isAllowed: false }]);
});

it.each([
  [HOST, "The browser has not allowed Heed at support.example.com."],
  ["acme.zendesk.com", "Heed works at acme.zendesk.com already."],
  ["http://support.example.com", "must begin with https://"],
  ["localhost", "not a host with a name of its own"],
])("%s is refused in words that say what to do", async (typed, said) => {
  browser.denied.add(`https://${HOST}/*`);
  const answer = await add(typed);
  expect(answer.ok).toBe(false);
  expect(answer.message).toContain(said);
  expect(await brands()).toEqual([]);
});

it("the list survives the worker, and the script is registered again when the browser has lost it", async () => {
  await add();
  // Another worker, over what this one has stored.
  vi.resetModules();
  const { registerBrands } = await import("../../src/background/brands.ts");
  const last = fake.made as typeof browser;
  last.areas.local.set("brands", browser.areas.local.get("brands"));
  await registerBrands();
  expect([...last.scripts.values()].flatMap((it) => it.matches)).toEqual([
    `https://${HOST}/agent/*`,
  ]);
});

it("a script of an earlier version, whose files are gone, gives way to today's", async () => {
  await add();
  const [script] = browser.scripts.values();
  if (!script) throw new Error("no script is registered");
  const today = script.js;
  browser.scripts.set(script.id, { ...script, js: ["zendesk.0ld.js"] });
  await ask({ type: "options.add-brand", address: HOST });
  expect([...browser.scripts.values()].map(({ js }) => js)).toEqual([today]);
});
