import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violationsIn } from "./gallery/axe.ts";
import {
  differenceFrom,
  launchBrowser,
  openStillPage,
  PICTURES,
  showState,
  takePicture,
} from "./gallery/pictures.ts";
import { serveGallery, type GalleryServer } from "./gallery/server.ts";
import type { State } from "./gallery/state.ts";
import { STATES } from "./gallery/states.ts";

/**
 * Every state of the panel, drawn by a real browser: it looks as it did, axe finds nothing in either theme, nothing is
 * cut off. Two pages side by side: much of a state's time is spent waiting for it to settle.
 */

const PAGES = 2;
const HEAVIEST_BYTES = 5_000_000;
/** In the full run all; in every other those that differ most from one another. */
const DRAWN = process.env["HEED_FULL"]
  ? STATES
  : STATES.filter(({ name }) =>
      [
        "low",
        "medium",
        "high",
        "abstain",
        "slow",
        "offline",
        "details",
        "edit-warned",
        "reject",
        "search",
        "topic",
        "first-run",
        "long-details",
        "right-to-left-interface",
        "zoom-200-medium",
        "forced-colors",
        "your-record",
      ].includes(name),
    );

const FITTED = [
  "low",
  "medium",
  "high",
  "details",
  "reject",
  "more",
  "search",
  "long-text",
  "right-to-left-interface",
  "settings-connect",
];

describe("the gallery", () => {
  let browser: Browser;
  let server: GalleryServer;

  beforeAll(async () => {
    [server, browser] = await Promise.all([serveGallery(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it(`draws ${DRAWN.length} of ${STATES.length} states as their pictures have them, without an axe violation or anything cut off`, async () => {
    const faults = await faultsIn(DRAWN, faultsOf);
    expect(faults).toEqual([]);
  }, 240_000);

  /** Each state in one of the pages that stand side by side, with whatever a page complains of itself. */
  async function faultsIn(
    states: State[],
    look: (page: Page, state: State) => Promise<string[]>,
  ): Promise<string[]> {
    const faults: string[] = [];
    const queue = [...states].sort(
      (a, b) => (a.zoom ?? 1) - (b.zoom ?? 1), // one page serves states of one zoom
    );
    const work = async () => {
      let page: Page | null = null;
      let zoom = 0;
      for (let state = queue.shift(); state; state = queue.shift()) {
        if (page === null || zoom !== (state.zoom ?? 1)) {
          await page?.context().close();
          zoom = state.zoom ?? 1;
          page = await openStillPage(browser, zoom);
          page.on("pageerror", (error) => faults.push(`${error}`));
          page.on("console", (message) => {
            if (message.type() === "error") faults.push(message.text());
          });
        }
        faults.push(...(await look(page, state)));
      }
      await page?.context().close();
    };
    await Promise.all(Array.from({ length: PAGES }, work));
    return faults;
  }

  async function faultsOf(page: Page, state: State): Promise<string[]> {
    await showState(page, server.address, state);
    const faults: string[] = [];
    const cut = await cutOff(page);
    if (cut !== null)
      faults.push(`${state.name}: ${cut} is wider than its place`);
    for (const id of await violationsIn(page))
      faults.push(`${state.name} light: ${id}`);
    const difference = differenceFrom(state, await takePicture(page, state));
    if (difference !== null) faults.push(difference);
    // The picture ended in the dark; it can differ in nothing but its colours.
    for (const id of await violationsIn(page, "color-contrast"))
      faults.push(`${state.name} dark: ${id}`);
    return faults;
  }

  it("fits into 320 to 560 pixels, and into half of them when zoomed", async () => {
    const states = STATES.filter(({ name }) => FITTED.includes(name));
    expect(states).toHaveLength(FITTED.length);
    const faults = await faultsIn(states, async (page, state) => {
      await showState(page, server.address, state);
      const cuts: string[] = [];
      for (const width of [320, 360, 560])
        for (const zoom of [1, 2]) {
          await page.setViewportSize({
            width: width / zoom,
            height: 800 / zoom,
          });
          const cut = await cutOff(page);
          if (cut !== null)
            cuts.push(`${state.name} at ${width} and zoom ${zoom}: ${cut}`);
        }
      return cuts;
    });
    expect(faults).toEqual([]);
  }, 60_000);

  it("has a picture for each state and no other, together under 5 MB", () => {
    const files = readdirSync(PICTURES).sort();
    expect(files).toEqual(STATES.map(({ name }) => `${name}.png`).sort());
    const bytes = files
      .map((file) => statSync(join(PICTURES, file)).size)
      .reduce((a, b) => a + b, 0);
    expect(bytes).toBeLessThan(HEAVIEST_BYTES);
  });

  /** The first part that is wider than its place, or null. */
  function cutOff(page: Page): Promise<string | null> {
    return page.evaluate(() => {
      const places = [
        document.documentElement,
        ...document.querySelectorAll(".body, .foot, .sheet, .head"),
      ];
      const wide = places.find((it) => it.scrollWidth > it.clientWidth + 1);
      if (wide !== document.documentElement) return wide?.className ?? null;
      const { clientWidth } = document.documentElement;
      const out = [...document.body.querySelectorAll("*")].find((it) => {
        const { left, right } = it.getBoundingClientRect();
        return right > clientWidth + 1 || left < -1;
      });
      return out?.outerHTML.slice(0, 200) ?? "the page";
    });
  }
});
