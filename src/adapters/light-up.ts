/** Long enough to find it by eye. */
const LIT_MS = 2500;
const LIT = { outline: "2px solid #2b4fc4", outlineOffset: "2px" };

/** Bring a message into view and outline it for a moment, without touching the page's own markup. False: there is none. */
export function lightUp(message: HTMLElement | undefined): boolean {
  message?.scrollIntoView({ block: "center" });
  // A still outline: no motion, so nothing to reduce.
  message?.animate?.([LIT, LIT], LIT_MS);
  return message !== undefined;
}
