/** @file Which surrogate would have ordered a level best: the one that picked, and its shadows, which predicted the same cells. Pure. */
import type { SurrogateName } from '../../contract/config.ts';
import type { RankRecord, TrainRecord } from '../../contract/records.ts';
import { spearman, spearmanInterval, type Interval } from '../../core/stats.ts';

/** How well a surrogate ordered the measured cells of a level. */
export interface Ordering {
  readonly surrogate: SurrogateName;
  /** Whether it is the one that picked them. */
  readonly picks: boolean;
  readonly rho: number;
  /** 95 %. */
  readonly interval?: Interval;
  /** Predictions, in the order of the measured cells. */
  readonly predicted: readonly number[];
}

/** Orderings of a level and what they come to. */
export interface LevelOrderings {
  /** The one that picks first. */
  readonly orderings: readonly Ordering[];
  readonly best: Ordering;
  /** Of those next to the best: whether the 95 % interval of its lead is above 0. */
  readonly isClear: boolean;
}

/** Resamplings of a lead, and the cells below which there is nothing to say (ours; as for a correlation elsewhere). */
const RESAMPLINGS = 500;
const FEWEST_CELLS = 8;

/** Undefined where no shadow predicted the level, or fewer than {@link FEWEST_CELLS} of its cells are measured. */
export function orderingsOf(
  rank: RankRecord | undefined,
  trained: readonly TrainRecord[],
  picker: SurrogateName,
): LevelOrderings | undefined {
  if (rank?.shadows === undefined) return undefined;
  const places = new Map(rank.kept.map(({ notation }, place) => [notation, place]));
  const cells = trained.flatMap(({ notation, accuracy }) => {
    const place = places.get(notation);
    return accuracy === undefined || place === undefined ? [] : [{ place, accuracy }];
  });
  if (cells.length < FEWEST_CELLS) return undefined;
  const measured = cells.map(({ accuracy }) => accuracy);
  const all = [
    { surrogate: picker, predicted: rank.kept.map(({ predicted }) => predicted), picks: true },
    ...rank.shadows.map(({ surrogate, predicted }) => ({ surrogate, predicted, picks: false })),
  ];
  const orderings = all.map(({ predicted, ...own }): Ordering => {
    const values = cells.map(({ place }) => predicted[place]!);
    const rho = spearman(values, measured) || 0; // one that predicts all alike orders nothing
    return { ...own, rho, interval: spearmanInterval(rho, cells.length), predicted: values };
  });
  const [best, next] = orderings.toSorted((a, b) => b.rho - a.rho) as [Ordering, Ordering];
  return { orderings, best, isClear: leadOver(best, next, measured)[0] > 0 };
}

/** 95 % interval of the difference of two correlations with the same cells, by resampling these (percentile bootstrap, Efron 1979). */
function leadOver(best: Ordering, next: Ordering, measured: readonly number[]): Interval {
  let state = 1; // Park & Miller's generator (1988): the same in each call, so that a sentence is stable
  const integer = (most: number): number => (state = (state * 48_271) % 2_147_483_647) % most;
  const leads = Array.from({ length: RESAMPLINGS }, () => {
    const cells = measured.map(() => integer(measured.length));
    const rho = ({ predicted }: Ordering): number =>
      spearman(
        cells.map((i) => predicted[i]!),
        cells.map((i) => measured[i]!),
      ) || 0;
    return rho(best) - rho(next);
  }).sort((a, b) => a - b);
  return [leads[Math.floor(0.025 * RESAMPLINGS)]!, leads[Math.ceil(0.975 * RESAMPLINGS) - 1]!];
}
