/** @file Enumerates the halves and blocks that a cell of a space can have at an index. */
import type { Block, Cell, CellSpace, Half } from './cell.ts';

/** Every half that a block at this 0-based index can have: H_{c-1}, H_{c-2}, .., then earlier blocks, each with every operator. */
export function halvesAt({ lookback, operators }: CellSpace, index: number): Half[] {
  const cellInputs = Array.from({ length: lookback }, (_, i) => -i - 1);
  const inputs = [...cellInputs, ...Array.from({ length: index }, (_, i) => i)];
  return inputs.flatMap((input) => operators.map((operator) => ({ input, operator })));
}

/** Every block at this index, its halves unordered, in a fixed order. */
export function* blocksAt(space: CellSpace, index: number): Generator<Block> {
  const halves = halvesAt(space, index);
  for (const [i, left] of halves.entries()) {
    for (const right of halves.slice(i)) yield [left, right];
  }
}

/** All distinct one-block cells, in a fixed order. */
export function firstLevel(space: CellSpace): Cell[] {
  return [...blocksAt(space, 0)].map((block) => [block]);
}
