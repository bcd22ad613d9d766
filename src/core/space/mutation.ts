/** @file Cells that differ in one half: what evolution draws a child from, and what local search looks through. */
import type { Rng } from '../random/rng.ts';
import { halvesAt } from './blocks.ts';
import type { Block, Cell, CellSpace, Half } from './cell.ts';

/** The cell with the input or the operator of one half, each as likely, replaced by another one. */
export function mutate(cell: Cell, space: CellSpace, rng: Rng): Cell {
  const index = rng.integer(cell.length);
  const side = rng.integer(2);
  const old = cell[index]![side]!;
  const changes = rng.uniform() < 0.5 ? [otherInputs, otherOperators] : [otherOperators, otherInputs];
  const options = changes.map((change) => change(old, index, space)).find(({ length }) => length > 0);
  if (options === undefined) return cell;
  return replaceHalf(cell, index, side, options[rng.integer(options.length)]!);
}

/** Every cell that {@link mutate} can give, by half, the other inputs first. */
export function neighbours(cell: Cell, space: CellSpace): Cell[] {
  return cell.flatMap((block, index) =>
    block.flatMap((old, side) =>
      [otherInputs, otherOperators]
        .flatMap((change) => change(old, index, space))
        .map((half) => replaceHalf(cell, index, side, half)),
    ),
  );
}

function replaceHalf(cell: Cell, index: number, side: number, half: Half): Cell {
  const [left, right] = cell[index]!;
  const block: Block = side === 0 ? [half, right] : [left, half];
  return cell.with(index, block);
}

type Change = (half: Half, block: number, space: CellSpace) => Half[];

const otherInputs: Change = ({ input, operator }, block, space) => {
  const inputs = [...new Set(halvesAt(space, block).map((half) => half.input))];
  return inputs.filter((other) => other !== input).map((other) => ({ input: other, operator }));
};

const otherOperators: Change = ({ input, operator }, _block, space) =>
  space.operators.filter((other) => other !== operator).map((other) => ({ input, operator: other }));
