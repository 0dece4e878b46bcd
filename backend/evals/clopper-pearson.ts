/**
 * The share that is at least this with 95 % confidence, one-sided: Clopper and Pearson (1934). Unlike the bootstrap it
 * says something where nothing was missed: 20 of 20 is at least .861. NaN: nothing was counted.
 */
export function lowerBound95(hits: number, n: number): number {
  if (n === 0) return NaN;
  if (hits === 0) return 0;
  // The largest p at which so many hits or more come up in at most 5 of 100 draws, by halving.
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (shareWithAtLeast(hits, n, middle) > 0.05) high = middle;
    else low = middle;
  }
  return low;
}

/** Binomial upper tail, by logarithms of its terms. */
function shareWithAtLeast(hits: number, n: number, p: number): number {
  let logTerm = n * Math.log(p);
  let sum = Math.exp(logTerm);
  for (let k = n - 1; k >= hits; k--) {
    logTerm +=
      Math.log(k + 1) - Math.log(n - k) + Math.log(1 - p) - Math.log(p);
    sum += Math.exp(logTerm);
  }
  return sum;
}
