import { AxeBuilder } from "@axe-core/playwright";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
    const faults: string[] = [];
    const queue = [...DRAWN].sort(
      (a, b) => (a.zoom ?? 1) - (b.zoom ?? 1), // one page serves states of one zoom
    );
    const draw = async () => {
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
        faults.push(...(await faultsOf(page, state)));
      }
      await page?.context().close();
    };
    await Promise.all(Array.from({ length: PAGES }, draw));
    expect(faults).toEqual([]);
  }, 240_000);

  async function faultsOf(page: Page, state: State): Promise<string[]> {
    await showState(page, server.address, state);
    const faults: string[] = [];
    const cut = await cutOff(page);
    if (cut !== null)
      faults.push(`${state.name}: ${cut} is wider than its place`);
    for (const id of await axe(page)) faults.push(`${state.name} light: ${id}`);
    const difference = differenceFrom(state, await takePicture(page, state));
    if (difference !== null) faults.push(difference);
    // The picture ended in the dark; it can differ in nothing but its colours.
    for (const id of await axe(page, "color-contrast"))
      faults.push(`${state.name} dark: ${id}`);
    return faults;
  }

  async function axe(page: Page, rule?: string): Promise<string[]> {
    // One frame only, so the legacy run is enough.
    const builder = new AxeBuilder({ page }).setLegacyMode(true);
    const { violations } = await (
      rule === undefined ? builder : builder.withRules(rule)
    ).analyze();
    return violations.map(
      ({ id, nodes }) => `${id} at ${nodes.map(({ html }) => html).join(" ")}`,
    );
  }

  it("fits into 320 to 560 pixels, and into half of them when zoomed", async () => {
    const page = await openStillPage(browser, 1);
    const faults: string[] = [];
    for (const name of [
      "low",
      "medium",
      "high",
      "details",
      "reject",
      "more",
      "long-text",
      "right-to-left-interface",
      "settings-connect",
    ]) {
      const state = STATES.find((it) => it.name === name);
      if (!state) throw new Error(`No such state: ${name}`);
      await showState(page, server.address, state);
      for (const width of [320, 360, 560])
        for (const zoom of [1, 2]) {
          await page.setViewportSize({
            width: width / zoom,
            height: 800 / zoom,
          });
          const cut = await cutOff(page);
          if (cut !== null)
            faults.push(`${name} at ${width} and zoom ${zoom}: ${cut}`);
        }
    }
    await page.context().close();
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
