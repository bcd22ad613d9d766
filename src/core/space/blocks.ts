/** @file Which halves and which blocks a cell of a space can have at a place. */
import type { Block, Cell, CellSpace, Half } from './cell.ts';

/** Every half a block at this 0-based place can have: H_{c-1}, H_{c-2}, .., then earlier blocks, each with every operator. */
export function halvesAt({ lookback, operators }: CellSpace, place: number): Half[] {
  const cellInputs = Array.from({ length: lookback }, (_, i) => -i - 1);
  const inputs = [...cellInputs, ...Array.from({ length: place }, (_, i) => i)];
  return inputs.flatMap((input) => operators.map((operator) => ({ input, operator })));
}

/** Every block at this place, its halves unordered, in a fixed order. */
export function* blocksAt(space: CellSpace, place: number): Generator<Block> {
  const halves = halvesAt(space, place);
  for (const [i, left] of halves.entries()) {
    for (const right of halves.slice(i)) yield [left, right];
  }
}

/** All distinct one-block cells, in a fixed order. */
export function firstLevel(space: CellSpace): Cell[] {
  return [...blocksAt(space, 0)].map((block) => [block]);
}
