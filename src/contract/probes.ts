/** @file What a surrogate's picks are worth: beside cells that were drawn by lot from the candidates it did not pick. Pure. */
import type { RankRecord, TrainRecord } from './records.ts';
import { meanDifference, restrictedCorrelation, spearman, standardError, type Difference } from '../core/stats.ts';

/** Notations of the cells of a level that were drawn by lot. */
export function drawnCells(rank: RankRecord | undefined): ReadonlySet<string> {
  const { kept = [], probes = 0 } = rank ?? {};
  return new Set(kept.slice(kept.length - probes).map(({ notation }) => notation));
}

/** A level's picks beside its cells by lot. */
export interface Lot {
  /** Measured accuracy of the picks less that of the cells by lot; undefined where too few are measured. */
  readonly gain: Difference | undefined;
  /** Spearman of predicted against measured among the picks alone, and what is to be expected of it; NaN where there are too few. */
  readonly among: number;
  readonly expected: number;
}

/**
 * @param trained the run's cells, or the level's.
 * @returns undefined where no cell of the level was drawn by lot.
 */
export function lotOf(rank: RankRecord | undefined, trained: readonly TrainRecord[]): Lot | undefined {
  if (rank?.probes === undefined) return undefined;
  const drawn = drawnCells(rank);
  const { level } = rank;
  const part = (isDrawn: boolean): [predicted: number[], measured: number[]] => {
    const cells = trained.filter(
      ({ notation, predicted, accuracy, ...record }) =>
        record.level === level && drawn.has(notation) === isDrawn && predicted !== undefined && accuracy !== undefined,
    );
    return [cells.map(({ predicted }) => predicted!), cells.map(({ accuracy }) => accuracy!)];
  };
  const [[predicted, picks], [guessed, lot]] = [part(false), part(true)];
  const spread = (values: readonly number[]): number => standardError(values) * Math.sqrt(values.length);
  return {
    gain: meanDifference(picks, lot),
    among: spearman(predicted, picks),
    expected: restrictedCorrelation(spearman(guessed, lot), spread(predicted) / spread(guessed)),
  };
}
