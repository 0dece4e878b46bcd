import { browser, openSidePanel } from "../messaging/browser.ts";
import type { PanelPush } from "../messaging/panel-protocol.ts";

type Command = Extract<PanelPush, { type: "push.command" }>["command"];
const COMMANDS: readonly Command[] = ["insert", "reject", "focus-panel"];

/**
 * The keys that work from anywhere. What they do is the panel's: it knows what is ticked and what is asked. With the
 * panel closed nobody hears them, so a key first opens it: nothing goes into a reply that nobody has seen.
 */
export function handleCommand(
  name: string,
  tab: { id?: number | undefined; windowId?: number | undefined } | undefined,
): void {
  const command = COMMANDS.find((it) => it === name);
  if (!command || tab?.id === undefined) return;
  if (tab.windowId !== undefined) openSidePanel(tab.windowId);
  const push: PanelPush = { type: "push.command", tabId: tab.id, command };
  void browser.runtime.sendMessage(push).catch(() => undefined); // the panel is closed
}
