/**
 * @file How good each trained cell is, told from all that a search knows of it: one measurement is partly luck, and the highest of many mostly
 * so. Empirical Bayes (Morris 1983, "Parametric empirical Bayes inference"): what cells of a level have in common, and what the surrogate predicted, is the prior of
 * each; it is combined with the measurement by precision.
 */
import { formatCell, type Cell } from '../space/cell.ts';
import { mean, measureNoise, FEWEST_REPEATS } from '../stats.ts';

/** One measurement of a trained cell; a cell trained again has another one. */
export interface Measurement {
  readonly cell: Cell;
  readonly level: number;
  /** On the validation images, 0 to 1. */
  readonly accuracy: number;
  /** What the surrogate predicted before; absent where it was not asked. */
  readonly predicted?: number;
}

/** A cell's true accuracy as far as it is known: normal, with this mean and standard deviation, both as shares of 1. */
export interface Estimate {
  readonly mean: number;
  readonly deviation: number;
}

/** Fewest cells of a level that a slope is fitted to (ours): two parameters take two of them. */
const FEWEST_FOR_SLOPE = 4;

/** A cell's measurements together. */
interface Measured {
  readonly level: number;
  readonly predicted: number | undefined;
  readonly accuracies: readonly number[];
}

/** What a level says of a cell before it is measured. */
interface Prior {
  readonly mean: number;
  /** How uncertain the mean is: it is itself an estimate. */
  readonly meanVariance: number;
  /** How far true accuracies are from it. */
  readonly variance: number;
  /** Cells less parameters: what the variance is known by. */
  readonly freedom: number;
}

/**
 * The estimate of each measurement's cell, in their order; measurements of one cell count together and have the same estimate.
 * @param cells all measurements of a search; failed children have none.
 * @param noise standard deviation of one measurement of the same cell, at least 0; see {@link measurementNoise}.
 */
export function estimateCells(cells: readonly Measurement[], noise: number): Estimate[] {
  const measured = new Map<string, { level: number; predicted: number | undefined; accuracies: number[] }>();
  for (const { cell, level, accuracy, predicted } of cells) {
    const notation = formatCell(cell);
    const known = measured.get(notation) ?? { level, predicted, accuracies: [] };
    known.accuracies.push(accuracy);
    measured.set(notation, known);
  }
  const levels = new Map<number, (of: Measured) => Prior>();
  for (const level of new Set(cells.map((cell) => cell.level))) {
    const members = [...measured.values()].filter((one) => one.level === level);
    levels.set(level, priorOf(members, noise));
  }
  return cells.map(({ cell }) => {
    const one = measured.get(formatCell(cell))!;
    return combine(one, levels.get(one.level)!(one), noise);
  });
}

/**
 * Measurement and prior, by precision. The prior's variance is known by few cells only: so it counts a little less than in full, not at all
 * below three degrees of freedom, and the variance of the result has a term for it and one for the prior's mean (Morris, section 5).
 */
function combine({ accuracies }: Measured, prior: Prior, noise: number): Estimate {
  const error = noise ** 2 / accuracies.length;
  const residual = mean(accuracies) - prior.mean;
  const certainty = prior.freedom > 2 ? (prior.freedom - 2) / prior.freedom : 0;
  const shrinkage = error === 0 ? 0 : (certainty * error) / (error + prior.variance);
  const uncertainty = certainty === 0 ? 0 : (2 * residual ** 2) / (prior.freedom - 2);
  return {
    mean: prior.mean + (1 - shrinkage) * residual,
    deviation: Math.sqrt((1 - shrinkage) * error + shrinkage ** 2 * (prior.meanVariance + uncertainty)),
  };
}

/** The prior of a level's cells: by regression of accuracy on prediction for those that have one, around the mean for the others. */
function priorOf(members: readonly Measured[], noise: number): (of: Measured) => Prior {
  const predicted = members.filter((one) => one.predicted !== undefined);
  const line = regression(predicted, noise);
  const others = around(line === undefined ? members : members.filter((one) => one.predicted === undefined), noise);
  return (of) => (of.predicted === undefined || line === undefined ? others : line(of.predicted));
}

/** The line through a level's predictions; undefined where there are too few, or where it would turn them upside down. */
function regression(members: readonly Measured[], noise: number): ((predicted: number) => Prior) | undefined {
  if (members.length < FEWEST_FOR_SLOPE) return undefined;
  const x = members.map(({ predicted }) => predicted!);
  const y = members.map(({ accuracies }) => mean(accuracies));
  const [centreX, centreY] = [mean(x), mean(y)];
  const squares = x.reduce((sum, value) => sum + (value - centreX) ** 2, 0);
  const slope = x.reduce((sum, value, i) => sum + (value - centreX) * (y[i]! - centreY), 0) / squares;
  if (!(squares > 0 && slope > 0)) return undefined; // falls by chance: picks are of a narrow range
  const residuals = y.map((value, i) => value - centreY - slope * (x[i]! - centreX));
  const freedom = members.length - 2;
  const { scatter, variance } = spread(residuals, freedom, members, noise);
  return (predicted) => ({
    mean: centreY + slope * (predicted - centreX),
    meanVariance: scatter * (1 / members.length + (predicted - centreX) ** 2 / squares),
    variance,
    freedom,
  });
}

/** The mean of a level. */
function around(members: readonly Measured[], noise: number): Prior {
  const centre = mean(members.map(({ accuracies }) => mean(accuracies)));
  const freedom = members.length - 1;
  if (freedom < 1) return { mean: centre, meanVariance: 0, variance: 0, freedom };
  const residuals = members.map(({ accuracies }) => mean(accuracies) - centre);
  const { scatter, variance } = spread(residuals, freedom, members, noise);
  return { mean: centre, meanVariance: scatter / members.length, variance, freedom };
}

/** The residuals' variance, and what is left of it without the noise of the measurements: how far true accuracies are apart, at least 0. */
function spread(
  residuals: readonly number[],
  freedom: number,
  members: readonly Measured[],
  noise: number,
): { scatter: number; variance: number } {
  const scatter = residuals.reduce((sum, value) => sum + value ** 2, 0) / freedom;
  const error = mean(members.map(({ accuracies }) => noise ** 2 / accuracies.length));
  return { scatter, variance: Math.max(0, scatter - error) };
}

/**
 * The standard deviation of one measurement: that of the cells measured repeatedly where there are enough of them, never less than the luck of
 * which images are held out, sqrt(p (1 - p) / images), which is part of it.
 * @param accuracies of all cells measured, at least one.
 * @param groups the accuracies of each cell that was measured more than once.
 * @param images validation images of a measurement.
 */
export function measurementNoise(
  accuracies: readonly number[],
  groups: readonly (readonly number[])[],
  images: number,
): number {
  const least = Math.sqrt(mean(accuracies.map((p) => (p * (1 - p)) / images)));
  const noise = measureNoise(groups);
  return noise === undefined || noise.repeats < FEWEST_REPEATS ? least : Math.max(least, noise.deviation);
}
