/** The candidate nearest to what was typed, or null when none is near enough to be what was meant. */
export function closest(
  typed: string,
  candidates: readonly string[],
): string | null {
  // A pasted page in the place of an id is no typo, and comparing it would cost time.
  if (typed.length > 100) return null;
  const wanted = typed.toLowerCase();
  let best: { candidate: string; distance: number } | null = null;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (best === null || distance < best.distance)
      best = { candidate, distance };
  }
  return best !== null &&
    best.distance <= Math.max(2, Math.floor(wanted.length / 3))
    ? best.candidate
    : null;
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(
  typed: string,
  candidates: readonly string[],
): string {
  const candidate = closest(typed, candidates);
  return candidate === null ? "" : ` Did you mean "${candidate}"?`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
