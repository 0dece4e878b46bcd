import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { startConnectProxy, type ConnectProxy } from "./connect-proxy.ts";
import { until } from "./firefox-locator.ts";

export const FIREFOX_BUILD = resolve(
  import.meta.dirname,
  "../../build/firefox-mv3-prod",
);
export const FIREFOX = "/usr/bin/firefox-esr";
export const GECKO_ID = "heed@heed.example";
/** Firefox draws this per profile; pinned, so that tests know the extension's address. */
const UUID = "7f3d9c1e-2a4b-4c6d-8e9f-0a1b2c3d4e5f";

export interface FirefoxOptions {
  /** The port on this computer that stands for a host, or null for a host that is refused. */
  portOf: (host: string) => number | null;
  buildDir?: string;
  headless?: boolean;
  /** A profile to come back to; by default one is made and thrown away. */
  profile?: string;
  /** A packed extension stays installed over a restart; a folder does not. */
  xpi?: string;
  /** The profile has it from before. */
  isInstalled?: boolean;
  prefs?: Record<string, unknown>;
}

export interface FirefoxWithExtension {
  browser: Browser;
  proxy: ConnectProxy;
  /** Address of a page of the extension. */
  url(path: string): string;
  newPage(url: string): Promise<Page>;
  /** An extension page that stays: the hand that asks Firefox about tabs, windows and the sidebar. */
  hand(): Promise<Page>;
  tabIdOf(urlPattern: string): Promise<number>;
  /** Runs in the browser's own window, as its toolbar does. */
  inChrome<T>(expression: string): Promise<T>;
  close(): Promise<void>;
}

/** Firefox with the built extension; hosts of helpdesks lead to this computer, and nothing else is reached. */
export async function launchFirefox({
  portOf,
  buildDir = FIREFOX_BUILD,
  headless = true,
  profile,
  xpi,
  isInstalled = false,
  prefs = {},
}: FirefoxOptions): Promise<FirefoxWithExtension> {
  if (!existsSync(FIREFOX)) throw new Error("Firefox ESR is not installed.");
  if (!xpi && !existsSync(join(buildDir, "manifest.json")))
    throw new Error(
      `No built extension at ${buildDir}: run "npm run build:firefox" first.`,
    );
  const proxy = await startConnectProxy(portOf);
  const folder = profile ?? (await mkdtemp(join(tmpdir(), "heed-firefox-")));
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX,
    headless,
    acceptInsecureCerts: true,
    userDataDir: folder,
    defaultViewport: headless ? { width: 1280, height: 800 } : null,
    // Without it Firefox lets nobody drive an extension's pages.
    args: ["--remote-allow-system-access"],
    extraPrefsFirefox: {
      "network.proxy.type": 1,
      "network.proxy.ssl": "127.0.0.1",
      "network.proxy.ssl_port": proxy.port,
      "network.proxy.http": "127.0.0.1",
      "network.proxy.http_port": proxy.port,
      "extensions.webextensions.uuids": JSON.stringify({ [GECKO_ID]: UUID }),
      // No prompt can be clicked here; the permission still needs the click in the page.
      "extensions.webextOptionalPermissionPrompts": false,
      "xpinstall.signatures.required": false,
      // A window behind another must not be slowed in a test.
      "layout.throttled_frame_rate": 60,
      "dom.min_background_timeout_value": 4,
      "dom.timeout.enable_budget_timer_throttling": false,
      ...prefs,
    },
  });
  const url = (path: string) => `moz-extension://${UUID}/${path}`;
  if (!xpi && !isInstalled) await browser.installExtension(buildDir);

  const newPage = async (address: string) => {
    const page = await browser.newPage();
    const isOurs = address.startsWith("moz-extension:");
    await page.goto(address, { waitUntil: isOurs ? [] : "load" });
    await until(
      () =>
        page.evaluate(
          (host) =>
            location.host === host && document.readyState === "complete"
              ? true
              : null,
          new URL(address).host,
        ),
      { what: address },
    );
    return page;
  };
  let hand: Page | null = null;
  const firefox: FirefoxWithExtension = {
    browser,
    proxy,
    url,
    newPage,
    async hand() {
      // An update closes it, with all other pages of the extension, and nobody is told.
      const isThere = await hand?.evaluate(() => true).catch(() => false);
      if (!hand || !isThere) hand = await newPage(url("options.html"));
      return hand;
    },
    async tabIdOf(urlPattern) {
      const page = await firefox.hand();
      return until(
        () =>
          page.evaluate(
            async (pattern) =>
              (await chrome.tabs.query({ url: pattern }))[0]?.id ?? null,
            urlPattern,
          ),
        { what: `a tab at ${urlPattern}` },
      );
    },
    inChrome: (expression) => inChrome(browser, expression),
    async close() {
      await browser.close();
      await proxy.close();
      if (!profile) await rm(folder, { recursive: true, force: true });
    },
  };
  if (xpi) await installForGood(browser, xpi);
  return firefox;
}

interface Connection {
  send(method: string, parameters: object): Promise<{ result: unknown }>;
}
const connectionOf = (browser: Browser) =>
  (browser as unknown as { connection: Connection }).connection; // BiDi, where puppeteer has no method of its own

export async function installForGood(
  browser: Browser,
  xpi: string,
): Promise<void> {
  await connectionOf(browser).send("webExtension.install", {
    extensionData: { type: "archivePath", path: xpi },
    "moz:permanent": true,
  });
}

async function inChrome<T>(browser: Browser, expression: string): Promise<T> {
  const connection = connectionOf(browser);
  const tree = (await connection.send("browsingContext.getTree", {
    "moz:scope": "chrome",
  })) as { result: { contexts: { context: string; url: string }[] } };
  const context = tree.result.contexts.findLast(({ url }) =>
    url.includes("browser.xhtml"),
  )?.context;
  const answer = (await connection.send("script.evaluate", {
    expression: `(async () => JSON.stringify(await (${expression})) ?? "null")()`,
    target: { context },
    awaitPromise: true,
  })) as {
    result: {
      type: string;
      result?: { value: string };
      exceptionDetails?: { text: string };
    };
  };
  if (!answer.result.result)
    throw new Error(answer.result.exceptionDetails?.text ?? "no answer");
  return JSON.parse(answer.result.result.value) as T; // as the caller's expression says
}
