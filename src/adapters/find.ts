import { isShown } from "./is-shown.ts";
import { own } from "./own.ts";

/** Ordered lists of selectors: the first that matches wins. */

export function firstOf(
  root: ParentNode,
  selectors: readonly string[],
  ticketId = "",
): HTMLElement | null {
  for (const selector of selectors) {
    const found = root.querySelector<HTMLElement>(
      selector.replaceAll("{ticketId}", ticketId),
    );
    if (found) return found;
  }
  return null;
}

/** What the first selector matches that matches anything, as the page has it: of thousands, none is touched yet. */
export function listOf(
  root: ParentNode,
  selectors: readonly string[],
): ArrayLike<HTMLElement> & Iterable<HTMLElement> {
  for (const selector of selectors) {
    const found = root.querySelectorAll<HTMLElement>(selector);
    if (found.length > 0) return found;
  }
  return [];
}

export function allOf(
  root: ParentNode,
  selectors: readonly string[],
): HTMLElement[] {
  return [...listOf(root, selectors)];
}

/** The shown elements of the first list entry that shows any. More than one: nobody can tell which is meant. */
export function shownOf(
  root: ParentNode,
  selectors: readonly string[],
): HTMLElement[] {
  for (const selector of selectors) {
    const shown = [...root.querySelectorAll<HTMLElement>(selector)].filter(
      isShown,
    );
    if (shown.length > 0) return shown;
  }
  return [];
}

/** The value of the first of these attributes that the element has. */
export function attributeOf(
  element: Element,
  names: readonly string[],
): string | null {
  for (const name of names) {
    const value = element.getAttribute(name);
    if (value !== null) return value;
  }
  return null;
}

/** The nearest ancestor (or itself) that any of the selectors names. */
export function closestOf(
  element: Element | null,
  selectors: readonly string[],
): Element | null {
  for (const selector of element ? selectors : []) {
    const found = element && own(element, "closest").call(element, selector);
    if (found) return found;
  }
  return null;
}

/** What it says, on one line. */
export function textOrNull(element: Element | null): string | null {
  return element?.textContent?.replace(/\s+/g, " ").trim() || null;
}
