/** @file Whether one of two paired series is lower than the other, and by how much. */
import { mean, ranks, standardError, type Interval, tQuantile } from './stats.ts';

/** Most pairs that the exact distribution is computed for: its work grows with their cube. */
const MOST_EXACT = 200;

/**
 * The two-sided p of Wilcoxon's signed-rank test (1945). Pairs without a difference are left out, equal ones share their mean rank. Exact,
 * given the ranks, for up to 200 pairs; by the normal distribution with the variance that the ranks have above.
 * @param differences one a pair.
 * @returns 1 where no pair differs.
 */
export function wilcoxonSignedRank(differences: readonly number[]): number {
  const differing = differences.filter((difference) => difference !== 0);
  if (differing.length === 0) return 1;
  const doubled = ranks(differing.map(Math.abs)).map((rank) => Math.round(2 * rank)); // whole numbers
  const positive = doubled.reduce((sum, rank, i) => sum + (differing[i]! > 0 ? rank : 0), 0);
  const total = doubled.reduce((sum, rank) => sum + rank, 0);
  const least = Math.min(positive, total - positive);
  return Math.min(1, 2 * (differing.length <= MOST_EXACT ? exactTail(doubled, least) : normalTail(doubled, least)));
}

/** The probability of a sum of at most `most` when each rank counts or not as a coin falls. */
function exactTail(ranksOfPairs: readonly number[], most: number): number {
  const probability = new Float64Array(most + 1); // of each sum, of the ranks so far
  probability[0] = 1;
  for (const rank of ranksOfPairs) {
    for (let sum = most; sum >= 0; sum--) {
      probability[sum] = (probability[sum]! + (sum >= rank ? probability[sum - rank]! : 0)) / 2;
    }
  }
  return probability.reduce((total, one) => total + one, 0);
}

function normalTail(ranksOfPairs: readonly number[], sum: number): number {
  const centre = ranksOfPairs.reduce((total, rank) => total + rank, 0) / 2;
  const variance = ranksOfPairs.reduce((total, rank) => total + rank ** 2, 0) / 4;
  return normalBelow((sum - centre) / Math.sqrt(variance));
}

/** The standard normal distribution below 0, to a relative 1e-3 down to -8 (a continued fraction of Mills' ratio; near 0 a series). */
function normalBelow(z: number): number {
  const x = Math.abs(z);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let above: number;
  if (x > 2) {
    let fraction = x;
    for (let k = 40; k >= 1; k--) fraction = x + k / fraction;
    above = density / fraction;
  } else {
    let [term, sum] = [x, x];
    for (let k = 1; k < 60; k++) sum += term *= (x * x) / (2 * k + 1);
    above = 0.5 - density * sum;
  }
  return z <= 0 ? above : 1 - above;
}

/** Holm's (1979) adjusted p values of tests of one family, in their order: below 0.05 in any with 5 % only, if no null is false. */
export function holm(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const adjusted = values.map(() => 1);
  let most = 0;
  for (const [place, index] of order.entries()) {
    most = Math.max(most, Math.min(1, (values.length - place) * values[index]!));
    adjusted[index] = most;
  }
  return adjusted;
}

/** The mean and its 95 % interval by Student's t; no interval below two values. */
export function meanWithInterval(values: readonly number[]): { mean: number; interval?: Interval } {
  const centre = mean(values);
  if (values.length < 2) return { mean: centre };
  const half = tQuantile(values.length - 1) * standardError(values);
  return { mean: centre, interval: [centre - half, centre + half] };
}
