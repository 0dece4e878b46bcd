import type { Locator, Page } from "playwright-core";
import { openPage } from "../look-alike/in-chromium.ts";
import type { SandboxHandle } from "./page/main.ts";
import type { SandboxZendesk } from "./server.ts";

declare global {
  interface Window {
    __sandbox: SandboxHandle;
  }
}

/** What a person does in the page, by the attributes extensions use too. */
export class ZendeskPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async visit(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.waitForFunction(() => "__sandbox" in window);
  }

  layout(ticketId: number): Locator {
    return this.page.locator(
      `[data-test-id="ticket-${ticketId}-standard-layout"]`,
    );
  }

  composer(ticketId: number): Locator {
    return this.layout(ticketId).locator(
      '[data-test-id="omnicomposer-rich-text-ckeditor"]',
    );
  }

  /** As HTML, from the editor itself; the page's DOM may say otherwise. */
  written(ticketId: number): Promise<string | undefined> {
    return this.page.evaluate(
      (id) => window.__sandbox.editors.get(id)?.getData(),
      ticketId,
    );
  }

  async switchTo(ticketId: number): Promise<void> {
    await this.page
      .locator(`[data-test-id="header-tab"][data-entity-id="${ticketId}"]`)
      .click();
  }

  async choose(channel: "web" | "internal"): Promise<void> {
    await this.#active("omnichannel-channel-switcher-button").click();
    await this.page
      .locator(
        `[data-test-id="omnichannel-channel-switcher-menuitem-${channel}"]`,
      )
      .click();
  }

  /** Answers when the page has said how it went. */
  async submit(): Promise<void> {
    await this.#active("submit_button-button").click();
    await this.page.locator('[data-test-id="toast"]').first().waitFor();
  }

  #active(testId: string): Locator {
    return this.page.locator(
      `[data-is-active="true"] [data-test-id="${testId}"]`,
    );
  }
}

export interface InChromium {
  zendeskPage: ZendeskPage;
  /** Errors of the page and breaches of its policy, as they come. */
  complaints: string[];
  close(): Promise<void>;
}

export async function openInChromium(
  zendesk: SandboxZendesk,
): Promise<InChromium> {
  const { page, complaints, close } = await openPage(zendesk.chromiumArgs);
  return { zendeskPage: new ZendeskPage(page), complaints, close };
}
