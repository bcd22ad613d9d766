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
 * @param budget children to train at a time, and in all unless `limit` is given.
 * @param rng draws the cells, each of `space.blocks` blocks, uniform as they are written, no design twice.
 * @param limit children after which it ends.
 */
export function* randomSearch(budget: number, space: SearchSpace, rng: Rng, limit = budget): Strategy {
  const draw = distinctCells(space, rng);
  const trained: TrainedCell[] = [];
  for (;;) {
    const cells: Cell[] = [];
    for (let left = Math.min(budget, limit - trained.length); left > 0; left--) {
      const cell = draw();
      if (cell === undefined) break; // no design is left
      cells.push(cell);
    }
    if (cells.length === 0) return bestOf(trained);
    const candidates = cells.map((cell) => ({ cell }));
    trained.push(...(yield* train(space.blocks, candidates)));
  }
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
