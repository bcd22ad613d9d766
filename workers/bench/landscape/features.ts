/** @file What a simulated accuracy depends on: the columns of a cell that a landscape has weights for. */
import {
  cellSums,
  globalFeatures,
  GLOBAL_FEATURES,
  HALF_KINDS,
  halfKind,
} from '../../../src/core/network/cell-features.ts';
import type { Cell } from '../../../src/core/space/cell.ts';
import { closedSets } from '../../../src/core/space/fingerprint.ts';

/** Where a global feature lies among the cells that a landscape was fitted to. */
export interface FeatureScale {
  readonly mean: number;
  /** 0 for a feature that does not vary: it has no say. */
  readonly deviation: number;
}

/** The share of each kind of half; [HALF_KINDS], sum 1. */
export function halfShares(cell: Cell): Float64Array {
  const shares = new Float64Array(HALF_KINDS);
  for (const half of cell.flat()) shares[halfKind(half)]! += 1 / (2 * cell.length);
  return shares;
}

/** Standardised global features; [GLOBAL_FEATURES]. */
export function standardisedGlobals(cell: Cell, scales: readonly FeatureScale[]): Float64Array {
  const features = globalFeatures(cellSums(cell));
  return Float64Array.from(scales, ({ mean, deviation }, i) =>
    deviation === 0 ? 0 : (features[i]! - mean) / deviation,
  );
}

/** Scales of the global features of some cells. */
export function featureScales(cells: readonly Cell[]): FeatureScale[] {
  const rows = cells.map((cell) => globalFeatures(cellSums(cell)));
  return Array.from({ length: GLOBAL_FEATURES }, (_, i) => {
    const mean = rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length;
    const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (row[i]! - mean) ** 2, 0) / rows.length);
    return { mean, deviation: deviation < 1e-9 ? 0 : deviation };
  });
}

/** The fingerprints of a cell's sub-cells, each with 1 / sqrt(the cell's sub-cells of that size): every size counts alike. */
export function subCellColumns(cell: Cell): Map<number, number> {
  const sets = closedSets(cell).slice(1); // the empty set says nothing
  const counts = new Map<number, number>();
  for (const { size } of sets) counts.set(size, (counts.get(size) ?? 0) + 1);
  const columns = new Map<number, number>();
  for (const { size, fingerprint } of sets) {
    columns.set(fingerprint, (columns.get(fingerprint) ?? 0) + 1 / Math.sqrt(counts.get(size)!));
  }
  return columns;
}
