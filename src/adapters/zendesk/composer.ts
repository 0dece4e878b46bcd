import type { ComposerMode } from "../../messaging/page-protocol.ts";
import { attributeOf, only, shownBeside } from "../find.ts";
import { SIDE_CONVERSATION, type Selectors } from "./selectors.ts";

/** Read when the channel's name is missing or not known: English labels only, because the attribute above is what counts. */
const LABELS: Record<string, ComposerMode> = {
  "internal note": "internal",
  "public reply": "public",
};
const PUBLIC_CHANNELS = [
  "web",
  "email",
  "native_messaging",
  "messaging",
  "chat",
  "sms",
  "whatsapp",
  "facebook",
  "twitter",
];

/**
 * Looked up each time: Zendesk replaces the element between edits, so a kept reference writes into nothing. null also
 * when there are two and nobody can say which is the reply's.
 */
export function findComposer(
  root: HTMLElement,
  selectors: Selectors,
): HTMLElement | null {
  const editables = shownBeside(
    selectors["zendesk.conversation"],
    root,
    selectors["zendesk.composer"],
  ).filter(
    (editable) =>
      editable.getAttribute("contenteditable") === "true" &&
      !editable.closest(SIDE_CONVERSATION),
  );
  return only(editables);
}

export function composerMode(
  root: HTMLElement,
  selectors: Selectors,
): ComposerMode {
  const modes = new Set(
    shownBeside(
      selectors["zendesk.conversation"],
      root,
      selectors["zendesk.channelSwitcher"],
    )
      .filter((button) => !button.closest(SIDE_CONVERSATION))
      .map((button) => modeOf(button, selectors)),
  );
  // Two switches that disagree say nothing.
  const [mode] = modes;
  return modes.size === 1 && mode ? mode : "unknown";
}

function modeOf(button: Element, selectors: Selectors): ComposerMode {
  const channel = attributeOf(button, selectors["zendesk.channelAttribute"]);
  if (channel === "internal") return "internal";
  if (channel && PUBLIC_CHANNELS.includes(channel)) return "public";
  const label = button.getAttribute("aria-label")?.trim().toLowerCase() ?? "";
  return LABELS[label] ?? "unknown";
}
