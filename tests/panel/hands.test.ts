import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openStillPage, showState } from "./gallery/pictures.ts";
import { serveGallery, type GalleryServer } from "./gallery/server.ts";
import { STATES } from "./gallery/states.ts";

/** The panel under the hands of somebody without a mouse, and in the ears of somebody without a screen. */

let browser: Browser;
let server: GalleryServer;
/** Each case has a page to itself. Several stand side by side: most of a case is waiting. */
const PAGES = 3;
const free: Page[] = [];
const queue: ((page: Page) => void)[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([serveGallery(), launchBrowser()]);
  for (let n = 0; n < PAGES; n++) {
    const page = await openStillPage(browser, 1);
    await page.addInitScript(listen);
    free.push(page);
  }
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** With this state on a page. */
async function on(
  name: string,
  run: (page: Page) => Promise<void>,
): Promise<void> {
  const state = STATES.find((it) => it.name === name);
  if (!state) throw new Error(`No such state: ${name}`);
  const page =
    free.pop() ?? (await new Promise<Page>((taken) => queue.push(taken)));
  try {
    await showState(page, server.address, state);
    await run(page);
  } finally {
    const next = queue.shift();
    if (next) next(page);
    else free.push(page);
  }
}

/** Seen at once, or a moment later. (`expect.poll` knows one test at a time.) */
async function soon(
  sees: () => Promise<unknown>,
  expected: unknown,
): Promise<void> {
  const end = Date.now() + 3000;
  for (;;)
    try {
      return expect(await sees()).toEqual(expected);
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((again) => setTimeout(again, 20));
    }
}

interface Stop {
  name: string;
  top: number;
  visible: boolean;
}

/** Tab from the top until the focus leaves the page. */
async function walk(page: Page): Promise<Stop[]> {
  await page.evaluate(() => {
    // Tab goes on from where the focus was last: that is before everything.
    const top = document.createElement("span");
    top.tabIndex = -1;
    document.body.prepend(top);
    top.focus();
    top.remove();
    getSelection()?.removeAllRanges();
    scrollTo(0, 0);
  });
  const stops: Stop[] = [];
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const it = document.activeElement;
      if (!(it instanceof HTMLElement) || it === document.body) return null;
      const label =
        it.getAttribute("aria-label") ??
        document.querySelector(`label[for="${it.id || "-"}"]`)?.textContent ??
        it.closest("label")?.textContent ??
        it.textContent;
      const { top, bottom, left, right } = it.getBoundingClientRect();
      const x = Math.min(innerWidth - 1, Math.max(0, (left + right) / 2));
      const y = Math.min(innerHeight - 1, Math.max(0, (top + bottom) / 2));
      const front = document.elementFromPoint(x, y);
      const { outlineStyle, boxShadow } = getComputedStyle(it);
      return {
        name: (label ?? "").replace(/\s+/g, " ").trim(),
        top: Math.round(top + (it.closest(".body")?.scrollTop ?? 0)),
        visible:
          front !== null &&
          (it.contains(front) || front.contains(it)) &&
          (outlineStyle !== "none" || boxShadow !== "none"),
      };
    });
    if (stop === null) break;
    stops.push(stop);
  }
  return stops;
}

describe.concurrent("Tab", () => {
  it.each<[string, string[]]>([
    [
      "low-closed",
      [
        "Topic: Refund status",
        "More",
        "Ticket and draft",
        "Matches source 1",
        "Matches source 2",
        "1Returns and refunds When your refund arrives1 Sept 2026",
        "2Payment methods Bank times12 Mar 2026",
        "SummarySent order FH-88190 back on 12 Nov; asks where the refund is.",
        "Fields3 of 4 found",
        "Next steps2",
        "Insert replyAlt+Shift+Y",
        "RejectX",
        "EditE",
        "RegenerateR",
        "CopyC",
        "Keys",
      ],
    ],
    [
      "medium",
      [
        "Topic: Change delivery address",
        "More",
        "Ticket and draft",
        "Matches source 1",
        "To check: Says the address is changed",
        "Matches source 1",
        "To check: Promises a day: “by Friday”",
        "Matches source 2",
        "Says the address is changed“will now go to Lindenweg 4”",
        "Promises a day: “by Friday”",
        "Show source",
        "1Delivery Changing the address3 Feb 2026",
        "2Delivery Holding a parcel3 Feb 2026",
        "SummarySent order FH-88190 back on 12 Nov; asks where the refund is.",
        "Fields3 of 4 found",
        "Insert reply1 left to check",
        "RejectX",
        "EditE",
        "RegenerateR",
        "CopyC",
        "Keys",
      ],
    ],
    ["first-run", ["Ticket and draft", "Connect"]],
    [
      "search",
      [
        "Search the policies",
        "Esc Back to the draft",
        "Include expired",
        "Results",
        "Copy with citationEnter",
        "Open articleO",
        "Flag source",
        "Keys",
      ],
    ],
  ])("goes through %s in reading order", (name, expected) =>
    on(name, async (page) => {
      expect((await walk(page)).map((stop) => stop.name)).toEqual(expected);
    }),
  );

  it.each([
    "high",
    "abstain",
    "details",
    "search",
    "reject",
    "flag",
    "regenerate-wishes",
    "more",
    "superseded",
    "offline",
    "long-details",
    "settings-connect",
    "your-record",
  ])("never jumps back up in %s, and shows where it is", (name) =>
    on(name, async (page) => {
      const stops = await walk(page);
      expect(stops.length).toBeGreaterThan(1);
      expect(stops.filter((stop) => stop.name === "")).toEqual([]);
      expect(stops.filter((stop) => !stop.visible)).toEqual([]);
    }),
  );
});

