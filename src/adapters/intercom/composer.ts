import type {
  ComposerMode,
  ComposerState,
} from "../../messaging/page-protocol.ts";
import { firstOf } from "../find.ts";
import { isShown } from "../is-shown.ts";
import { plainText } from "../plain-text.ts";
import type { Selectors } from "./selectors.ts";

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

/** Looked up each time: the page replaces the element between edits. */
export function findComposer(
  root: HTMLElement,
  selectors: Selectors,
): HTMLElement | null {
  const editable = firstOf(root, selectors["intercom.composer"]);
  return editable &&
    editable.getAttribute("contenteditable") === "true" &&
    isShown(editable)
    ? editable
    : null;
}

/**
 * Reply or note. Each needs a mark of its own, and only one of the two may be there: no mark of the other is no proof,
 * because it may have been renamed. Labels are never read; they are in the agent's language.
 */
export function composerMode(
  root: HTMLElement,
  selectors: Selectors,
): ComposerMode {
  const isReply = firstOf(root, selectors["intercom.replyChosen"]) !== null;
  const isNote = firstOf(root, selectors["intercom.noteChosen"]) !== null;
  if (isReply === isNote) return "unknown";
  return isReply ? "public" : "internal";
}
