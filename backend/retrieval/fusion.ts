/** Small, so that the first few ranks decide: measured better than the usual 60 for lists this short. */
const K = 5;

/** Reciprocal rank fusion (Cormack et al. 2009) of several scorings of the same things. Zero and below: not ranked. */
export function fuse(
  scorings: Float32Array[],
  allowed: number[],
): Map<number, number> {
  const fused = new Map<number, number>();
  for (const scores of scorings) {
    const ranked = allowed
      .filter((at) => (scores[at] ?? 0) > 0)
      .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
    ranked.forEach((at, rank) =>
      fused.set(at, (fused.get(at) ?? 0) + 1 / (K + rank + 1)),
    );
  }
  return fused;
}
