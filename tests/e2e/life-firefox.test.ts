import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { PanelRequest } from "../../src/messaging/panel-protocol.ts";
import { ticketOf } from "./agent-desk.ts";
import { openFirefoxDesk, type FirefoxDesk } from "./firefox-desk.ts";
import {
  errorsInPages,
  isAwake,
  openSidebars,
  pressCommand,
  sidebarOf,
  suspend,
  type Sidebar,
} from "./firefox-sidebar.ts";
import { composerText, submit, typeInComposer } from "./helpdesk-page.ts";
import { storedTexts } from "./stored-texts.ts";

/** The life of the extension in Firefox: two windows, an event page that sleeps, an update, a restart, signing out. */
const FULL = process.env["HEED_FULL"] === "1";
const INSERT = 1;

let desk: FirefoxDesk;
/** Tickets 1 and 3 in two tabs of one window, ticket 2 in another window; and both windows' sidebars. */
let pages: Record<1 | 2 | 3, Page>;
let left: Sidebar;
let right: Sidebar;

beforeAll(async () => {
  desk = await openFirefoxDesk(
    [1, 2, 3].map((id) => ticketOf(id, `Where is my parcel ${id}?`)),
  );
  const { firefox } = desk;
  // A tab of the first window, like those of the two tickets.
  await firefox.hand();
  pages = {
    1: await desk.openTicket(1),
    3: await desk.openTicket(3),
    2: await desk.openTicket(2, "window"),
  };
  await pages[1].bringToFront();
  await openSidebars(firefox);
  left = sidebarOf(firefox, await desk.windowOf(1));
  right = sidebarOf(firefox, await desk.windowOf(2));
});
afterAll(() => desk?.close());

const ask = async (request: PanelRequest) =>
  (await desk.firefox.hand()).evaluate(
    (it) => chrome.runtime.sendMessage(it),
    request,
  );
const shows = (sidebar: Sidebar, ticketId: number) =>
  expect
    .poll(() => sidebar.text(), { timeout: 10_000 })
    .toMatch(
      new RegExp(
        `ticket ${ticketId}\\n[^]*this answers ticket ${ticketId}\\.[^]*Insert (?:reply|again)`,
      ),
    );
const composers = async () => {
  const texts = await Promise.all(
    ([1, 2, 3] as const).map((id) => composerText(pages[id], id)),
  );
  return texts.map((it) => it.match(/this answers ticket \d/g) ?? []);
};
const inserted = (...each: string[][]) =>
  expect
    .poll(composers, { timeout: 5000 })
    .toEqual(each.map((all) => all.map((id) => `this answers ticket ${id}`)));

it("two windows: each sidebar shows and inserts into its own window's active tab, and follows it", async () => {
  await shows(left, 1);
  await shows(right, 2);
  await right.click("Insert reply");
  await inserted([], ["2"], []);
  await left.click("Insert reply");
  await inserted(["1"], ["2"], []);
  await pages[3].bringToFront();
  await shows(left, 3);
  await shows(right, 2);
});

it("the event page asleep: a key, the panel, the page and the alarm each wake it, and what waits is delivered", async () => {
  const { firefox, backend } = desk;
  const wakes = () =>
    expect.poll(() => isAwake(firefox), { timeout: 5000 }).toBe(true);
  await suspend(firefox);
  await pressCommand(firefox, INSERT);
  await inserted(["1"], ["2"], ["3"]);

  await suspend(firefox);
  await pages[1].bringToFront();
  await shows(left, 1);

  await suspend(firefox);
  await typeInComposer(pages[1], 1, " Mine.");
  await wakes();
  await expect
    .poll(
      async () =>
        (await ask({ type: "panel.view", tabId: await desk.tabOf(1) })).value
          .composer?.text,
    )
    .toContain("Mine.");

  backend.levers.status = 503;
  await left.click("Reject");
  await left.click("Fact is wrong");
  await expect
    .poll(async () => (await ask({ type: "outbox.flush" })).value.waiting)
    .toBeGreaterThan(0);
  const before = backend.stored.length;
  await (
    await firefox.hand()
  ).evaluate(() =>
    chrome.alarms.create("heed-tick", {
      when: Date.now() + 1500,
      periodInMinutes: 1,
    }),
  );
  await suspend(firefox);
  expect(backend.stored).toHaveLength(before);
  // There again while nobody of ours is awake to notice.
  backend.levers.status = null;
  await wakes();
  await expect
    .poll(() => backend.stored.length, { timeout: 5000 })
    .toBeGreaterThan(before);
  expect(backend.stored.at(-1)?.outcome.kind).toBe("rejected");
});

it.runIf(FULL)(
  "an update: the new script takes over without a reload, and nothing is lost",
  async () => {
    const { backend, firefox } = desk;
    await pages[2].evaluate(() => Object.assign(window, { loadedOnce: true }));
    await typeInComposer(pages[2], 2, " In my words.");
    const typed = await composerText(pages[2], 2);
    backend.levers.status = 503;
    await desk.update("99.0.0");
    await expect
      .poll(async () => {
        const hand = await firefox.hand();
        return hand.evaluate(() => chrome.runtime.getManifest().version);
      })
      .toBe("99.0.0");
    expect(await pages[2].evaluate(() => "loadedOnce" in window)).toBe(true);
    expect(await composerText(pages[2], 2)).toBe(typed);
    backend.levers.status = null;
    await openSidebars(firefox);
    await shows(right, 2);
    await pages[2].bringToFront();
    await submit(pages[2], 2);
    const settled = () =>
      backend.stored.filter(
        ({ ticket, outcome }) =>
          ticket.ticketId === "2" && outcome.kind !== "pending",
      );
    await expect.poll(() => settled().length, { timeout: 15_000 }).toBe(1);
    expect(settled()[0]?.outcome.kind).toBe("edited");
    expect(await errorsInPages(firefox)).toEqual([]);
  },
);

it.runIf(FULL)(
  "a restart: the alarm is there again, and what waited is delivered, with no page of ours open",
  async () => {
    const { backend } = desk;
    backend.levers.status = 503;
    await pages[3].bringToFront();
    await left.click("Reject");
    await left.click("Fact is wrong");
    await expect
      .poll(async () => (await ask({ type: "outbox.flush" })).value.waiting)
      .toBeGreaterThan(0);
    const before = backend.stored.length;
    await desk.restart(() => {
      expect(backend.stored).toHaveLength(before);
      backend.levers.status = null;
    });
    await expect
      .poll(() => backend.stored.length, { timeout: 15_000 })
      .toBeGreaterThan(before);
    const hand = await desk.firefox.hand();
    const alarms = await hand.evaluate(() => chrome.alarms.getAll());
    expect(alarms).toMatchObject([{ name: "heed-tick", periodInMinutes: 1 }]);
  },
);

it("signing out leaves no word of a customer or the agent in any store, nor in an open sidebar", async () => {
  const hand = await desk.firefox.hand();
  const stored = () => hand.evaluate(storedTexts);
  const words = /parcel|this answers ticket|Mine\.|Sam Okoro|Customer \d/;
  expect(await stored()).toMatch(words);
  await ask({ type: "options.disconnect" });
  expect(await stored()).not.toMatch(words);
  if (!FULL)
    await expect
      .poll(async () => `${await left.text()} ${await right.text()}`)
      .not.toMatch(words);
  expect(desk.backend.requests).toContain("DELETE /v1/tokens/current");
  // What the pages go on saying is not kept.
  await new Promise((next) => setTimeout(next, 700));
  expect(await stored()).not.toMatch(words);
});
