/** @file Whether the surrogate's picks of level 2 are better than cells drawn by lot, and how far an accuracy of the run can be trusted. Pure. */
import type { Run } from '../../../contract/records.ts';
import { repeatedAccuracies } from '../../../contract/run-file.ts';
import { FEWEST_REPEATS, mean, measureNoise, standardError, tQuantile, type Interval } from '../../../core/stats.ts';
import type { Lesson, TourCell } from './lesson.ts';

export interface PicksAgainstLot {
  readonly picks: number;
  readonly probes: number;
  /** Picks minus probes. */
  readonly difference: number;
  /** 95 %, by Welch's t (1947): the two groups may vary differently. */
  readonly interval: Interval;
}

/** The comparison; undefined where fewer than two of either were measured. */
export function picksAgainstLot({ cells }: Lesson): PicksAgainstLot | undefined {
  const group = (isProbe: boolean): number[] =>
    cells.flatMap((cell) => (cell.level === 2 && cell.isProbe === isProbe ? (cell.accuracy ?? []) : []));
  const [picks, probes] = [group(false), group(true)];
  if (picks.length < 2 || probes.length < 2) return undefined;
  const [a, b] = [standardError(picks) ** 2, standardError(probes) ** 2];
  const difference = mean(picks) - mean(probes);
  if (a + b === 0) return { picks: mean(picks), probes: mean(probes), difference, interval: [difference, difference] };
  const degrees = (a + b) ** 2 / (a ** 2 / (picks.length - 1) + b ** 2 / (probes.length - 1));
  const half = tQuantile(Math.floor(degrees)) * Math.sqrt(a + b);
  return { picks: mean(picks), probes: mean(probes), difference, interval: [difference - half, difference + half] };
}

/** How far predictions of these cells were off, on average; undefined where none has both. */
export function meanError(cells: readonly TourCell[]): number | undefined {
  const errors = cells.flatMap(({ predicted, accuracy }) =>
    predicted === undefined || accuracy === undefined ? [] : [Math.abs(predicted - accuracy)],
  );
  return errors.length === 0 ? undefined : mean(errors);
}

/** Standard deviation of one accuracy: as measured by training cells again where enough were, else the luck of the images alone, a lower bound. */
export function luckOf(run: Run, accuracy: number): number {
  const noise = measureNoise(repeatedAccuracies(run));
  if (noise !== undefined && noise.repeats >= FEWEST_REPEATS) return noise.deviation;
  return Math.sqrt((accuracy * (1 - accuracy)) / run.head.config.validationImages);
}
