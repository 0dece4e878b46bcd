import type {
  ComposerMode,
  ComposerState,
} from "../../messaging/page-protocol.ts";
import { isShown } from "../is-shown.ts";
import { plainText } from "../plain-text.ts";
import { firstOf } from "../find.ts";
import { type Selectors } from "./selectors.ts";

/** Read when the channel's name is missing: English labels only, because the attribute above is what counts. */
const LABELS: Record<string, ComposerMode> = {
  "internal note": "internal",
  "public reply": "public",
};
const PUBLIC_CHANNELS = new Set([
  "web",
  "email",
  "native_messaging",
  "messaging",
  "chat",
  "sms",
  "whatsapp",
  "facebook",
  "twitter",
]);

export function readComposer(
  root: HTMLElement,
  ticketId: string,
  selectors: Selectors,
): ComposerState {
  const editable = findComposer(root, selectors);
  return {
    ticketId,
    present: editable !== null,
    mode: composerMode(root, selectors),
    text: editable ? plainText(editable) : "",
  };
}

/** Looked up each time: Zendesk replaces the element between edits, so a kept reference writes into nothing. */
export function findComposer(
  root: HTMLElement,
  selectors: Selectors,
): HTMLElement | null {
  const editable = firstOf(root, selectors["zendesk.composer"]);
  return editable &&
    editable.getAttribute("contenteditable") === "true" &&
    isShown(editable)
    ? editable
    : null;
}

export function composerMode(
  root: HTMLElement,
  selectors: Selectors,
): ComposerMode {
  const button = firstOf(root, selectors["zendesk.channelSwitcher"]);
  const channel = button?.getAttribute("data-channel");
  if (channel)
    return channel === "internal"
      ? "internal"
      : PUBLIC_CHANNELS.has(channel)
        ? "public"
        : "unknown";
  const label = button?.getAttribute("aria-label")?.trim().toLowerCase() ?? "";
  return LABELS[label] ?? "unknown";
}
