import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDesk, ticketOf, type AgentDesk } from "./agent-desk.ts";
import type { SidePanel } from "./extension.ts";
import { composerText, submit, typeInComposer } from "./helpdesk-page.ts";
import { COUNT_LOOKS, watchWorlds } from "./page-worlds.ts";
import { reject } from "./panel-page.ts";
import { storedTexts } from "./stored-texts.ts";

/** The life of the extension in Chromium: two windows, a worker that sleeps, an update, signing out. */
const NEXT_VERSION = "99.0.0";
const OWN = "I have looked into this myself.";

let desk: AgentDesk;
/** Tickets 1 and 3 in two tabs of one window, ticket 2 in another window; and both windows' side panels. */
let pages: Record<1 | 2 | 3, Page>;
let left: SidePanel;
let right: SidePanel;

beforeAll(async () => {
  desk = await openDesk(
    [1, 2, 3].map((id) => ticketOf(id, `Where is my parcel ${id}?`)),
    1,
  );
  const { browser, zendesk, helpdesk, hand, tabId } = desk;
  const { context } = browser;
  context.setDefaultTimeout(10_000);
  // Before there is a second window: a new tab opens in the one that was opened last.
  const third = await context.newPage();
  await third.goto(zendesk.ticketUrl(3));
  const opened = context.waitForEvent("page");
  const windowId = await hand.evaluate(
    async (url) => (await chrome.windows.create({ url }))?.id,
    zendesk.ticketUrl(2),
  );
  if (windowId === undefined) throw new Error("no second window");
  pages = { 1: helpdesk, 2: await opened, 3: third };
  for (const page of Object.values(pages))
    await page.waitForFunction(() => "__sandbox" in window);
  const { windowId: first } = await hand.evaluate(
    (id) => chrome.tabs.get(id),
    tabId,
  );
  left = await browser.openSidePanelOf(first);
  right = await browser.openSidePanelOf(windowId);
  await helpdesk.bringToFront();
});
afterAll(() => desk?.close());

const shows = (panel: SidePanel, ticketId: number) =>
  expect
    .poll(() => panel.evaluate<string>("document.body.innerText"), {
      timeout: 10_000,
    })
    .toMatch(
      new RegExp(
        `ticket ${ticketId}\\n[^]*this answers ticket ${ticketId}\\.[^]*(?:Insert (?:reply|again)|Undo)`,
      ),
    );
const click = (panel: SidePanel, name: string) =>
  expect
    .poll(() =>
      panel.evaluate<boolean>(
        `[...document.querySelectorAll("button, [role=option]")].some((it) => it.innerText.includes("${name}") && (it.click(), true))`,
      ),
    )
    .toBe(true);
const inserted = (...each: string[][]) =>
  expect
    .poll(
      async () => {
        const texts = await Promise.all(
          ([1, 2, 3] as const).map((id) => composerText(pages[id], id)),
        );
        return texts.map((it) => it.match(/this answers ticket \d/g) ?? []);
      },
      { timeout: 5000 },
    )
    .toEqual(each.map((all) => all.map((id) => `this answers ticket ${id}`)));

it("two windows: each side panel shows and inserts into its own window's active tab, and follows it", async () => {
  await shows(left, 1);
  await shows(right, 2);
  await click(right, "Insert reply");
  await inserted([], ["2"], []);
  await click(left, "Insert reply");
  await inserted(["1"], ["2"], []);
  await pages[3].bringToFront();
  await shows(left, 3);
  await shows(right, 2);
});

it("the worker asleep: the panel, the page and the alarm each wake it, and what waits is delivered", async () => {
  const { browser, backend } = desk;
  const wakes = () =>
    expect.poll(() => browser.currentWorker() !== undefined).toBe(true);
  await browser.stopWorker();
  // A key from anywhere cannot be pressed here: Chrome takes it before any page. In Firefox it can.
  await click(left, "Insert reply");
  await inserted(["1"], ["2"], ["3"]);

  await browser.stopWorker();
  await pages[1].bringToFront();
  await shows(left, 1);

  await browser.stopWorker();
  await typeInComposer(pages[1], 1, ` ${OWN}`);
  await wakes();
  await desk.viewWhen(({ composer }) => composer?.text.includes(OWN) ?? false);

  backend.levers.status = 503;
  await click(left, "Reject");
  await click(left, "Fact is wrong");
  await desk.viewWhen(({ signalsWaiting }) => signalsWaiting > 0);
  const before = backend.stored.length;
  await desk.hand.evaluate(() =>
    chrome.alarms.create("heed-tick", {
      when: Date.now() + 1500,
      periodInMinutes: 0.5,
    }),
  );
  await browser.stopWorker();
  expect(backend.stored).toHaveLength(before);
  // There again while nobody of ours is awake to notice.
  backend.levers.status = null;
  await expect
    .poll(() => backend.stored.length, { timeout: 5000 })
    .toBeGreaterThan(before);
  expect(backend.stored.at(-1)?.outcome.kind).toBe("rejected");
});

