/**
 * @file What every surrogate can do: be fitted to trained cells and estimate others. The class `Encoder` puts one behind
 * titu1994's methods and ranks whole levels with it.
 */
import type { SurrogateName } from '../../../src/contract/config.ts';
import type { Cell } from '../../../src/core/space/cell.ts';
import type { Family } from '../../../src/core/space/growth.ts';

/** A trained cell with its measured accuracy, in [0, 1]. */
export interface Measured {
  readonly cell: Cell;
  readonly accuracy: number;
}

/** How a fit went. */
export interface FitReport {
  /** Mean training loss of each ensemble member after its last epoch; empty for what is not trained by steps. */
  readonly losses: readonly number[];
}

/** A parent, possibly of no blocks, and the blocks it grows by: cells that share all but their last block. */
export type Siblings = Pick<Family, 'parent' | 'blocks'>;

/** Predictions of cells, in order. */
export interface Predictions {
  /** Predicted accuracies; higher is better. */
  readonly accuracies: Float64Array;
  /** How far the surrogate's members disagree, as a standard deviation of accuracy; 0 for what has none. */
  readonly spreads: Float64Array;
}

export interface Surrogate {
  /** Whether a fit takes nothing over from those before it but their number. */
  readonly startsFromScratch: boolean;
  /** Fits to all cells measured so far; deterministic in (seed, data, fits so far). One that is abandoned does not count. */
  fit(measured: readonly Measured[]): Promise<FitReport>;
  /** Counts fits as done: those after them draw other random numbers. */
  skipFits(count: number): void;
  /**
   * Predictions every cell of the families, in order. A cell's estimate does not depend on the others asked for.
   * @throws {Error} before the first fit.
   */
  estimate(families: readonly Siblings[]): Promise<Predictions>;
  dispose(): void;
}

/** A surrogate whose weights can be kept and used again, also for cells larger than any it was fitted to. */
export interface SavableSurrogate extends Surrogate {
  /** Plain data, for JSON or a structured clone. @throws {Error} before the first fit. */
  save(): Promise<unknown>;
  /** Takes what {@link save} gave. @throws {RangeError} for anything else. */
  restore(saved: unknown): void;
}

/**
 * Brings a surrogate to where these fits, oldest first, left it. Where each starts from scratch only the last is done again, and none where
 * another fit is next.
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

/** Any cells as families of one: each without its last block, grown by it. */
export function asFamilies(cells: readonly Cell[]): Siblings[] {
  return cells.map((cell) => ({ parent: cell.slice(0, -1), blocks: cell.slice(-1) }));
}

/** Number of cells in the families. */
export function sizeOfFamilies(families: readonly Siblings[]): number {
  return families.reduce((total, { blocks }) => total + blocks.length, 0);
}

/** Surrogates that need a tfjs backend. */
export const ON_TFJS: readonly SurrogateName[] = ['lstm', 'mlp'];
