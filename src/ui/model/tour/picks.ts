/** @file How far predictions were off, and how far an accuracy of the run can be trusted. Pure. */
import type { Run } from '../../../contract/records.ts';
import { repeatedAccuracies } from '../../../contract/run-file.ts';
import { FEWEST_REPEATS, mean, measureNoise, type Interval } from '../../../core/stats.ts';
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

/** Standard deviation of one accuracy: as measured by training cells again where enough were, else the luck of the images alone, a lower bound. */
export function luckOf(run: Run, accuracy: number): number {
  const noise = measureNoise(repeatedAccuracies(run));
  if (noise !== undefined && noise.repeats >= FEWEST_REPEATS) return noise.deviation;
  return Math.sqrt((accuracy * (1 - accuracy)) / run.head.config.validationImages);
}