it("a script put into a page that has one takes over from it: nothing is listened to twice", async () => {
  const worlds = await watchWorlds(pages[1], desk.browser.extensionId);
  const [only] = worlds.ids();
  if (only === undefined) throw new Error("the page has no script of ours");
  const listeners = await worlds.listeners(only);
  await worlds.evaluate(only, "globalThis.before = heedStop");
  // What the browser does at an install. Not in the types, but every event of the API has it.
  await desk.browser.currentWorker()?.evaluate(() =>
    (
      chrome.runtime.onInstalled as unknown as {
        dispatch(details: object): void;
      }
    ).dispatch({ reason: "install" }),
  );
  await expect
    .poll(() => worlds.evaluate(only, "heedStop !== before"))
    .toBe(true);
  expect(worlds.ids()).toEqual([only]);
  expect(await worlds.listeners(only)).toEqual(listeners);
});

it("an update with an open ticket, an unsent edit and waiting signals: the old script falls silent, nothing is lost", async () => {
  const { browser, backend } = desk;
  const page = pages[2];
  const worlds = await watchWorlds(page, browser.extensionId);
  await page.evaluate(() => Object.assign(window, { loadedOnce: true }));
  const tabId = await browser.tabIdOf(desk.zendesk.ticketUrl(2));
  const signals = () =>
    backend.stored.filter(({ ticket }) => ticket.ticketId === "2");
  const editing = await browser.openPanelAsTab(tabId);
  // From here on nothing reaches the backend: what is labelled waits.
  backend.levers.status = 503;
  const heardBefore = signals().length;
  await reject(editing, "Fact is wrong");
  await editing.getByRole("button", { name: "Undo" }).click();
  await editing.getByRole("button", { name: "Edit" }).click();
  await editing
    .getByLabel("Your reply")
    .fill("Hello,\n\nticket 2 is answered so, in words of my own.");
  await page.bringToFront();
  await typeInComposer(page, 2, ` ${OWN}`);
  const typed = await composerText(page, 2);
  expect(typed).toContain("this answers ticket 2");
  const { signalsWaiting } = await desk.viewWhen(
    ({ signalsWaiting }) => signalsWaiting > 1,
    tabId,
  );

  const [old] = worlds.ids();
  if (old === undefined) throw new Error("the page has no script of ours");
  const heard = await worlds.listeners(old);
  await worlds.evaluate(old, COUNT_LOOKS);
  await browser.update(NEXT_VERSION);

  await desk.viewWhen(({ ticket }) => ticket !== null, tabId);
  await expect.poll(() => worlds.listeners(old), { timeout: 3000 }).toEqual([]);
  const looks = await worlds.evaluate<number>(old, "looks");
  const [, young, ...others] = worlds.ids();
  if (young === undefined) throw new Error("no new script came");
  expect(others).toEqual([]);
  expect(await worlds.listeners(young)).toEqual(heard);
  expect(await page.evaluate(() => "loadedOnce" in window)).toBe(true);
  expect(await composerText(page, 2)).toBe(typed);

  expect(signals()).toHaveLength(heardBefore);
  backend.levers.status = null;
  const again = await browser.openPanelAsTab(tabId);
  await again.getByText("in words of my own").first().waitFor();
  await again.getByRole("button", { name: "Insert" }).first().click();
  await again.getByText("Replace your text").click();
  await expect
    .poll(() => composerText(page, 2))
    .toContain("in words of my own");
  expect(await composerText(page, 2)).not.toContain(OWN);
  await page.bringToFront();
  await submit(page, 2);

  await expect
    .poll(() => signals().at(-1)?.outcome.kind, { timeout: 10_000 })
    .toBe("edited");
  expect(signals().length).toBeGreaterThanOrEqual(heardBefore + signalsWaiting);
  expect(new Set(signals().map((it) => it.suggestionId)).size).toBe(1);
  expect(signals().map(({ revision }) => revision)).toEqual(
    signals().map((_signal, index) => index + 1),
  );
  expect(desk.zendesk.state.received).toHaveLength(1);
  // All this went on in the page, and the script that was left behind looked at none of it.
  expect(await worlds.evaluate(old, "looks")).toBe(looks);
  expect(worlds.errors).toEqual([]);
});

it("signing out leaves no word of a customer or the agent in any store, nor in an open panel", async () => {
  const { hand, browser, tabId } = desk;
  const words =
    /parcel|this answers ticket|words of my own|Sam Okoro|Customer \d/;
  await pages[1].bringToFront();
  const panel = await browser.openSidePanel(tabId);
  await shows(panel, 1);
  const stored = () => hand.evaluate(storedTexts);
  expect(await stored()).toMatch(words);
  await desk.ask({ type: "options.disconnect" });
  expect(await stored()).not.toMatch(words);
  await expect
    .poll(() => panel.evaluate<string>("document.body.innerText"))
    .not.toMatch(words);
  expect(desk.backend.requests).toContain("DELETE /v1/tokens/current");
  // The pages go on saying what they show; nothing of it is read or kept.
  await pages[1].reload();
  await pages[3].bringToFront();
  await pages[3].waitForTimeout(1500);
  expect(await stored()).not.toMatch(words);
});
