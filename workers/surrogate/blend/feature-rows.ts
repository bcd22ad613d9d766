/** @file The features of cells for the kernel ridge, as sparse rows. */
import { GLOBAL_FEATURES, cellSums, globalFeatures, halfKind } from '../../../src/core/network/cell-features.ts';
import type { Cell } from '../../../src/core/space/cell.ts';
import { closedSets } from '../../../src/core/space/fingerprint.ts';
import type { Pieces } from '../../scheduling/yield-point.ts';

/** A cell's non-zero features, by column. */
export type Row = ReadonlyMap<number, number>;

/** The share of each kind of half. */
export function halfRows(cells: readonly Cell[]): Row[] {
  return cells.map((cell) => {
    const row = new Map<number, number>();
    for (const half of cell.flat()) row.set(halfKind(half), (row.get(halfKind(half)) ?? 0) + 1 / (2 * cell.length));
    return row;
  });
}

/** Each column divided by its deviation; constant columns are left out. */
export function globalRows(cells: readonly Cell[]): { rows: Row[]; deviations: number[] } {
  const features = cells.map((cell) => globalFeatures(cellSums(cell)));
  const deviations = Array.from({ length: GLOBAL_FEATURES }, (_, i) => {
    const centre = features.reduce((total, row) => total + row[i]!, 0) / cells.length;
    return Math.sqrt(features.reduce((total, row) => total + (row[i]! - centre) ** 2, 0) / cells.length);
  });
  const varying = deviations.flatMap((deviation, i) => (deviation > 1e-9 ? [i] : []));
  return { rows: features.map((row) => new Map(varying.map((i) => [i, row[i]! / deviations[i]!]))), deviations };
}

/** The sub-cells of each cell, by fingerprint: 1/sqrt(number of the cell's sub-cells of that size). */
export function* subCellRows(cells: readonly Cell[]): Pieces<Row[]> {
  const rows: Row[] = [];
  for (const cell of cells) {
    const sets = closedSets(cell).slice(1);
    const counts = sets.reduce(
      (bySize, { size }) => bySize.set(size, (bySize.get(size) ?? 0) + 1),
      new Map<number, number>(),
    );
    const row = new Map<number, number>();
    for (const { size, fingerprint } of sets) {
      row.set(fingerprint, (row.get(fingerprint) ?? 0) + 1 / Math.sqrt(counts.get(size)!));
    }
    rows.push(row);
    yield;
  }
  return rows;
}
