/** @file What a surrogate's picks are worth: beside cells that were drawn by lot from the candidates it did not pick. Pure. */
import type { RankRecord, TrainRecord } from './records.ts';
import { meanDifference, restrictedCorrelation, spearman, standardError, type Difference } from '../core/stats.ts';

/** The cells of a level that the surrogate picked, best first: all kept but those drawn by lot. */
export function pickedCells({ kept, probes = 0 }: RankRecord): RankRecord['kept'] {
  return kept.slice(0, kept.length - probes);
}

/** Notations of the cells of a level that were drawn by lot. */
export function drawnCells(rank: RankRecord | undefined): ReadonlySet<string> {
  const { kept = [], probes = 0 } = rank ?? {};
  return new Set(kept.slice(kept.length - probes).map(({ notation }) => notation));
}

/** Cells below which a correlation says nothing (ours; as for the other surrogates). */
const FEWEST_CELLS = 8;

/** A level's picks beside its cells by lot. */
export interface Lot {
  /** Measured accuracy of the picks less that of the cells by lot; undefined where too few are measured. */
  readonly gain: Difference | undefined;
  /** Spearman of predicted against measured among the picks alone, and what is to be expected of it; undefined below {@link FEWEST_CELLS} of either. */
  readonly order?: { readonly among: number; readonly expected: number };
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
  const [among, whole] = [spearman(predicted, picks), spearman(guessed, lot)];
  const isTold = Math.min(picks.length, lot.length) >= FEWEST_CELLS && Number.isFinite(among + whole);
  const expected = restrictedCorrelation(whole, spread(predicted) / spread(guessed));
  return { gain: meanDifference(picks, lot), ...(isTold && { order: { among, expected } }) };
}
