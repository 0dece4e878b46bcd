import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  chromium,
  type BrowserContext,
  type Page,
  type Worker,
} from "playwright-core";
import { makeNextVersion } from "./next-version.ts";

const BUILD = resolve(import.meta.dirname, "../../build/chrome-mv3-prod");
const SYSTEM_CHROMIUM = "/usr/bin/chromium";
const LOOPBACK = ["http://127.0.0.1/*", "http://localhost/*"];

export interface LaunchOptions {
  /** Hosts, and the port of this computer to which each leads. */
  places: { hosts: string; port: number }[];
  buildDir?: string;
  headless?: boolean;
  /** Folders of other extensions in the same profile. */
  neighbours?: string[];
  /** Match patterns that the person has allowed beside this computer. */
  granted?: string[];
  /** Where copy and profile are kept, for a browser that is started again; else a folder that goes with it. */
  folder?: string;
}

export interface ExtensionBrowser {
  context: BrowserContext;
  worker: Worker;
  extensionId: string;
  /** The panel as a page of its own: what Playwright can drive. It looks at the given tab. */
  openPanelAsTab(tabId: number): Promise<Page>;
  /** The real side panel, 360 px beside the tab. Playwright does not list it, so it is driven by expressions. */
  openSidePanel(tabId: number): Promise<SidePanel>;
  /** The one that a click on the icon opens: it belongs to the window, and follows its tabs. */
  openSidePanelOf(windowId: number): Promise<SidePanel>;
  /** The store's next version comes: other files in the same folder, and the browser starts the extension anew. */
  update(version: string): Promise<void>;
  /** Kill the worker as Chrome does; false when none was running. The next message or alarm starts a new one. */
  stopWorker(): Promise<boolean>;
  /** The worker that runs now; starts none. */
  currentWorker(): Worker | undefined;
  /** Id of the first tab whose address matches. */
  tabIdOf(urlPattern: string): Promise<number>;
  close(): Promise<void>;
}

export interface SidePanel {
  evaluate<T>(expression: string): Promise<T>;
}

/**
 * Chromium with the built extension, a profile of its own and its helpdesks on this computer.
 *
 * A headless browser cannot click Chrome's permission prompt, so the copy of the build that is loaded here has the
 * loopback origins among its granted host permissions instead of the optional ones. Nothing else differs from what
 * is shipped, and the options page still asks for the permission (and finds it granted).
 */
