import { allOf, firstOf, shownOf } from "../find.ts";
import type { Selectors } from "./selectors.ts";

/** The conversation as the page shows it: one at a time, and shown twice nobody can say which is the live one. */
export function conversationRoot(
  page: Document,
  selectors: Selectors,
): HTMLElement | null {
  const shown = shownOf(page, selectors["intercom.conversation"]);
  return shown.length === 1 ? (shown[0] ?? null) : null;
}

/** The parts that hold words, in the order of the page. What stands inside a part is its text, whatever it looks like. */
export function shownParts(
  root: HTMLElement,
  selectors: Selectors,
): HTMLElement[] {
  const stream = firstOf(root, selectors["intercom.stream"]);
  if (!stream) return [];
  // In the order of the page: what stands inside a part comes after it, and before the next.
  const parts: HTMLElement[] = [];
  for (const part of allOf(stream, selectors["intercom.part"]))
    if (!parts.at(-1)?.contains(part)) parts.push(part);
  return parts;
}

/** Changes with every new part. It is taken at every look, so nothing but the newest of thousands is touched. */
export function partsMark(root: HTMLElement, selectors: Selectors): string {
  const stream = firstOf(root, selectors["intercom.stream"]);
  if (!stream) return "";
  for (const selector of selectors["intercom.part"]) {
    const parts = stream.querySelectorAll(selector);
    const newest = parts.item(parts.length - 1);
    if (newest) return `${parts.length} ${partIdOf(newest)}`;
  }
  return "";
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
