/**
 * @file The targets of a fit: accuracies standardised within their level. Accuracies of different levels lie in different ranges,
 * and a surrogate only ranks cells of one level against each other.
 */
import type { Cell } from '../../../src/core/space/cell.ts';
import { mean, ranks } from '../../../src/core/stats.ts';
import type { Measured } from './surrogate.ts';

/** Standardised accuracies are clipped at this, so that a few collapsed children do not stretch the scale (ours). */
const CLIP = 2;
/** Accuracies are kept this far from 0 and 1 where their logit is taken (ours). */
const EDGE = 0.005;

/**
 * The training data of a fit: the measured cells, and the failed ones with the lowest accuracy measured at their level (or at all).
 * Without them an operator that always fails would be predicted like the mean and picked again at each level. The lowest accuracy
 * rather than chance, which would stretch the level's scale and leave little of it to the measured cells.
 */
export function withFailed(measured: readonly Measured[], failed: readonly Cell[]): Measured[] {
  const lowestOf = (cells: readonly Measured[]): number =>
    cells.reduce((low, { accuracy }) => Math.min(low, accuracy), Infinity);
  const lowest = lowestOf(measured);
  const lowestAt = new Map(
    [...new Set(measured.map(({ cell }) => cell.length))].map((blocks) => [
      blocks,
      lowestOf(measured.filter(({ cell }) => cell.length === blocks)),
    ]),
  );
  return [...measured, ...failed.map((cell) => ({ cell, accuracy: lowestAt.get(cell.length) ?? lowest }))];
}

/** The cells of one level. */
export interface Level {
  readonly blocks: number;
  readonly measured: readonly Measured[];
  readonly mean: number;
  /** Standard deviation; 0 where all are equal. */
  readonly deviation: number;
  /** (accuracy - mean) / deviation, clipped at +-{@link CLIP}, in the order of `measured`. */
  readonly standardised: readonly number[];
}

/** The measured cells by level, the least number of blocks first. */
export function byLevel(measured: readonly Measured[]): Level[] {
  const sizes = [...new Set(measured.map(({ cell }) => cell.length))].sort((a, b) => a - b);
  return sizes.map((blocks) => {
    const own = measured.filter(({ cell }) => cell.length === blocks);
    const accuracies = own.map(({ accuracy }) => accuracy);
    const centre = mean(accuracies);
    const isConstant = accuracies.every((accuracy) => accuracy === accuracies[0]);
    const deviation = isConstant ? 0 : Math.sqrt(mean(accuracies.map((accuracy) => (accuracy - centre) ** 2)));
    const standardised = accuracies.map((accuracy) => (isConstant ? 0 : clip((accuracy - centre) / deviation)));
    return { blocks, measured: own, mean: centre, deviation, standardised };
  });
}

/**
 * Location and scale of the predictions for the next level: the newest level's mean, and the deviation of the newest level whose
 * accuracies differ, so that a level of equal accuracies does not reduce the scale to 0.
 */
export function scaleOf(levels: readonly Level[]): Pick<Level, 'mean' | 'deviation'> {
  const newest = levels.at(-1)!;
  return { mean: newest.mean, deviation: levels.findLast(({ deviation }) => deviation > 0)?.deviation ?? 0 };
}

/** Rank-based inverse normal transform of the values. */
export function rankNormal(values: readonly number[]): number[] {
  return ranks(values).map((rank) => normalQuantile((rank - 0.5) / values.length));
}

/** The standard normal's quantile, to 0.01 (Tukey's lambda distribution with lambda = 0.14). */
function normalQuantile(share: number): number {
  return 4.91 * (share ** 0.14 - (1 - share) ** 0.14);
}

/**
 * The accuracy of a standardised prediction z: mean + deviation * z near 0, squashed by a logistic function into (0, 1).
 * Increasing in z.
 */
export function toAccuracy(z: number, { mean: centre, deviation }: Pick<Level, 'mean' | 'deviation'>): number {
  const from = Math.min(Math.max(centre, EDGE), 1 - EDGE);
  return 1 / (1 + ((1 - from) / from) * Math.exp((-z * deviation) / (from * (1 - from))));
}

function clip(value: number): number {
  return Math.min(Math.max(value, -CLIP), CLIP);
}
