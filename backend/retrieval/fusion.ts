import { createPool } from "./pool.ts";

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
  allowed: ArrayLike<number>,
  {
    semanticShare = SEMANTIC_SHARE,
    words = spreadOf(lexical, allowed),
    meaning = spreadOf(semantic, allowed),
  }: { semanticShare?: number; words?: Spread; meaning?: Spread } = {},
): Map<number, number> {
  const pool = createPool(POOL);
  for (let place = 0; place < allowed.length; place++) {
    const at = allowed[place] as number; // place is in range
    const said = lexical[at] ?? 0;
    const meant = semantic[at] ?? 0;
    if (said > 0 || meant > 0)
      pool.offer(
        at,
        standardized(said, words) +
          semanticShare * standardized(meant, meaning),
      );
  }
  const best = pool.bestFirst();
  const least = best.at(-1)?.sum ?? 0;
  return new Map(best.map(({ at, sum }) => [at, sum - least]));
}

export interface Spread {
  mean: number;
  deviation: number;
}

export function spreadOf(
  scores: Float32Array,
  allowed: ArrayLike<number>,
): Spread {
  let sum = 0;
  let squares = 0;
  for (let place = 0; place < allowed.length; place++) {
    const score = scores[allowed[place] as number] ?? 0; // place is in range
    sum += score;
    squares += score * score;
  }
  const mean = sum / Math.max(1, allowed.length);
  return {
    mean,
    deviation: Math.sqrt(
      Math.max(0, squares / Math.max(1, allowed.length) - mean * mean),
    ),
  };
}

function standardized(score: number, { mean, deviation }: Spread): number {
  return deviation === 0 ? 0 : Math.fround((score - mean) / deviation);
}
