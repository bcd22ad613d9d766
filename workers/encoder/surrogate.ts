/**
 * @file What every surrogate can do: be fitted to trained cells and predict others. The class `Encoder` puts one behind
 * the seed project's methods and ranks whole levels with it.
 */
import type { Cell } from '../../src/core/cell.ts';

/** A trained cell with its measured accuracy, in [0, 1]. */
export interface Measured {
  readonly cell: Cell;
  readonly accuracy: number;
}

/** How a fit went. */
export interface FitReport {
  /** Mean training loss of each ensemble member after its last epoch. */
  readonly losses: readonly number[];
}

export interface Surrogate {
  /** Fits to all cells measured so far, from scratch or on top of the last fit; deterministic in (seed, data, fits so far). */
  fit(measured: readonly Measured[]): Promise<FitReport>;
  /** Predicted accuracy of each cell, in order; higher is better. Cells of one call may differ in their number of blocks. */
  predict(cells: readonly Cell[]): Promise<Float32Array>;
  dispose(): void;
}
