/** Half-open [effectiveFrom, effectiveUntil). A date that is not stated does not bound. */
export function inForce(
  passage: { effectiveFrom: string | null; effectiveUntil: string | null },
  now: Date,
): boolean {
  const time = now.getTime();
  if (
    passage.effectiveFrom !== null &&
    !(Date.parse(passage.effectiveFrom) <= time)
  )
    return false;
  if (
    passage.effectiveUntil !== null &&
    !(time < Date.parse(passage.effectiveUntil))
  )
    return false;
  return true;
}
