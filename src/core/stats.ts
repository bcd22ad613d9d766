/** @file The statistics a search is judged by. */

/** Arithmetic mean; NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard error of the mean: sample deviation over the root of n; NaN below two values. */
export function standardError(values: readonly number[]): number {
  if (values.length < 2) return NaN;
  const centre = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
  return Math.sqrt(variance / values.length);
}

/** Pearson correlation; NaN when either side is constant or there are fewer than two pairs. */
export function pearson(a: readonly number[], b: readonly number[]): number {
  requireSameLength(a, b);
  const meanA = mean(a);
  const meanB = mean(b);
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const da = a[i]! - meanA;
    const db = b[i]! - meanB;
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return aa === 0 || bb === 0 ? NaN : ab / Math.sqrt(aa * bb);
}

/** Ranks from 1, the mean rank among equals. */
export function ranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((i, j) => values[i]! - values[j]!);
  const result = values.map(() => 0);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) result[order[i]!] = (from + 1 + to) / 2;
    from = to;
  }
  return result;
}

/** Spearman's rank correlation, ties averaged; NaN as for {@link pearson}. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  return pearson(ranks(a), ranks(b));
}

/** Kendall's tau-b; NaN when either side is constant. Quadratic: meant for the hundreds of cells of a level. */
export function kendall(a: readonly number[], b: readonly number[]): number {
  requireSameLength(a, b);
  let balance = 0; // concordant pairs minus discordant ones
  let untiedA = 0;
  let untiedB = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      const da = Math.sign(a[i]! - a[j]!);
      const db = Math.sign(b[i]! - b[j]!);
      balance += da * db;
      untiedA += da * da;
      untiedB += db * db;
    }
  }
  return untiedA === 0 || untiedB === 0 ? NaN : balance / Math.sqrt(untiedA * untiedB);
}

/**
 * The mean of the best `count` values after each value, of those there are while there are fewer.
 * @param values undefined for a child that failed: it counts as trained, not as a value.
 */
export function topMeans(values: readonly (number | undefined)[], count: number): number[] {
  let best: number[] = [];
  return values.map((value) => {
    if (value !== undefined) best = [...best, value].sort((a, b) => b - a).slice(0, count);
    return mean(best);
  });
}

function requireSameLength(a: readonly number[], b: readonly number[]): void {
  if (a.length !== b.length)
    throw new RangeError(`stats: both sides must be equally long; got ${a.length} and ${b.length}`);
}

/** 1.96: the normal distribution's two-sided 95 %. */
const Z_95 = 1.96;

/**
 * The 95 % interval of a Spearman correlation over n pairs, by Fisher's z with the variance (1 + rho^2 / 2) / (n - 3) (Bonett & Wright
 * 2000); undefined below four pairs.
 */
export function spearmanInterval(rho: number, n: number): readonly [low: number, high: number] | undefined {
  if (n < 4) return undefined;
  const half = Z_95 * Math.sqrt((1 + rho ** 2 / 2) / (n - 3));
  const z = Math.atanh(Math.min(0.9999, Math.max(-0.9999, rho)));
  return [Math.tanh(z - half), Math.tanh(z + half)];
}

/** Fewest accuracies to tell their spread from luck by: the variance of eight is itself known to a half only (ours). */
const FEWEST_FOR_CEILING = 8;

/**
 * The highest correlation any prediction could be expected to reach with accuracies measured on `images` images: the root of the share of
 * their variance that is not the luck of the draw, p (1 - p) / images each (Spearman 1904, the reliability of a measurement).
 * NaN below {@link FEWEST_FOR_CEILING} accuracies, or where all are equal; 0 where they differ by no more than luck.
 */
export function noiseCeiling(accuracies: readonly number[], images: number): number {
  if (accuracies.length < FEWEST_FOR_CEILING) return NaN;
  const variance = standardError(accuracies) ** 2 * accuracies.length;
  const noise = mean(accuracies.map((p) => (p * (1 - p)) / images));
  return variance === 0 ? NaN : Math.sqrt(Math.max(0, 1 - noise / variance));
}
