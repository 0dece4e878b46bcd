import { allOf, firstOf } from "../find.ts";
import { type Selectors } from "./selectors.ts";

/** Long enough to find it by eye. */
const LIT_MS = 2500;
const LIT = { outline: "2px solid #2b4fc4", outlineOffset: "2px" };

/** Bring a message into view and outline it for a moment, without touching the page's own markup. The page carries no message ids, so its time finds it. */
export function showMessage(
  root: HTMLElement,
  at: string,
  selectors: Selectors,
): boolean {
  const item = allOf(root, selectors["zendesk.message"]).find((candidate) => {
    const time = firstOf(candidate, selectors["zendesk.time"]);
    return Date.parse(time?.getAttribute("datetime") ?? "") === Date.parse(at);
  });
  item?.scrollIntoView({ block: "center" });
  // A still outline: no motion, so nothing to reduce.
  item?.animate?.([LIT, LIT], LIT_MS);
  return item !== undefined;
}
