import type { DeliveredPack } from "../domain/delivered-pack.ts";
import { browser } from "../messaging/browser.ts";
import {
  parseGetAnswer,
  parseInsertResult,
  parsePageReading,
} from "../messaging/page-parser.ts";
import type {
  GetAnswer,
  InsertCommand,
  InsertResult,
  PageCommand,
  PageReading,
} from "../messaging/page-protocol.ts";

/** Commands to a tab's content script. Every answer is parsed; no answer is an answer too. */

export async function getThroughPage(
  tabId: number,
  path: string,
): Promise<GetAnswer> {
  const answer = await tell(tabId, { type: "page.get", path });
  return parseGetAnswer(answer) ?? { ok: false, reason: "network" };
}

/** False: no script of ours is there. Its state comes as its other reports do, so that an old one never follows a new. */
export async function askToTellAgain(tabId: number): Promise<boolean> {
  return (await tell(tabId, { type: "page.tell-again" })) === true;
}

export async function readPageTicket(
  tabId: number,
  ticketId: string,
): Promise<PageReading | null> {
  const answer = await tell(tabId, { type: "page.read-ticket", ticketId });
  return parsePageReading(answer) ?? null;
}

/** null: the page did not answer, so nobody knows what its composer holds. */
export async function insertIntoPage(
  tabId: number,
  command: InsertCommand,
): Promise<InsertResult | null> {
  return parseInsertResult(await tell(tabId, command)) ?? null;
}

export async function showInPage(
  tabId: number,
  ticketId: string,
  messageId: string,
  at: string,
): Promise<boolean> {
  return (
    (await tell(tabId, {
      type: "page.show-message",
      ticketId,
      messageId,
      at,
    })) === true
  );
}

/** Lists to try before the built-in ones; the page keeps them only while its own check is better with them. */
export async function giveSelectors(
  tabId: number,
  { version, selectors }: DeliveredPack,
): Promise<void> {
  await tell(tabId, {
    type: "page.use-selectors",
    packVersion: version,
    selectors,
  });
}

export async function focusInPage(
  tabId: number,
  ticketId: string,
): Promise<boolean> {
  return (
    (await tell(tabId, { type: "page.focus-composer", ticketId })) === true
  );
}

/** The top frame only: a frame inside the helpdesk's page is somebody else's. */
async function tell(tabId: number, command: PageCommand): Promise<unknown> {
  return browser.tabs
    .sendMessage(tabId, command, { frameId: 0 })
    .catch(() => undefined);
}
