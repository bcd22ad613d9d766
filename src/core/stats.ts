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

/** An interval that holds the true value with 95 %. */
export type Interval = readonly [low: number, high: number];

/** 1.96: the normal distribution's two-sided 95 %. */
const Z_95 = 1.96;

/**
 * The 95 % interval of a Spearman correlation over n pairs, by Fisher's z with the variance (1 + rho^2 / 2) / (n - 3) (Bonett & Wright
 * 2000); undefined below four pairs.
 */
export function spearmanInterval(rho: number, n: number): Interval | undefined {
  if (n < 4) return undefined;
  const half = Z_95 * Math.sqrt((1 + rho ** 2 / 2) / (n - 3));
  const z = Math.atanh(Math.min(0.9999, Math.max(-0.9999, rho)));
  return [Math.tanh(z - half), Math.tanh(z + half)];
}

/** Quantiles of the standard normal distribution at 1 - 0.025 / m, by m comparisons. */
const JOINT_Z = [1.959964, 2.241403, 2.39398, 2.497705, 2.575829];

/**
 * The 97.5 % quantile of Student's t; of several comparisons, the higher one with which all their two-sided 95 % intervals hold together
 * (Bonferroni). Exact for 1 and 2 degrees of freedom, to 0.01 from 3 on (4 % of several comparisons; Hill 1970, the expansion by degrees).
 * @param comparisons 1 to 5.
 */
export function tQuantile(degrees: number, comparisons = 1): number {
  const tail = 0.025 / comparisons;
  if (degrees === 1) return 1 / Math.tan(Math.PI * tail);
  if (degrees === 2) return (1 - 2 * tail) / Math.sqrt(2 * tail * (1 - tail));
  const z = JOINT_Z[comparisons - 1]!;
  const [z3, z5, z7] = [z ** 3, z ** 5, z ** 7];
  return (
    z +
    (z3 + z) / (4 * degrees) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * degrees ** 3)
  );
}

/** How far measurements of the same thing differ. */
export interface Noise {
  /** Standard deviation of one measurement. */
  readonly deviation: number;
  readonly interval: Interval;
  /** Degrees of freedom: repeated measurements. */
  readonly repeats: number;
}

/**
 * The noise of a measurement: the pooled variance of what was measured repeatedly, within each thing. The interval takes it for normal and
 * the same for all: it is the chi-square interval of a variance.
 * @param groups measurements of one thing each.
 * @returns undefined where nothing was measured twice.
 */
export function measureNoise(groups: readonly (readonly number[])[]): Noise | undefined {
  const repeats = groups.reduce((sum, { length }) => sum + Math.max(0, length - 1), 0);
  if (repeats === 0) return undefined;
  const squares = groups.flatMap((values) => values.map((value) => (value - mean(values)) ** 2));
  const deviation = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / repeats);
  const bound = (sign: 1 | -1): number => deviation / Math.sqrt(fQuantile(sign, repeats, Infinity));
  return { deviation, interval: [bound(1), bound(-1)], repeats };
}

/** Fewest accuracies to tell their spread from noise by: the variance of eight is itself known to a half only (ours). */
const FEWEST_FOR_CEILING = 8;
/** Fewest repeats that a noise is told from: with two, the upper end of its interval is six times the estimate (ours). */
export const FEWEST_REPEATS = 3;

/** The highest correlation that any prediction could be expected to reach with measurements that have noise. */
export interface Ceiling {
  readonly value: number;
  /** Absent where the noise is no estimate but a lower bound; then the value is an upper bound. */
  readonly interval?: Interval;
}

/**
 * The noise ceiling of measured accuracies: the root of their reliability, the share of their variance that is not noise (Spearman 1904), with
 * the interval by F of a variance ratio (as of an intraclass correlation, Shrout & Fleiss 1979). Where there is no noise of
 * at least {@link FEWEST_REPEATS} repeats, an upper bound: the luck of which images were drawn, p (1 - p) / images each, counts alone.
 * Of trainings of the same cell it leaves out all that differs between them.
 * @returns undefined below {@link FEWEST_FOR_CEILING} accuracies, or where all are equal.
 */
export function noiseCeiling(
  accuracies: readonly number[],
  images: number,
  noise: Noise | undefined,
): Ceiling | undefined {
  const { length } = accuracies;
  const variance = standardError(accuracies) ** 2 * length;
  if (length < FEWEST_FOR_CEILING || variance === 0) return undefined;
  const ceiling = (ratio: number): number => Math.sqrt(Math.max(0, 1 - 1 / ratio));
  if (noise === undefined || noise.repeats < FEWEST_REPEATS) {
    return { value: ceiling(variance / mean(accuracies.map((p) => (p * (1 - p)) / images))) };
  }
  const ratio = variance / noise.deviation ** 2;
  const bound = (sign: 1 | -1): number => ceiling(ratio / fQuantile(sign, length - 1, noise.repeats));
  return { value: ceiling(ratio), interval: [bound(1), bound(-1)] };
}

/**
 * The 97.5 % (`sign` 1) or 2.5 % (-1) quantile of F, by Paulson's normal approximation (1942), for degrees of freedom from 3 on: within a fifth
 * at 3, within a fiftieth from 10 on. With `below` infinite, of chi-square over its degrees of freedom (Wilson & Hilferty 1931).
 */
function fQuantile(sign: 1 | -1, above: number, below: number): number {
  const [a, b] = [2 / (9 * above), 2 / (9 * below)];
  const z2 = Z_95 ** 2;
  const root = Math.sqrt(z2 * (a * (1 - b) ** 2 + b * (1 - a) ** 2 - a * b * z2));
  return Math.max(0, ((1 - a) * (1 - b) + sign * root) / ((1 - b) ** 2 - b * z2)) ** 3;
}

/** A difference of two means with its 95 % interval. */
export interface Difference {
  readonly value: number;
  readonly interval: Interval;
}

/** The mean of `a` less that of `b`; variances may differ (Welch 1947). Undefined where either has fewer than two values, or none varies. */
export function meanDifference(a: readonly number[], b: readonly number[]): Difference | undefined {
  const [errorA, errorB] = [standardError(a) ** 2, standardError(b) ** 2];
  const variance = errorA + errorB;
  if (!(variance > 0)) return undefined;
  const degrees = variance ** 2 / (errorA ** 2 / (a.length - 1) + errorB ** 2 / (b.length - 1));
  const half = tQuantile(degrees) * Math.sqrt(variance);
  const value = mean(a) - mean(b);
  return { value, interval: [value - half, value + half] };
}

/**
 * The correlation to be expected among values whose spread is `ratio` times that of the values that it was measured with (Thorndike 1949, case 2).
 * @param rho of the unrestricted values.
 */
export function restrictedCorrelation(rho: number, ratio: number): number {
  return (rho * ratio) / Math.sqrt(1 - rho ** 2 + (rho * ratio) ** 2);
}
