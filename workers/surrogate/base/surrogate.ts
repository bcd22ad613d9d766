/**
 * @file The interface of all surrogates: fit to trained cells, predict others. The class `Encoder` has titu1994's methods on top of it
 * and ranks whole levels.
 */
import type { SurrogateName } from '../../../src/contract/config.ts';
import type { TrainRecord } from '../../../src/contract/records.ts';
import { parseCell, type Cell } from '../../../src/core/space/cell.ts';
import type { Family } from '../../../src/core/space/growth.ts';

/** A trained cell with its measured accuracy, in [0, 1]. */
export interface Measured {
  readonly cell: Cell;
  readonly accuracy: number;
}

/** The cells of a run's records that have an accuracy. */
export const measuredOf = (records: readonly TrainRecord[]): Measured[] =>
  records.flatMap(({ notation, accuracy }) =>
    accuracy === undefined ? [] : [{ cell: parseCell(notation), accuracy }],
  );

/** The outcome of a fit. */
export interface FitReport {
  /** Mean training loss of each ensemble member in its last epoch; empty for surrogates that are not trained by gradient steps. */
  readonly losses: readonly number[];
}

/** A parent, possibly of no blocks, and the blocks it grows by: cells that share all but their last block. */
export type Siblings = Pick<Family, 'parent' | 'blocks'>;

/** Predictions of cells, in order. */
export interface Predictions {
  /** Predicted accuracies; higher is better. */
  readonly accuracies: Float64Array;
  /** Standard deviation of the accuracy over the surrogate's members; 0 without an ensemble. */
  readonly spreads: Float64Array;
}

export interface Surrogate {
  /** Whether a fit depends on earlier fits by their number only, not by their weights. */
  readonly startsFromScratch: boolean;
  /** Fits to all cells measured so far; deterministic in (seed, data, fits so far). An abandoned fit does not count. */
  fit(measured: readonly Measured[]): Promise<FitReport>;
  /** Counts fits as done without doing them: the random streams of later fits are named by the count. */
  skipFits(count: number): void;
  /**
   * Predicts every cell of the families, in order. A cell's prediction does not depend on the others of the call.
   * @throws {Error} before the first fit.
   */
  predict(families: readonly Siblings[]): Promise<Predictions>;
  dispose(): void;
}

/** A surrogate whose weights can be saved and restored, also to predict cells larger than any of its fit. */
export interface SavableSurrogate extends Surrogate {
  /** Plain data, for JSON or a structured clone. @throws {Error} before the first fit. */
  save(): Promise<unknown>;
  /** Restores the result of {@link save}. @throws {RangeError} for anything else. */
  restore(saved: unknown): void;
}

/**
 * Restores a surrogate's state after these fits, oldest first. Where each fit starts from scratch only the last is repeated, and none
 * when another fit is next.
 */
export async function refit(
  surrogate: Surrogate,
  fits: readonly (readonly Measured[])[],
  next: 'fit' | 'rank',
): Promise<void> {
  const skipped = surrogate.startsFromScratch ? fits.length - (next === 'rank' ? 1 : 0) : 0;
  surrogate.skipFits(skipped);
  for (const measured of fits.slice(skipped)) await surrogate.fit(measured);
}

/** Cells as families of one: the parent is the cell without its last block. */
export function asFamilies(cells: readonly Cell[]): Siblings[] {
  return cells.map((cell) => ({ parent: cell.slice(0, -1), blocks: cell.slice(-1) }));
}

/** Number of cells in the families. */
export function sizeOfFamilies(families: readonly Siblings[]): number {
  return families.reduce((total, { blocks }) => total + blocks.length, 0);
}

/** Whether a surrogate runs on a tfjs backend, which must be opened before it is created. */
export const NEEDS_TFJS: Readonly<Record<SurrogateName, boolean>> = {
  blend: false,
  lstm: true,
  mlp: true,
  titu1994: false,
  parent: false,
  flops: false,
};
