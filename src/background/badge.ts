import { lastCustomerMessage, ticketKey } from "../domain/ticket.ts";
import { outcomeOf } from "../domain/outcome-rules.ts";
import { browser } from "../messaging/browser.ts";
import { db } from "./database.ts";
import { isPanelOpen } from "./panel-open.ts";
import { allTabs, tabState } from "./tabs.ts";

/** The panel takes a moment to be gone from Chrome's list after it said so. */
const GONE_AFTER_MS = 300;

/** One mark on the icon: the panel is closed, and for the ticket in this tab a draft waits. */
export async function refreshBadge(tabId: number): Promise<void> {
  const waits = !(await isPanelOpen()) && (await draftWaits(tabId));
  await setBadge(tabId, waits ? "1" : "");
}

export function clearBadge(tabId: number): Promise<void> {
  return setBadge(tabId, "");
}

export async function refreshAllBadges(): Promise<void> {
  for (const { tabId } of await allTabs()) await refreshBadge(tabId);
}

export function refreshBadgesSoon(): void {
  setTimeout(() => void refreshAllBadges(), GONE_AFTER_MS);
}

async function setBadge(tabId: number, text: string): Promise<void> {
  await browser.action.setBadgeText({ tabId, text }).catch(() => undefined); // the tab is gone
}

/** For the newest message, not inserted, and nothing decided about it. */
async function draftWaits(tabId: number): Promise<boolean> {
  const tab = await tabState(tabId);
  const newest = tab?.ticket && lastCustomerMessage(tab.ticket)?.messageId;
  if (!tab?.ref || !newest) return false;
  const now = new Date().toISOString();
  const kept = await db.suggestions
    .where("ticketKey")
    .equals(ticketKey(tab.ref))
    .toArray();
  for (const { suggestionId, suggestion } of kept) {
    if (suggestion?.lastMessageId !== newest) continue;
    if (suggestion.answer.kind === "abstention") continue;
    const trail = (await db.trails.get(suggestionId))?.trail;
    if (
      trail &&
      trail.insertedAt === null &&
      outcomeOf(trail, now).kind === "pending"
    )
      return true;
  }
  return false;
}
