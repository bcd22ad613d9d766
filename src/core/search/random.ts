/** @file Control: random search over the largest cells, with Algorithm 1's number of children. */
import { canonicalKey } from '../space/canonical.ts';
import type { Cell } from '../space/cell.ts';
import type { Rng } from '../random/rng.ts';
import type { StateSpace } from '../space/state-space.ts';
import type { Strategy, TrainedCell } from './commands.ts';
import { bestOf, train } from './pnas.ts';

/** Draws for a cell that is not trained yet before the space is taken to be used up (ours). */
const TRIES = 1000;

/**
 * @param budget children to train in all.
 * @param rng draws the cells, each of `space.blocks` blocks, uniform as they are written, no design twice.
 */
export function* randomSearch(budget: number, space: StateSpace, rng: Rng): Strategy {
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
 */
export function distinctCells(space: StateSpace, rng: Rng): (propose?: () => Cell) => Cell | undefined {
  const known = new Set<string>();
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

/** Children that Algorithm 1 trains with K a level, at most. */
export function budgetOf(blocks: number, children: number, firstLevel: number): number {
  return firstLevel + (blocks - 1) * children;
}
