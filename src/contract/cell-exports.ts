/** @file The forms a cell can be written in for other tools: what the page's and the terminal's exports offer. */
import { MAX_LOOKBACK, type Cell } from '../core/space/cell.ts';
import { toGenotype, toNni } from '../core/export/genotype.ts';
import { toDot, toMermaid } from '../core/export/pictures.ts';
import { toKeras, toPyTorch } from '../core/export/python.ts';
import type { WeightLoaders } from '../core/export/python-weights.ts';
import type { NetworkConfig } from '../core/network/macro.ts';

interface CellFile {
  /** What it is saved as. */
  readonly file: string;
  /** @throws {RangeError} when the form has no way to say this cell. */
  write(cell: Cell, config: NetworkConfig, loaders?: WeightLoaders): string;
}

/** All forms by their short name. */
export const CELL_FILES = {
  pytorch: { file: 'network_pytorch.py', write: toPyTorch },
  keras: { file: 'network_keras.py', write: toKeras },
  dot: { file: 'cell.dot', write: toDot },
  mermaid: { file: 'cell.mmd', write: toMermaid },
  genotype: { file: 'genotype.py', write: (cell, { cellOutput }) => toGenotype(cell, cellOutput) },
  nni: { file: 'nni.json', write: toNni },
} as const satisfies Record<string, CellFile>;
export type CellFormat = keyof typeof CELL_FILES;

/**
 * A cell in a form; cells that read further back than the configuration says get the lookback they need.
 * @param loaders `load_weights` for the forms that are networks; without them, they have none.
 */
export function writeCell(form: CellFile, cell: Cell, config: NetworkConfig, loaders?: WeightLoaders): string {
  const furthest = Math.min(MAX_LOOKBACK, Math.max(...cell.flat().map(({ input }) => -input)));
  return form.write(cell, { ...config, lookback: Math.max(config.lookback, furthest) }, loaders);
}
