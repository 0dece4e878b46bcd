import type { ComposerMode } from "../../messaging/page-protocol.ts";
import { only, shownBeside } from "../find.ts";
import type { Selectors } from "./selectors.ts";

/** Looked up each time: the page replaces the element between edits. null also when there are two. */
export function findComposer(
  root: HTMLElement,
  selectors: Selectors,
): HTMLElement | null {
  const editables = shownBeside(
    selectors["intercom.stream"],
    root,
    selectors["intercom.composer"],
  ).filter((editable) => editable.getAttribute("contenteditable") === "true");
  return only(editables);
}

/**
 * Reply or note. Each needs a mark of its own, and only one of the two may be there: no mark of the other is no proof,
 * because it may have been renamed. Labels are never read; they are in the agent's language.
 */
export function composerMode(
  root: HTMLElement,
  selectors: Selectors,
): ComposerMode {
  const reply = selectors["intercom.replyChosen"].join();
  const note = selectors["intercom.noteChosen"].join();
  // Gone through once for all of them: they may stand under thousands of messages.
  const marks = [...root.querySelectorAll(`${reply},${note}`)];
  const isReply = marks.some((mark) => mark.matches(reply));
  const isNote = marks.some((mark) => mark.matches(note));
  if (isReply === isNote) return "unknown";
  return isReply ? "public" : "internal";
}