describe.concurrent("every key of the list", () => {
  const dialog = (page: Page) =>
    page.locator("[role=dialog]").getAttribute("aria-label", { timeout: 2000 });
  const expanded = (row: string) => (page: Page) =>
    page
      .locator(`section[aria-label="${row}"] > button`)
      .getAttribute("aria-expanded");
  const counts = (selector: string) => (page: Page) =>
    page.locator(selector).count();
  const foot = (page: Page) => page.locator(".foot").innerText();

  it.each<[string, string, (page: Page) => Promise<unknown>, unknown]>([
    [
      "I",
      "low-closed",
      foot,
      expect.stringContaining("Inserted. You send it."),
    ],
    ["X", "low-closed", dialog, "Reject: why"],
    ["R", "low-closed", dialog, "Regenerate"],
    ["C", "low-closed", foot, expect.stringContaining("Copied")],
    ["T", "low-closed", counts("[role=listbox]"), 1],
    ["E", "low-closed", counts("textarea:focus"), 1],
    ["/", "low-closed", counts(".search input:focus"), 1],
    ["?", "low-closed", dialog, "Keys"],
    ["S", "low-closed", expanded("Summary"), "true"],
    ["D", "low-closed", expanded("Fields"), "true"],
    ["N", "low-closed", expanded("Next steps"), "true"],
    // It is open there.
    ["L", "similar", expanded("Similar tickets"), "false"],
    [
      "2",
      "low-closed",
      (page) => page.locator("#source-2").getAttribute("aria-expanded"),
      "true",
    ],
    ["F", "low-closed", dialog, "Flag source"],
    ["Z", "rejected", foot, expect.stringContaining("Insert reply")],
    ["A", "high", expanded("Acknowledgement"), "true"],
    ["W", "edit-question", dialog, "What did you change?"],
    // Before there is a draft.
    ["S", "waiting", expanded("Summary"), "true"],
    ["D", "on-click", expanded("Fields"), "true"],
    ["?", "on-click", dialog, "Keys"],
    ["R", "on-click", foot, expect.stringContaining("Insert reply")],
  ])("%s in %s", (key, state, sees, expected) =>
    on(state, async (page) => {
      await page.keyboard.press(key);
      await soon(() => sees(page), expected);
    }),
  );

  it("X then a digit rejects; a digit under More too", () =>
    on("low-closed", async (page) => {
      await page.keyboard.press("x");
      await page.keyboard.press("1");
      await soon(
        () => foot(page),
        expect.stringContaining("Rejected: Fact is wrong."),
      );
      await page.keyboard.press("z");
      await soon(() => foot(page), expect.stringContaining("Insert reply"));
      await page.keyboard.press("x");
      await page.keyboard.press("6");
      await page.keyboard.press("1");
      await soon(
        () => foot(page),
        expect.stringContaining("Rejected: Knowledge is missing."),
      );
    }));

  it("in search arrows step while the cursor stays in the box; out of it F flags and / leads back", () =>
    on("search", async (page) => {
      const marked = () => page.locator(".hit.on .t").innerText();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("f");
      expect(await marked()).toContain("Returns and refunds");
      expect(await page.locator(".search input").inputValue()).toMatch(/f$/);
      await page.keyboard.press("Backspace");
      for (let n = 0; n < 3; n++) await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowDown");
      expect(await marked()).toContain("Lost in transit");
      await page.keyboard.press("f");
      await soon(() => dialog(page), "Flag source");
      await page.keyboard.press("Escape");
      await page.keyboard.press("/");
      expect(await page.locator(".search input:focus").count()).toBe(1);
    }));

  it("Space ticks a finding, and Insert says how many are left", () =>
    on("medium", async (page) => {
      await page.keyboard.press("i");
      await page.waitForSelector(".tick:focus");
      await page.keyboard.press("Space");
      await page.keyboard.press("i");
      await soon(
        () => foot(page),
        expect.stringContaining("Inserted. You send it."),
      );
    }));
});

