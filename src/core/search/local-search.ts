/**
 * @file Control: local search (White, Nolen & Savani 2021, arXiv 2005.02960), with Algorithm 1's number of children: as soon as a
 * neighbour is better it goes on from there, and where none is, from a cell drawn at random.
 */
import type { Rng } from '../random/rng.ts';
import { canonicalKey } from '../space/canonical.ts';
import type { Cell } from '../space/cell.ts';
import type { SearchSpace } from '../space/search-space.ts';
import type { Strategy, TrainedCell } from './commands.ts';
import { bestOf, train } from './pnas.ts';
import { distinctCells, initialCells } from './random.ts';

/**
 * It starts at the best of a few random cells. Cells begin with `space.blocks` blocks; no design is trained twice.
 * @param budget children to train in all.
 * @param rng draws the first cells, and the order in which neighbours are tried.
 * @param limit children after which it ends; the budget unless given.
 */
export function* localSearch(budget: number, space: SearchSpace, rng: Rng, limit = budget): Strategy {
  const known = new Set<string>();
  const draw = distinctCells(space, rng, known);
  const trained: TrainedCell[] = [];
  let current: TrainedCell | undefined;
  let untried: Cell[] = []; // neighbours of the current cell
  let next: readonly Cell[] = initialCells(budget, draw);
  while (next.length > 0) {
    const measured = yield* train(
      space.blocks,
      next.map((cell) => ({ cell })),
    );
    trained.push(...measured);
    const { best } = bestOf(measured);
    if (best !== undefined && (current === undefined || best.accuracy! > current.accuracy!)) {
      current = best;
      untried = rng.shuffle([...space.neighbours(best.cell)]);
    }
    if (trained.length >= limit) break;
    let cell = takeNew(untried, known);
    if (cell === undefined) {
      current = undefined; // a local optimum
      cell = draw();
    }
    next = cell === undefined ? [] : [cell];
  }
  return bestOf(trained);
}

/** Takes cells off the end until one is of a design not known; undefined where all are. */
function takeNew(cells: Cell[], known: Set<string>): Cell | undefined {
  for (let cell = cells.pop(); cell !== undefined; cell = cells.pop()) {
    const key = canonicalKey(cell);
    if (known.has(key)) continue;
    known.add(key);
    return cell;
  }
  return undefined;
}
