import { isShown } from "./is-shown.ts";
import { own, parentOf } from "./own.ts";

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

/**
 * The same, looked for beside an inner part first: a thread of thousands of messages is not gone through for what
 * stands under it. Only what stands nowhere else is looked for in there.
 */
export function shownBeside(
  inner: readonly string[],
  root: HTMLElement,
  selectors: readonly string[],
): HTMLElement[] {
  const beside = around(firstOf(root, inner), root);
  for (const selector of selectors) {
    const shown = beside
      .flatMap((part) => [
        ...(own(part, "matches").call(part, selector) ? [part] : []),
        ...part.querySelectorAll<HTMLElement>(selector),
      ])
      .filter(isShown);
    if (shown.length > 0) return shown;
  }
  return shownOf(root, selectors);
}

/** What stands beside `inner` and beside each of its ancestors below `root`. */
function around(inner: Element | null, root: HTMLElement): HTMLElement[] {
  const parts: HTMLElement[] = [];
  for (let at = inner; at !== root;) {
    const parent: Element | null = at && parentOf(at);
    if (!parent) return [];
    for (const child of own(parent, "children"))
      if (child !== at) parts.push(child as HTMLElement); // asked only what any element has
    at = parent;
  }
  return parts;
}

/** Without those that stand inside another of them. */
export function outermost(inOrder: HTMLElement[]): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (const one of inOrder) if (!found.at(-1)?.contains(one)) found.push(one);
  return found;
}

/** Of several, nobody can say which is meant. */
export function only<T>(found: T[]): T | null {
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The first and the last so many of a list. */
export function endsOf(
  all: ArrayLike<HTMLElement>,
  count: number,
): HTMLElement[] {
  const ends: HTMLElement[] = [];
  for (let at = 0; at < all.length; at++) {
    if (at === count) at = Math.max(at, all.length - count);
    ends.push(all[at] as HTMLElement); // inside the list
  }
  return ends;
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
