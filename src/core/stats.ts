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
