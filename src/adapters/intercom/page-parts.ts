import { endsOf, firstOf, listOf, only, outermost, shownOf } from "../find.ts";
import type { Selectors } from "./selectors.ts";

/** The conversation as the page shows it: one at a time, and shown twice nobody can say which is the live one. */
export function conversationRoot(
  page: Document,
  selectors: Selectors,
): HTMLElement | null {
  return only(shownOf(page, selectors["intercom.conversation"]));
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
export function partsAtEnds(all: Parts): HTMLElement[] {
  return outermost(endsOf(all, ENDS));
}

/** Changes with every new part. */
export function partsMark(all: Parts): string {
  const newest = all[all.length - 1];
  return `${all.length} ${newest ? partIdOf(newest) : ""}`;
}

export type Parts = ReturnType<typeof listOf>;

/** With what stands inside one: it comes after it, and before the next. */
export function partsIn(root: HTMLElement, selectors: Selectors): Parts {
  const stream = firstOf(root, selectors["intercom.stream"]);
  return stream ? listOf(stream, selectors["intercom.part"]) : [];
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
