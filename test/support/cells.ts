/** @file Cells for property tests. */
import fc from 'fast-check';
import type { Block, Cell } from '../../src/core/space/cell.ts';
import { OPERATORS, type OperatorName } from '../../src/core/space/operators.ts';

/** Any valid cell of the given space. */
export function cellArbitrary({
  maxBlocks = 5,
  lookback = 2,
  operators = OPERATORS as readonly OperatorName[],
} = {}): fc.Arbitrary<Cell> {
  const half = (block: number) =>
    fc.record({ input: fc.integer({ min: -lookback, max: block - 1 }), operator: fc.constantFrom(...operators) });
  return fc
    .integer({ min: 1, max: maxBlocks })
    .chain((blocks) => fc.tuple(...Array.from({ length: blocks }, (_, block) => fc.tuple(half(block), half(block)))))
    .map((blocks) => blocks as Block[]);
}

/** All permutations of 0 .. n-1. */
export function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, at) => [...rest.slice(0, at), n - 1, ...rest.slice(at)]),
  );
}

/**
 * The cell with its blocks renumbered (`order[i]` is the old index of new block i) and some halves swapped (bit i of
 * `swaps`: old block i); undefined where a block would read a later one.
 */
export function rewritten(cell: Cell, order: readonly number[], swaps: number): Cell | undefined {
  const place = (input: number): number => (input < 0 ? input : order.indexOf(input));
  const blocks = order.map((old): Block => {
    const [left, right] = cell[old]!.map((half) => ({ ...half, input: place(half.input) })) as [Block[0], Block[1]];
    return (swaps >> old) & 1 ? [right, left] : [left, right];
  });
  return blocks.every((block, i) => block.every(({ input }) => input < i)) ? blocks : undefined;
}