export async function launchWithExtension({
  places,
  buildDir = BUILD,
  headless = true,
  neighbours = [],
  granted = [],
  folder: kept,
}: LaunchOptions): Promise<ExtensionBrowser> {
  const folder = kept ?? (await mkdtemp(join(tmpdir(), "heed-e2e-")));
  const extension = await copyWith(
    [...LOOPBACK, ...granted],
    buildDir,
    join(folder, "extension"),
  );
  const loaded = [extension, ...neighbours].join(",");
  const context = await chromium.launchPersistentContext(
    join(folder, "profile"),
    {
      ...(existsSync(SYSTEM_CHROMIUM)
        ? { executablePath: SYSTEM_CHROMIUM }
        : { channel: "chromium" }),
      headless,
      ignoreHTTPSErrors: true,
      // In a window the page is as large as the person makes it.
      viewport: headless ? { width: 1280, height: 800 } : null,
      args: [
        "--no-sandbox",
        "--window-size=1440,900",
        `--disable-extensions-except=${loaded}`,
        `--load-extension=${loaded}`,
        `--host-resolver-rules=${places
          .map(({ hosts, port }) => `MAP ${hosts} 127.0.0.1:${port}`)
          .join(",")}`,
        "--ignore-certificate-errors",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // A tab behind another must not have its timers slowed to one a second in a test.
        "--disable-background-timer-throttling",
        "--disable-renderer-backgrounding",
      ],
    },
  );
  const worker =
    ownWorker(context) ??
    (await context.waitForEvent("serviceworker", {
      timeout: 20_000,
      predicate: isOwn,
    }));
  const extensionId = new URL(worker.url()).host;
  const page = (path: string) => `chrome-extension://${extensionId}/${path}`;
  /** An extension page of our own that stays: the hand that asks Chrome about tabs while the worker is down. */
  let hand: Page | null = null;
  const handPage = async () => {
    // An update closes it, with all other pages of the extension.
    if (hand && !hand.isClosed()) return hand;
    hand = await context.newPage();
    await hand.goto(page("options.html"));
    return hand;
  };
  const sidePanel = async (where: Where) =>
    openSidePanel(context, await handPage(), page("sidepanel.html"), where);

  return {
    context,
    worker,
    extensionId,
    async openPanelAsTab(tabId) {
      const panel = await context.newPage();
      await panel.goto(page(`sidepanel.html?tabId=${tabId}`));
      return panel;
    },
    openSidePanel: (tabId) => sidePanel({ tabId }),
    openSidePanelOf: (windowId) => sidePanel({ windowId }),
    async update(version) {
      await allowReload(context);
      await copyWith([...LOOPBACK, ...granted], buildDir, extension);
      await makeNextVersion(extension, version);
      const restarted = context.waitForEvent("serviceworker", isOwn);
      // The worker that is asked goes with it, and may never answer.
      void (ownWorker(context) ?? worker)
        .evaluate(() => chrome.runtime.reload())
        .catch(() => undefined);
      const next = await restarted;
      const runs = await next.evaluate(() => chrome.runtime.getManifest());
      if (runs.version !== version)
        throw new Error(`after the update ${runs.version} runs`);
    },
    stopWorker: () => stopWorker(context, page("static/background/index.js")),
    currentWorker: () => ownWorker(context),
    async tabIdOf(urlPattern) {
      const asked = await handPage();
      const id = await asked.evaluate(
        async (url) => (await chrome.tabs.query({ url }))[0]?.id ?? null,
        urlPattern,
      );
      if (id === null) throw new Error(`no tab matches ${urlPattern}`);
      return id;
    },
    async close() {
      await context.close();
      if (!kept) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where the build tool puts the worker. A neighbour's is elsewhere. */
const isOwn = (worker: Worker) =>
  new URL(worker.url()).pathname === "/static/background/index.js";

function ownWorker(context: BrowserContext): Worker | undefined {
  return context.serviceWorkers().find(isOwn);
}

/** Chromium starts an extension of a folder again only in developer mode. */
async function allowReload(context: BrowserContext): Promise<void> {
  const settings = await context.newPage();
  await settings.goto("chrome://extensions");
  await settings.evaluate(() =>
    (
      chrome as unknown as {
        developerPrivate: { updateProfileConfiguration(to: object): unknown };
      }
    ).developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }),
  );
  await settings.close();
}

async function copyWith(
  granted: string[],
  from: string,
  to: string,
): Promise<string> {
  if (!existsSync(join(from, "manifest.json")))
    throw new Error(
      `No built extension at ${from}: run "npm run build" first.`,
    );
  await cp(from, to, { recursive: true });
  const path = join(to, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8"));
  manifest.host_permissions = [...manifest.host_permissions, ...granted];
  manifest.optional_host_permissions =
    manifest.optional_host_permissions.filter(
      (origin: string) => !LOOPBACK.includes(origin),
    );
  await writeFile(path, JSON.stringify(manifest));
  return to;
}

async function stopWorker(context: BrowserContext, url: string) {
  const session = await browserSession(context);
  const running = async () => {
    const { targetInfos } = await session.send("Target.getTargets");
    return targetInfos.find(
      (it) => it.type === "service_worker" && it.url === url,
    );
  };
  const target = await running();
  if (target) {
    await session.send("Target.closeTarget", { targetId: target.targetId });
    // A message at once may have started the next one already, under the same id.
    await waitFor(
      async () => ((await running()) ? undefined : true),
      1000,
    ).catch(() => undefined);
  }
  await session.detach();
  return target !== undefined;
}

type Where = { tabId: number } | { windowId: number };

/** Chrome opens the panel only in answer to a click in the extension: one is made on a page of ours. */
async function openSidePanel(
  context: BrowserContext,
  hand: Page,
  url: string,
  where: Where,
): Promise<SidePanel> {
  const session = await browserSession(context);
  const open = async () => {
    const { targetInfos } = await session.send("Target.getTargets");
    return targetInfos
      .filter((target) => target.url.startsWith(url))
      .map(({ targetId }) => targetId);
  };
  const before = await open();
  await hand.evaluate((it) => {
    document.addEventListener(
      "click",
      () => void chrome.sidePanel.open(it as { windowId: number }), // or of a tab: Chrome takes either
      { once: true, capture: true },
    );
  }, where);
  await hand.mouse.click(2, 2);
  const targetId = await waitFor(async () =>
    (await open()).find((id) => !before.includes(id)),
  );
  const { sessionId } = await session.send("Target.attachToTarget", {
    targetId,
    flatten: false,
  });
  const answers = new Map<number, (answer: string) => void>();
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result } = JSON.parse(message);
    answers.get(id)?.(JSON.stringify(result?.result?.value ?? null));
  });
  let count = 0;
  return {
    async evaluate(expression) {
      const id = ++count;
      const answer = new Promise<string>((done) => answers.set(id, done));
      await session.send("Target.sendMessageToTarget", {
        sessionId,
        message: JSON.stringify({
          id,
          method: "Runtime.evaluate",
          params: { expression, awaitPromise: true, returnByValue: true },
        }),
      });
      return JSON.parse(await answer);
    },
  };
}

async function browserSession(context: BrowserContext) {
  const browser = context.browser();
  if (!browser) throw new Error("this context has no browser of its own");
  return browser.newBrowserCDPSession();
}

async function waitFor<T>(
  look: () => Promise<T | undefined>,
  ms = 5000,
): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`waited ${ms} ms in vain`);
    await new Promise((next) => setTimeout(next, 50));
  }
}
