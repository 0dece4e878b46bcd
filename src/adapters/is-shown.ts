import { parentOf } from "./own.ts";

/** `offsetParent` is set inside Zendesk's hidden panes, so only the computed style tells. */
export function isShown(element: Element): boolean {
  const view = element.ownerDocument.defaultView;
  if (!view || view.getComputedStyle(element).visibility === "hidden")
    return false;
  for (let at: Element | null = element; at; at = parentOf(at))
    if (view.getComputedStyle(at).display === "none") return false;
  return true;
}
