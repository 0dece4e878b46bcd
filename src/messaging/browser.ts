import polyfill from "webextension-polyfill";
import type { Runtime } from "webextension-polyfill";

/** The only door to the polyfill, and to what it does not cover. Everything else imports the browser from here. */
// A value of its own: re-exporting the import itself makes Parcel 2.9 take the package for an external one.
export const browser = polyfill;
export type Sender = Runtime.MessageSender;

/**
 * Plasmo adds the panel but not the behaviour: without this a click on the icon does nothing. Chrome and Edge open it
 * themselves once told; Firefox wants its sidebar opened in the click. Called at once when the worker starts, because
 * a listener that is added later misses the click that woke it.
 */
export async function openPanelOnIconClick(): Promise<void> {
  if (!globalThis.chrome?.sidePanel)
    return browser.action?.onClicked.addListener(toggleSidebar);
  await globalThis.chrome.sidePanel.setPanelBehavior({
    openPanelOnActionClick: true,
  });
}

function toggleSidebar(): void {
  void browser.sidebarAction?.toggle();
}

/** `storage.local` is open to content scripts by default; the token must not be. Firefox has no such switch. */
export async function hideStorageFromContentScripts(): Promise<void> {
  await globalThis.chrome?.storage?.local?.setAccessLevel?.({
    accessLevel: "TRUSTED_CONTEXTS",
  });
}

/**
 * Opens the side panel beside this window's tabs. Only in the same turn as the agent's key or click: Chrome asks for
 * the gesture, and it does not outlive an `await`. No effect when it is open.
 */
export function openSidePanel(windowId: number): void {
  const opening = globalThis.chrome?.sidePanel
    ? globalThis.chrome.sidePanel.open({ windowId })
    : // Firefox's sidebar belongs to the window in front, which is the one with the gesture.
      browser.sidebarAction?.open();
  void opening?.catch(() => {
    // Refused (no gesture): the icon still opens it.
  });
}

/** What a panel's address ends in while it has the keyboard: of a panel, the browser tells nothing else at once. */
export const HAS_KEYBOARD = "#keyboard";

/**
 * Opens the side panel with the keyboard in it, unless it has it. Chrome gives the keyboard to a panel that opens, and by
 * no means to one that is open (`window.focus()` moves nothing there): so it is taken away and opened anew. Those of other
 * windows are taken away with it, and opened too. All in one answer's turn: a gesture does not outlive two.
 * `onOpening`: the panel that is to come has not heard the key. Firefox's panel takes the keyboard by itself.
 */
export function openSidePanelForKeys(
  windowId: number,
  onOpening: () => void,
): void {
  const panel = globalThis.chrome?.sidePanel;
  if (!panel) return openSidePanel(windowId);
  const contextTypes = ["SIDE_PANEL" as chrome.runtime.ContextType];
  globalThis.chrome.runtime.getContexts({ contextTypes }, (open) => {
    const here = open.find((it) => it.windowId === windowId);
    if (here?.documentUrl?.endsWith(HAS_KEYBOARD)) return;
    onOpening();
    void panel.setOptions({ enabled: false });
    void panel.setOptions({ enabled: true });
    const others = open.map((it) => it.windowId);
    for (const id of new Set([...others, windowId])) openSidePanel(id);
  });
}
