import type { Helpdesk } from "../domain/ticket.ts";
import type { Sender } from "./browser.ts";
import { accountOf, brandOf } from "./hosts.ts";

/**
 * Who sent a message, from what the browser says of the sender, never from what the message says. A content script
 * lives beside a page that may be hostile: it may only say what its own tab shows. Only a page of ours may command.
 */
export type KnownSender =
  | { kind: "helpdesk"; tabId: number; helpdesk: Helpdesk; accountKey: string }
  /** Zendesk's workspace on another host, which counts only if a person has allowed that one. */
  | { kind: "brand"; tabId: number; host: string }
  | { kind: "extension_page" }
  | null;

export function senderOf(
  sender: Sender,
  extension: { id: string; origin: string },
): KnownSender {
  if (sender.id !== extension.id || !sender.url) return null;
  // The panel opened as a tab has a tab too, so the address decides, not the absence of a tab.
  if (sender.url.startsWith(`${extension.origin}/`))
    return { kind: "extension_page" };
  if (sender.tab?.id === undefined || sender.frameId !== 0) return null;
  const tabId = sender.tab.id;
  const account = accountOf(sender.url);
  if (account) return { kind: "helpdesk", tabId, ...account };
  const host = brandOf(sender.url);
  return host === null ? null : { kind: "brand", tabId, host };
}
