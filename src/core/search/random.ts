/** @file Control: random search over the largest cells, with Algorithm 1's number of children. */
import { canonicalKey } from '../space/canonical.ts';
import type { Cell } from '../space/cell.ts';
import type { Rng } from '../random/rng.ts';
import type { SearchSpace } from '../space/search-space.ts';
import type { Strategy, TrainedCell } from './commands.ts';
import { bestOf, train } from './pnas.ts';

/** Draws for a cell that is not trained yet before the space is taken to be used up (ours). */
const TRIES = 1000;

/**
 * @param budget children to train in all.
 * @param rng draws the cells, each of `space.blocks` blocks, uniform as they are written, no design twice.
 */
export function* randomSearch(budget: number, space: SearchSpace, rng: Rng): Strategy {
  const draw = distinctCells(space, rng);
  const cells = Array.from({ length: budget }, () => draw()).filter((cell) => cell !== undefined);
  const trained: readonly TrainedCell[] = yield* train(
    space.blocks,
    cells.map((cell) => ({ cell })),
  );
  return bestOf(trained);
}

/**
 * Gives cells whose designs it has not given before; undefined when it finds none.
 * @param propose a cell; a random one unless given.
 * @param known keys of the designs it does not give; it adds those that it does.
 */
export function distinctCells(
  space: SearchSpace,
  rng: Rng,
  known = new Set<string>(),
): (propose?: () => Cell) => Cell | undefined {
  return (propose = () => space.random(space.blocks, rng)) => {
    for (let tries = 0; tries < TRIES; tries++) {
      const cell = propose();
      const key = canonicalKey(cell);
      if (known.has(key)) continue;
      known.add(key);
      return cell;
    }
    return undefined;
  };
}

/** Random cells that a strategy starts from (White et al. 2021: 10), and at most this share of its budget (ours). */
const INITIAL = 10;
const INITIAL_SHARE = 1 / 4;

/** The first children of a strategy that goes on from the best of a few random cells. */
export function initialCells(budget: number, draw: () => Cell | undefined): Cell[] {
  const count = Math.min(INITIAL, Math.ceil(budget * INITIAL_SHARE));
  return Array.from({ length: count }, () => draw()).filter((cell) => cell !== undefined);
}

/** Children that Algorithm 1 trains with K a level, at most. */
export function budgetOf(blocks: number, children: number, firstLevel: number): number {
  return firstLevel + (blocks - 1) * children;
}
