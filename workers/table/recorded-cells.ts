/** @file A table of this project's own cells, some of a search space: levels are numbers of blocks, as in a search. */
import { blocksAt } from '../../src/core/space/blocks.ts';
import type { Cell, CellSpace } from '../../src/core/space/cell.ts';
import { withoutBlock } from '../../src/core/space/growth.ts';
import { neighbours } from '../../src/core/space/mutation.ts';
import { OPERATORS } from '../../src/core/space/operators.ts';
import { unusedBlocks } from '../../src/core/space/cell.ts';
import type { Growth } from './table-space.ts';

/**
 * How the cells grow, in the space that holds them all. Neighbours have another input or operator in one half, or one block more or less:
 * of a table that has some cells only, few have enough of the first kind.
 */
export function recordedCells(cells: readonly Cell[]): Growth {
  const halves = cells.flat(2);
  const named = new Set(halves.map(({ operator }) => operator));
  const space: CellSpace = {
    lookback: Math.max(1, ...halves.map(({ input }) => -input)),
    operators: OPERATORS.filter((operator) => named.has(operator)),
  };
  return {
    ...space,
    blocks: Math.max(0, ...cells.map(({ length }) => length)),
    grow: (parent) => blocksAt(space, parent.length),
    *neighbours(cell) {
      yield* neighbours(cell, space);
      for (const index of unusedBlocks(cell)) yield withoutBlock(cell, index);
      for (const block of blocksAt(space, cell.length)) yield [...cell, block];
    },
  };
}
