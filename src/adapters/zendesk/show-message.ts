import { allOf, firstOf } from "../find.ts";
import { lightUp } from "../light-up.ts";
import { type Selectors } from "./selectors.ts";

/** The page carries no message ids, so its time finds it. */
export function showMessage(
  root: HTMLElement,
  at: string,
  selectors: Selectors,
): boolean {
  return lightUp(
    allOf(root, selectors["zendesk.message"]).find((candidate) => {
      const time = firstOf(candidate, selectors["zendesk.time"]);
      return (
        Date.parse(time?.getAttribute("datetime") ?? "") === Date.parse(at)
      );
    }),
  );
}
