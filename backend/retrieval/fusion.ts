/**
 * What meaning counts beside words. Cross-validated on questions of twenty and of nine hundred words: a fifth to three
 * tenths is best for both, so that it does not hang on the question's length.
 */
const SEMANTIC_SHARE = 0.3;
/** Beyond this many a passage is no longer told from noise. */
const POOL = 200;

/**
 * Words and meaning in one number per allowed passage, best first; 0 for the last that is still counted. Each is
 * measured in its own standard deviations, so that how far a passage is ahead counts, and not only that it is.
 */
export function fuse(
  lexical: Float32Array,
  semantic: Float32Array,
  allowed: readonly number[],
  semanticShare = SEMANTIC_SHARE,
): Map<number, number> {
  const words = standardized(lexical, allowed);
  const meaning = standardized(semantic, allowed);
  const sums = allowed
    .map((at, place) => ({
      at,
      sum:
        (words[place] as number) + semanticShare * (meaning[place] as number), // one per allowed
    }))
    .filter(({ at }) => (lexical[at] ?? 0) > 0 || (semantic[at] ?? 0) > 0)
    .sort((a, b) => b.sum - a.sum || a.at - b.at)
    .slice(0, POOL);
  const least = sums.at(-1)?.sum ?? 0;
  return new Map(sums.map(({ at, sum }) => [at, sum - least]));
}

function standardized(
  scores: Float32Array,
  allowed: readonly number[],
): Float32Array {
  let sum = 0;
  let squares = 0;
  for (const at of allowed) {
    const score = scores[at] ?? 0;
    sum += score;
    squares += score * score;
  }
  const mean = sum / Math.max(1, allowed.length);
  const deviation = Math.sqrt(
    Math.max(0, squares / Math.max(1, allowed.length) - mean * mean),
  );
  return Float32Array.from(allowed, (at) =>
    deviation === 0 ? 0 : ((scores[at] ?? 0) - mean) / deviation,
  );
}
