/**
 * @file Which blocks are exploration: the surrogate learns nothing of operators and inputs that hardly any trained cell uses. Failed cells
 * count as tried: an operator that mostly failed is known, and not worth another child.
 */
import type { Block, Cell, CellSpace, Half } from '../../src/core/space/cell.ts';

/** An operator or input is rare below this part of an even share of the halves (POPNAS, Falanti et al. 2022: a fifth). */
const RARE = 1 / 5;

/** Stands for every block as an input. */
const ANY_BLOCK = 0;

/** All cells trained before, by outcome. */
export interface Tried {
  readonly measured: readonly Cell[];
  /** Cells that failed for reasons of their own, not of the device. */
  readonly failed: readonly Cell[];
}

/**
 * A test of blocks: whether one uses an operator, or a kind of input (each earlier cell, or any block), that the cells rarely use,
 * and none with which more cells failed than trained.
 */
export function rarelyTried(
  cells: readonly Cell[],
  space: CellSpace,
  { measured, failed }: Tried = { measured: [], failed: [] },
): (block: Block) => boolean {
  const halves = cells.flat(2);
  const isRare = (count: number, kinds: number): boolean => count < (RARE * halves.length) / kinds;
  const operators = new Set(
    space.operators.filter((name) =>
      isRare(halves.filter(({ operator }) => operator === name).length, space.operators.length),
    ),
  );
  const kinds = [...Array.from({ length: space.lookback }, (_, i) => -i - 1), ANY_BLOCK];
  const inputs = new Set(
    kinds.filter((kind) => isRare(halves.filter((half) => kindOf(half) === kind).length, kinds.length)),
  );
  const isBad = (uses: (half: Half) => boolean): boolean => {
    const among = (tried: readonly Cell[]): number => tried.filter((cell) => cell.flat().some(uses)).length;
    return among(failed) > among(measured);
  };
  const badOperators = new Set(space.operators.filter((name) => isBad(({ operator }) => operator === name)));
  const badInputs = new Set(kinds.filter((kind) => isBad((half) => kindOf(half) === kind)));
  return (block) =>
    block.some((half) => operators.has(half.operator) || inputs.has(kindOf(half))) &&
    !block.some((half) => badOperators.has(half.operator) || badInputs.has(kindOf(half)));
}

/** The input, all blocks being one kind. */
function kindOf({ input }: Half): number {
  return input < 0 ? input : ANY_BLOCK;
}
