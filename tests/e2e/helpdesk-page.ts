import type { Page } from "playwright-core";
import {
  typeAfterFirstParagraph as typeInParagraph,
  typeAtEnd,
} from "./editor-hands.ts";

/** What an agent does in the look-alike Zendesk, through its page as a person would. */

const pane = (ticketId: number) =>
  `[data-test-id="ticket-${ticketId}-standard-layout"]`;
export const composerOf = (page: Page, ticketId: number) =>
  page.locator(
    `${pane(ticketId)} :is([data-test-id="omnicomposer-rich-text-ckeditor"], [data-test-id="omnicomposer-plain-text-ckeditor"])`,
  );

/** Show a ticket, opening it first when it is not mounted. */
export async function showTicket(page: Page, ticketId: number): Promise<void> {
  await page.evaluate(
    (id) =>
      (
        window as unknown as { __sandbox: { open(id: number): unknown } }
      ).__sandbox.open(id),
    ticketId,
  );
  await page.locator(`${pane(ticketId)}[data-is-active="true"]`).waitFor();
}

/** Close every open ticket but this one. */
export async function closeTickets(page: Page, but: number): Promise<void> {
  await page.evaluate((kept) => {
    for (const button of document.querySelectorAll<HTMLElement>(".tab-close"))
      if (button.getAttribute("aria-label") !== `Close ticket ${kept}`)
        button.click();
  }, but);
}

export function composerText(page: Page, ticketId: number): Promise<string> {
  return composerOf(page, ticketId).innerText();
}

export function typeInComposer(
  page: Page,
  ticketId: number,
  text: string,
): Promise<void> {
  return typeAtEnd(page, composerOf(page, ticketId), text);
}

export function typeAfterFirstParagraph(
  page: Page,
  ticketId: number,
  text: string,
): Promise<void> {
  return typeInParagraph(page, composerOf(page, ticketId), text);
}

export async function switchTo(
  page: Page,
  ticketId: number,
  channel: "web" | "internal",
): Promise<void> {
  const switcher = page.locator(
    `${pane(ticketId)} [data-test-id="omnichannel-channel-switcher-button"]`,
  );
  if ((await switcher.getAttribute("data-channel")) === channel) return;
  await switcher.click();
  await page
    .locator(
      `[data-test-id="omnichannel-channel-switcher-menuitem-${channel}"]`,
    )
    .click();
}

/** The footer's button, or in a chat the composer's own. */
export async function submit(page: Page, ticketId: number): Promise<void> {
  const button = (testId: string) =>
    page.locator(`${pane(ticketId)} [data-test-id="${testId}"]`);
  const chat = button("omnichannel-omnicomposer-send-button");
  await (
    (await chat.count()) > 0 ? chat : button("submit_button-button")
  ).click();
}

export async function focusComposer(
  page: Page,
  ticketId: number,
): Promise<void> {
  await composerOf(page, ticketId).focus();
}
