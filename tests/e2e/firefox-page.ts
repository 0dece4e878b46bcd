import type { Page as PlaywrightPage } from "playwright-core";
import type { KeyInput, Page } from "puppeteer-core";
import { FirefoxLocator, until, type Step } from "./firefox-locator.ts";

/**
 * A page of Firefox with the methods of Playwright's that the scripted agent's hands use, so that one walk and one
 * set of tests run in both browsers. What no hand uses is not here, and fails by name.
 */
export function drivenPage(page: Page): PlaywrightPage {
  const find = (step: Step) => new FirefoxLocator(page, [step]);
  const driven = {
    locator: (selector: string) => find({ by: "css", selector }),
    getByRole: (
      role: string,
      { name = null }: { name?: string | RegExp | null } = {},
    ) => find({ by: "role", role, name }),
    getByLabel: (text: string) => find({ by: "label", text }),
    getByText: (text: string | RegExp) => find({ by: "text", text }),
    innerText: (selector: string) =>
      find({ by: "css", selector }).first().innerText(),
    async goto(url: string) {
      // An extension's page never tells Firefox's protocol that it has loaded.
      const isOurs = url.startsWith("moz-extension:");
      await page.goto(url, { waitUntil: isOurs ? [] : "load" });
      await until(
        () =>
          page.evaluate(
            (path) =>
              document.readyState !== "loading" && location.href.includes(path)
                ? true
                : null,
            new URL(url).host,
          ),
        { what: url },
      );
    },
    url: () => page.url(),
    evaluate: (run: unknown, argument?: unknown) =>
      page.evaluate(run as never, argument as never),
    async waitForFunction(
      run: unknown,
      argument?: unknown,
      { timeout = 30_000 }: { timeout?: number } = {},
    ) {
      const value = await until(
        async () =>
          ((await page.evaluate(run as never, argument as never)) as unknown) ||
          null,
        { timeout, what: String(run) },
      );
      return { jsonValue: () => Promise.resolve(value) };
    },
    waitForTimeout: (ms: number) =>
      new Promise((resolve) => setTimeout(resolve, ms)),
    keyboard: {
      async press(keys: string) {
        const held = keys.split("+");
        const key = held.pop() as KeyInput;
        for (const one of held) await page.keyboard.down(one as KeyInput);
        await page.keyboard.press(key);
        for (const one of held.reverse())
          await page.keyboard.up(one as KeyInput);
      },
      insertText: (text: string) => page.keyboard.type(text),
      type: (text: string) => page.keyboard.type(text),
    },
    bringToFront: () => page.bringToFront(),
    close: () => page.close(),
    setContent: (html: string) => page.setContent(html),
    // In Firefox a window of its own has its own size; a tab of it cannot have another.
    setViewportSize: (size: { width: number; height: number }) =>
      page.setViewport(size).catch(() => undefined),
    async screenshot({ path }: { path?: string } = {}) {
      await page.bringToFront();
      return Buffer.from(
        await page.screenshot(
          path === undefined ? {} : { path: path as `${string}.png` },
        ),
      );
    },
    on: () => driven,
    once: () => driven,
  };
  return driven as unknown as PlaywrightPage; // the part of it that the hands use
}
