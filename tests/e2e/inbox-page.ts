import type { Page } from "playwright-core";
import type { InboxHandle } from "../sandbox/intercom/page/main.ts";
import {
  typeAfterFirstParagraph as typeInParagraph,
  typeAtEnd,
} from "./editor-hands.ts";

/** What an agent does in the look-alike Intercom, through its page as a person would. */

const EDITOR = '.ProseMirror[role="textbox"]';

/** From the page's own side: its test handle. */
export function inInbox<T>(
  page: Page,
  run: (handle: InboxHandle, ticketId: number) => T,
  ticketId: number,
): Promise<Awaited<T>> {
  return page.evaluate(
    `(${String(run)})(window.__sandbox, ${ticketId})`,
  ) as Promise<Awaited<T>>;
}

export function showTicket(page: Page, ticketId: number): Promise<void> {
  return inInbox(page, (it, id) => it.open(id), ticketId);
}

export function composerText(page: Page, ticketId: number): Promise<string> {
  return inInbox(page, (it, id) => it.text(id), ticketId);
}

export function typeInComposer(
  page: Page,
  _ticketId: number,
  text: string,
): Promise<void> {
  return typeAtEnd(page, page.locator(EDITOR), text);
}

export function typeAfterFirstParagraph(
  page: Page,
  _ticketId: number,
  text: string,
): Promise<void> {
  return typeInParagraph(page, page.locator(EDITOR), text);
}

export async function switchTo(
  page: Page,
  _ticketId: number,
  channel: "web" | "internal",
): Promise<void> {
  const target = channel === "web" ? "reply-tab" : "note-tab";
  await page.locator(`[data-hand="${target}"]`).click();
}

export async function submit(page: Page, _ticketId: number): Promise<void> {
  await page.locator("button.send").click();
}

export async function focusComposer(
  page: Page,
  _ticketId: number,
): Promise<void> {
  await page.locator(EDITOR).focus();
}
