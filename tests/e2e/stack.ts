import type { BrowserContext, Page } from "playwright-core";
import { startDesk, type Desk, type DeskBrowser, type Wanted } from "./desk.ts";
import { launchWithExtension, type ExtensionBrowser } from "./extension.ts";

export interface Stack extends Desk {
  browser: ExtensionBrowser;
  context: BrowserContext;
}

/** The desk in Chromium. */
export async function startStack(wanted: Wanted): Promise<Stack> {
  const { desk, browser } = await startDesk(wanted, async (at, headless) => {
    const extension = await launchWithExtension({ places: [at], headless });
    return { ...deskBrowser(extension), extension };
  });
  const { extension } = browser;
  return { ...desk, browser: extension, context: extension.context };
}

function deskBrowser({
  context,
  worker,
  extensionId,
  close,
}: ExtensionBrowser): DeskBrowser {
  return {
    newPage: () => context.newPage(),
    url: (path) => `chrome-extension://${extensionId}/${path}`,
    // Through the worker: a page of ours opened for this would be one more tab in the demo's window.
    async tabIdOf(urlPattern) {
      const id = await worker.evaluate(
        async (url) => (await chrome.tabs.query({ url }))[0]?.id ?? null,
        urlPattern,
      );
      if (id === null) throw new Error(`no tab matches ${urlPattern}`);
      return id;
    },
    async openWindow(url) {
      const opened = context.waitForEvent(
        "page",
        (page: Page) => page.url() === url || page.url() === "about:blank",
      );
      await worker.evaluate(
        (address) =>
          chrome.windows.create({
            url: address,
            width: 376,
            height: 900,
            focused: false,
          }),
        url,
      );
      const page = await opened;
      await page.waitForURL(url);
      return page;
    },
    close,
  };
}
