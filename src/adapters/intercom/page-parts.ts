import { firstOf, listOf, shownOf } from "../find.ts";
import type { Selectors } from "./selectors.ts";

/** The conversation as the page shows it: one at a time, and shown twice nobody can say which is the live one. */
export function conversationRoot(
  page: Document,
  selectors: Selectors,
): HTMLElement | null {
  const shown = shownOf(page, selectors["intercom.conversation"]);
  return shown.length === 1 ? (shown[0] ?? null) : null;
}

/** Parts at either end that tell which conversation is drawn: a page draws another one anew, or adds at the ends. */
const ENDS = 100;

/** The parts that hold words, in the order of the page. What stands inside a part is its text, whatever it looks like. */
export function shownParts(
  root: HTMLElement,
  selectors: Selectors,
): HTMLElement[] {
  return outermost([...partsIn(root, selectors)]);
}

/** The oldest and the newest of them. Taken at every look, where thousands may be drawn. */
export function partsAtEnds(
  root: HTMLElement,
  selectors: Selectors,
): HTMLElement[] {
  const all = partsIn(root, selectors);
  const ends: HTMLElement[] = [];
  for (let at = 0; at < all.length; at++) {
    if (at === ENDS) at = Math.max(at, all.length - ENDS);
    ends.push(all[at] as HTMLElement);
  }
  return outermost(ends);
}

/** Changes with every new part. */
export function partsMark(root: HTMLElement, selectors: Selectors): string {
  const all = partsIn(root, selectors);
  const newest = all[all.length - 1];
  return `${all.length} ${newest ? partIdOf(newest) : ""}`;
}

/** With what stands inside one: it comes after it, and before the next. */
function partsIn(root: HTMLElement, selectors: Selectors) {
  const stream = firstOf(root, selectors["intercom.stream"]);
  return stream ? listOf(stream, selectors["intercom.part"]) : [];
}

function outermost(inOrder: HTMLElement[]): HTMLElement[] {
  const parts: HTMLElement[] = [];
  for (const part of inOrder)
    if (!parts.at(-1)?.contains(part)) parts.push(part);
  return parts;
}

/** The API's id of a part, or null. */
export function partIdOf(part: Element): string | null {
  const id =
    part
      .closest("[data-part-entity-id]")
      ?.getAttribute("data-part-entity-id") ??
    part.getAttribute("data-part-id") ??
    part.getAttribute("data-part-group-id");
  return id !== null && /^\d{1,30}$/.test(id) ? id : null;
}
