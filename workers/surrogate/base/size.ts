/** @file The size of cells as a score: multiply-adds a block, which are comparable across levels. */
import { addBlock, cellSums } from '../../../src/core/network/cell-features.ts';
import type { Siblings } from './surrogate.ts';

/** Multiply-adds a block of each cell of a family. */
export function multiplyAddsPerBlock({ parent, blocks }: Siblings): Float64Array {
  const sums = cellSums(parent);
  return Float64Array.from(blocks, (block) => addBlock(sums, block).multiplyAdds / (parent.length + 1));
}
