import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";

export interface PageInChromium {
  page: Page;
  /** Errors of the page and breaches of its policy, as they come. */
  complaints: string[];
  close(): Promise<void>;
}

/** A browser of its own, without an extension, that finds the sandbox under its real name. */
export async function openPage(
  chromiumArgs: string[],
): Promise<PageInChromium> {
  const profile = mkdtempSync(join(tmpdir(), "heed-sandbox-profile-"));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    ignoreHTTPSErrors: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      ...chromiumArgs,
    ],
  });
  const page = browser.pages()[0] ?? (await browser.newPage());
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const isBreach = /Content Security|Trusted/.test(message.text());
    if (message.type() === "error" && isBreach) complaints.push(message.text());
  });
  return {
    page,
    complaints,
    close: async () => {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
