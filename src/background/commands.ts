import {
  browser,
  openSidePanel,
  openSidePanelForKeys,
} from "../messaging/browser.ts";
import {
  panelCommand,
  type PanelCommand,
  type PanelPush,
} from "../messaging/panel-protocol.ts";

/** A panel that is being opened takes its key within this time, or the key was for one that never came. */
const WAIT_MS = 5000;
let untaken: { tabId: number; command: PanelCommand; at: number } | null = null;

/**
 * The keys that work from anywhere. What they do is the panel's: it knows what is ticked and what is asked. With the
 * panel closed nobody hears them, so a key first opens it: nothing goes into a reply that nobody has seen.
 */
export function handleCommand(
  name: string,
  tab: { id?: number | undefined; windowId?: number | undefined } | undefined,
): void {
  const { data: command } = panelCommand.safeParse(name);
  if (!command || tab?.id === undefined) return;
  const tabId = tab.id;
  if (tab.windowId !== undefined) {
    if (command === "insert") openSidePanel(tab.windowId);
    else
      openSidePanelForKeys(tab.windowId, () => {
        untaken = { tabId, command, at: Date.now() };
      });
  }
  const push: PanelPush = { type: "push.command", tabId, command };
  void browser.runtime.sendMessage(push).catch(() => undefined); // the panel is closed
}

/** The key that opened the panel of this tab, which did not listen yet; once. */
export function takeCommand(tabId: number): PanelCommand | null {
  if (untaken?.tabId !== tabId) return null;
  const { command, at } = untaken;
  untaken = null;
  return Date.now() - at < WAIT_MS ? command : null;
}
