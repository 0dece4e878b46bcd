import type { Passage } from "../knowledge/passage.ts";

/**
 * Is there an instant, now or later, at which both are in force for the same reader? A version and its successor never
 * are; nor do two languages or two products meet.
 */
export function holdTogether(a: Passage, b: Passage, now: Date): boolean {
  const time = (text: string | null, missing: number) =>
    text === null ? missing : Date.parse(text);
  const start = Math.max(
    now.getTime(),
    time(a.effectiveFrom, -Infinity),
    time(b.effectiveFrom, -Infinity),
  );
  const end = Math.min(
    time(a.effectiveUntil, Infinity),
    time(b.effectiveUntil, Infinity),
  );
  const differ = (x: string | null, y: string | null) =>
    x !== null && y !== null && x !== y;
  return (
    start < end && !differ(a.locale, b.locale) && !differ(a.product, b.product)
  );
}
