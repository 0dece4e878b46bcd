import { AxeBuilder } from "@axe-core/playwright";
import { build } from "esbuild";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Every face of the panel, drawn by a real browser in both themes: nothing overflows, axe finds nothing. */

const CHROMIUM = process.env["HEED_CHROMIUM"] ?? "/usr/bin/chromium";
const PICTURES = "build/screens";
/** Sharper pictures, for looking at them. */
const FULL = process.env["HEED_FULL"] === "1";
/** The mocks, and the pages of the options. The others are drawn in the full run. */
const FACES = [
  "low",
  "medium",
  "high",
  "abstain",
  "slow",
  "offline",
  "reject",
  "edit",
  "search",
  "details",
  "more",
  "topic",
  "first-run",
  "not-inserted",
  "backend-error",
  "setup-connect",
  "setup-connected",
];
const OTHER_FACES = [
  "low-closed",
  "acknowledgement",
  "waiting",
  "offline-no-draft",
  "rejected",
  "regenerate",
  "composer",
  "inserted",
  "wrong-composer",
  "keys",
  "superseded",
  "partial",
  "signed-out",
  "error-with-draft",
  "versions-differ",
  "unsupported",
  "empty-ticket",
  "on-click",
  "setup-offline",
];

describe.skipIf(!existsSync(CHROMIUM))("the panel in a browser", () => {
  let browser: Browser;
  let server: Server;
  let address: string;
  const folder = mkdtempSync(join(tmpdir(), "heed-screens-"));

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    const { outputFiles } = await build({
      entryPoints: ["tests/panel/screens-page.tsx"],
      bundle: true,
      write: false,
      outdir: folder,
      jsx: "automatic",
      define: { "process.env.NODE_ENV": '"production"' },
    });
    const file = (end: string) =>
      outputFiles.find(({ path }) => path.endsWith(end))?.text ?? "";
    const page = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css"><div id="root"></div><script src="/page.js"></script>`;
    const served: Record<string, [string, string]> = {
      "/page.js": ["text/javascript", file(".js")],
      "/page.css": ["text/css", file(".css")],
    };
    server = createServer((request, response) => {
      const [type, body] = served[request.url ?? ""] ?? ["text/html", page];
      response.setHeader("content-type", `${type}; charset=utf-8`);
      response.end(body);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const at = server.address();
    address = typeof at === "object" && at ? `http://127.0.0.1:${at.port}` : "";
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ["--no-sandbox"],
    });
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("shows every face in both themes without an axe violation or anything cut off", async () => {
    const context = await browser.newContext({
      viewport: { width: 360, height: 800 },
      deviceScaleFactor: FULL ? 2 : 1,
      reducedMotion: "reduce",
    });
    const faults: string[] = [];
    // A few pages side by side: much of a face's time is spent waiting for it to settle.
    const queue = FULL ? [...FACES, ...OTHER_FACES] : [...FACES];
    const draw = async () => {
      const page = await context.newPage();
      page.on("pageerror", (error) => faults.push(`${error}`));
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
      for (let face = queue.shift(); face !== undefined; face = queue.shift())
        faults.push(...(await faultsOf(page, face)));
      await page.close();
    };
    await Promise.all([draw(), draw(), draw()]);
    await context.close();
    expect(faults).toEqual([]);
  }, 120_000);

  it("fits into 320 to 560 pixels, and into half of them when zoomed", async () => {
    const page = await browser.newPage();
    const faults: string[] = [];
    for (const face of [
      "low",
      "medium",
      "high",
      "details",
      "reject",
      "more",
      "setup-connect",
    ]) {
      await open(page, face);
      for (const width of [320, 360, 560])
        for (const zoom of [1, 2]) {
          await page.setViewportSize({
            width: width / zoom,
            height: 800 / zoom,
          });
          const cut = await cutOff(page);
          if (cut !== null)
            faults.push(`${face} at ${width} and zoom ${zoom}: ${cut}`);
        }
    }
    await page.close();
    expect(faults).toEqual([]);
  }, 60_000);

  async function faultsOf(page: Page, face: string): Promise<string[]> {
    await page.emulateMedia({ colorScheme: "light" });
    await open(page, face);
    const cut = await cutOff(page);
    const faults =
      cut === null ? [] : [`${face}: ${cut} is wider than its place`];
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.screenshot({ path: `${PICTURES}/${face}-${theme}.png` });
      // One frame only, so the legacy run is enough; and the second theme can differ in nothing but its colours.
      const axe = new AxeBuilder({ page }).setLegacyMode(true);
      const { violations } = await (
        theme === "dark" ? axe.withRules("color-contrast") : axe
      ).analyze();
      for (const { id, nodes } of violations)
        faults.push(
          `${face} ${theme}: ${id} at ${nodes.map(({ html }) => html).join(" ")}`,
        );
    }
    return faults;
  }

  async function open(page: Page, face: string): Promise<void> {
    await page.goto("about:blank");
    await page.goto(`${address}/#${face}`);
    await page.waitForSelector(`body[data-settled="${face}"]`);
    if (face === "slow") await page.waitForSelector(".slow");
  }

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
      const out = [...document.body.querySelectorAll("*")].find(
        (it) => it.getBoundingClientRect().right > clientWidth + 1,
      );
      return out?.outerHTML.slice(0, 200) ?? "the page";
    });
  }
});
