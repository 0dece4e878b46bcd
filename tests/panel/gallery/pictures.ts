import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import { chromium, type Browser, type Page } from "playwright-core";
import { PNG } from "pngjs";
import { NOW } from "../canned.ts";
import { indexedPng } from "./indexed-png.ts";
import type { State } from "./state.ts";

/**
 * One picture per state: light above dark, 360 px beside 480. Pictures are compared pixel by pixel, so everything that
 * could move is held still: clock, motion, locale, font, caret.
 */

export const PICTURES = join(import.meta.dirname, "pictures");
/** What a failed comparison leaves behind; not kept by git. */
export const FAILED = "build/gallery";
export const TAKE_AGAIN = "npm run gallery -- --take";
const SYSTEM_CHROMIUM = "/usr/bin/chromium";
const WIDTHS = [360, 480];
const THEMES = ["light", "dark"] as const;
const HEIGHT = 720;
const GAP = 16;
/** It blinks. Where colours are forced it cannot be transparent, but of the colour of its box. */
const NO_CARET =
  "* { caret-color: transparent !important } @media (forced-colors: active) { * { caret-color: Field !important } }";
/** Of about 1.2 million. A mark that is gone is more; another machine's smoothing of edges is not counted at all. */
const TOLERATED_PIXELS = 120;

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(existsSync(SYSTEM_CHROMIUM)
      ? { executablePath: SYSTEM_CHROMIUM }
      : { channel: "chromium" }),
    // Letters of the same shape wherever the picture is taken.
    args: ["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text"],
  });
}

/** A page with everything held still. Several may be open at once. */
export async function openStillPage(
  browser: Browser,
  zoom: number,
): Promise<Page> {
  const context = await browser.newContext({
    deviceScaleFactor: zoom,
    reducedMotion: "reduce",
    locale: "en-GB",
  });
  return context.newPage();
}

/** Go to a state and wait until it has settled. */
export async function showState(
  page: Page,
  address: string,
  state: State,
): Promise<void> {
  await page.emulateMedia({
    colorScheme: "light",
    forcedColors: state.forcedColors ? "active" : "none",
    contrast: state.moreContrast ? "more" : "no-preference",
  });
  await page.clock.setFixedTime(NOW);
  await setWidth(page, WIDTHS[0] ?? 360, state);
  await page.goto(`${address}/state?${state.name}`);
  await page.waitForSelector(`body[data-settled="${state.name}"]`, {
    timeout: 15_000,
  });
  if (state.later) {
    await page.clock.setFixedTime(NOW.getTime() + state.later.ms);
    await page.waitForSelector(state.later.shows);
  }
}

/** The state that the page shows, in both themes and at both widths. It ends at 360 px and dark. */
export async function takePicture(page: Page, state: State): Promise<PNG> {
  const width = WIDTHS.reduce((a, b) => a + b) + GAP * (WIDTHS.length - 1);
  const height = HEIGHT * THEMES.length + GAP * (THEMES.length - 1);
  const picture = new PNG({ width, height });
  // Grey between the four, and nothing transparent.
  picture.data.fill(Uint8Array.of(0x80, 0x80, 0x80, 0xff));
  await page.addStyleTag({ content: NO_CARET });
  for (const [column, at] of [...WIDTHS.entries()].reverse())
    for (const [row, colorScheme] of THEMES.entries()) {
      await setWidth(page, at, state);
      await page.emulateMedia({ colorScheme });
      const shot = PNG.sync.read(
        await page.screenshot({ animations: "disabled", caret: "initial" }),
      );
      const left = WIDTHS.slice(0, column).reduce((a, b) => a + b + GAP, 0);
      PNG.bitblt(shot, picture, 0, 0, at, HEIGHT, left, row * (HEIGHT + GAP));
    }
  return picture;
}

export function keepPicture(state: State, picture: PNG): void {
  mkdirSync(PICTURES, { recursive: true });
  writeFileSync(pathOf(state), indexedPng(picture));
}

/** null: as it was. Otherwise what is different, where to look, and what to do. */
export function differenceFrom(state: State, picture: PNG): string | null {
  let kept: PNG;
  try {
    kept = PNG.sync.read(readFileSync(pathOf(state)));
  } catch {
    return `${state.name} has no picture yet. Take it: ${TAKE_AGAIN} ${state.name}`;
  }
  const { width, height } = picture;
  const diff = new PNG({ width, height });
  const different =
    kept.width === width && kept.height === height
      ? pixelmatch(kept.data, picture.data, diff.data, width, height, {
          threshold: 0.1,
        })
      : Infinity;
  if (different <= TOLERATED_PIXELS) return null;
  mkdirSync(FAILED, { recursive: true });
  writeFileSync(join(FAILED, `${state.name}-is.png`), indexedPng(picture));
  writeFileSync(join(FAILED, `${state.name}-difference.png`), indexedPng(diff));
  return `${state.name} looks different (${different} pixels). Look at ${FAILED}/${state.name}-is.png and -difference.png; if it is meant so: ${TAKE_AGAIN} ${state.name}`;
}

export function pathOf({ name }: State): string {
  return join(PICTURES, `${name}.png`);
}

function setWidth(page: Page, width: number, state: State) {
  const zoom = state.zoom ?? 1;
  return page.setViewportSize({ width: width / zoom, height: HEIGHT / zoom });
}
