/** @file How far predictions were off, and how far an accuracy of the run can be trusted. Pure. */
import type { Run } from '../../../contract/records.ts';
import { repeatedAccuracies } from '../../../contract/run-file.ts';
import { FEWEST_REPEATS, mean, measureNoise, tQuantile, type Interval } from '../../../core/stats.ts';
import type { TourCell } from './lesson.ts';

/** How far predictions of these cells were off, on average; undefined where none has both. */
export function meanError(cells: readonly TourCell[]): number | undefined {
  const errors = cells.flatMap(({ predicted, accuracy }) =>
    predicted === undefined || accuracy === undefined ? [] : [Math.abs(predicted - accuracy)],
  );
  return errors.length === 0 ? undefined : mean(errors);
}

/** On which side of zero a 95 % interval lies, if it does. */
export function sideOf([low, high]: Interval): 'above' | 'below' | 'close' {
  return low > 0 ? 'above' : high < 0 ? 'below' : 'close';
}

/** What one accuracy of a run owes to luck, as standard deviations. */
export interface Luck {
  /** From one training of a cell to the next, on the same images; absent where too few cells were trained again to tell. */
  readonly training?: number;
  /** From which images it is measured on: the standard error of a share of them. */
  readonly images: number;
}

/** @param accuracy where on the axis: near a half, images decide most. */
export function luckOf(run: Run, accuracy: number): Luck {
  const images = Math.sqrt((accuracy * (1 - accuracy)) / run.head.config.validationImages);
  const noise = measureNoise(repeatedAccuracies(run));
  return noise === undefined || noise.repeats < FEWEST_REPEATS ? { images } : { training: noise.deviation, images };
}

/** The difference of two accuracies below which luck alone may be the cause: 95 % of differences between equals are smaller. */
export function luckyDifference({ training = 0, images }: Luck): number {
  return tQuantile(Infinity) * Math.SQRT2 * Math.hypot(training, images);
}
