/** @file The network of a final training as it is judged and exported. */
import type { NetworkConfig } from '../network/macro.ts';
import type { Cell } from '../space/cell.ts';

/** What the settings say of a network's size. */
export interface NetworkSize {
  readonly repeats: number;
  readonly filters: number;
  readonly cellOutput: 'all' | 'unused';
  readonly stem: 'trained' | 'whitening';
}

/** Lookback of the paper; a cell that reads further back has a larger one. */
const LOOKBACK = 2;

/** How a cell becomes the network that is judged. Cells are the paper's, whatever macro they were found with. */
export function judgedNetwork(cell: Cell, { repeats, filters, cellOutput, stem }: NetworkSize): NetworkConfig {
  const inputs = cell.flatMap((block) => block.map(({ input }) => -input));
  return { macro: 'pnas', repeats, filters, cellOutput, stem, lookback: Math.max(LOOKBACK, ...inputs) };
}
