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

/** All that match the first selector which matches anything. */
export function allOf(
  root: ParentNode,
  selectors: readonly string[],
): HTMLElement[] {
  for (const selector of selectors) {
    const found = root.querySelectorAll<HTMLElement>(selector);
    if (found.length > 0) return [...found];
  }
  return [];
}

/** The nearest ancestor (or itself) that any of the selectors names. */
export function closestOf(
  element: Element,
  selectors: readonly string[],
): Element | null {
  for (const selector of selectors) {
    const found = element.closest(selector);
    if (found) return found;
  }
  return null;
}
