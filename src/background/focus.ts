import { browser } from "../messaging/browser.ts";
import { focusInPage } from "./page-door.ts";
import { tabState } from "./tabs.ts";

/**
 * From the panel back to the reply box. The page puts its cursor there; the browser is asked to give its window and tab
 * the keyboard again, as far as it lets an extension.
 */
export async function backToComposer(tabId: number): Promise<boolean> {
  const tab = await tabState(tabId);
  if (!tab?.ref) return false;
  const { windowId } = await browser.tabs.update(tabId, { active: true });
  if (windowId !== undefined)
    await browser.windows.update(windowId, { focused: true });
  return focusInPage(tabId, tab.ref.ticketId);
}
