import { allOf, firstOf } from "../find.ts";
import { type Selectors } from "./selectors.ts";

/** Bring a message into view. The page carries no message ids, so its time finds it. */
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
  return item !== undefined;
}