describe.concurrent("Escape", () => {
  it("closes the innermost first, and gives the focus back", () =>
    on("low-closed", async (page) => {
      await page.locator("#source-1").focus();
      await page.keyboard.press("x");
      await page.keyboard.press("6");
      await page.keyboard.press("Escape"); // the rarer reasons
      expect(await page.locator("[role=dialog]").count()).toBe(1);
      await page.keyboard.press("Escape"); // the sheet
      expect(await page.locator("[role=dialog]").count()).toBe(0);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe(
        "source-1",
      );
    }));

  it.each([
    ["topic", "[role=listbox]"],
    ["more", ".more-menu"],
    ["keys", "[role=dialog]"],
    ["edit", "textarea"],
    ["search", ".search"],
    ["flag", "[role=dialog]"],
    ["regenerate", "[role=dialog]"],
    ["composer", "[role=dialog]"],
    ["edit-classes", "[role=dialog]"],
  ])("closes %s", (state, selector) =>
    on(state, async (page) => {
      expect(await page.locator(selector).count()).toBe(1);
      await page.keyboard.press("Escape");
      await soon(() => page.locator(selector).count(), 0);
    }),
  );

  it("closes the list of keys before it stops a draft that is being waited for", () =>
    on("waiting", async (page) => {
      await page.keyboard.press("?");
      await page.waitForSelector("[role=dialog]");
      await page.keyboard.press("Escape");
      await soon(() => page.locator("[role=dialog]").count(), 0);
      expect(await page.locator(".waiting").count()).toBe(1);
    }));

  it("stops a draft that is being waited for", () =>
    on("waiting", async (page) => {
      await page.keyboard.press("Escape");
      await soon(
        () => page.locator(".say").innerText(),
        expect.stringContaining("Stopped"),
      );
    }));
});

describe.concurrent("said aloud exactly once", () => {
  it.each([
    ["a draft", "low-closed", "Draft ready"],
    ["a brief", "high", "Internal brief"],
    ["an abstention", "abstain", "Heed has not drafted a reply."],
    ["a wait", "slow", "Still waiting after 2 seconds."],
    ["an insert", "inserted", "Inserted. You send it."],
    [
      "one that was not taken",
      "not-inserted",
      "The composer did not take the text. It is copied; paste it.",
    ],
    ["a rejection", "rejected", "Rejected: Source is out of date."],
    ["an error", "backend-error", "The backend answered with an error (500)."],
    [
      "an error beside a draft",
      "error-with-draft",
      "The backend answered with an error (500).",
    ],
    ["offline", "offline", "This draft is from"],
    ["a newer message", "superseded", "wrote again at"],
    ["an ended connection", "expired-token", "This connection has ended."],
    ["a version", "backend-newer", "Heed here is older than your backend."],
    ["a page that changed", "page-changed", "could not be read"],
    ["a search", "search-empty", "Nothing in force says this."],
    ["what was found", "search", "4 passages in force today"],
    ["a refusal of the settings", "settings-refused", "Nothing answers at"],
  ])("%s", (_what, state, words) =>
    on(state, async (page) => {
      const said = await page.evaluate(
        () => (window as unknown as { said: string[] }).said,
      );
      expect(said.filter((line) => line.includes(words))).toHaveLength(1);
    }),
  );
});

/** In the page, before anything of it: keeps what a screen reader would be told by live regions. */
function listen(): void {
  const LIVE = "[role=status], [role=alert], [aria-live]";
  const said: string[] = [];
  (window as unknown as { said: string[] }).said = said;
  const last = new Map<Element, string>();
  const look = () => {
    for (const region of document.querySelectorAll(LIVE)) {
      const copy = region.cloneNode(true) as Element; // a clone of an element is one
      copy
        .querySelectorAll("[aria-hidden=true]")
        .forEach((hidden) => hidden.remove());
      const text = (copy.textContent ?? "").replace(/\s+/g, " ").trim();
      if (last.get(region) === text) continue;
      last.set(region, text);
      if (text !== "") said.push(text);
    }
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
  });
}
