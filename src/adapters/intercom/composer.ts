import type { ComposerMode } from "../../messaging/page-protocol.ts";
import { firstOf, shownOf } from "../find.ts";
import type { Selectors } from "./selectors.ts";

/** Looked up each time: the page replaces the element between edits. null also when there are two. */
export function findComposer(
  root: HTMLElement,
  selectors: Selectors,
): HTMLElement | null {
  const editables = shownOf(root, selectors["intercom.composer"]).filter(
    (editable) => editable.getAttribute("contenteditable") === "true",
  );
  return editables.length === 1 ? (editables[0] ?? null) : null;
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
