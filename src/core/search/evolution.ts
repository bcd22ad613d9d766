/** @file Control: regularised evolution (Real et al. 2019, arXiv 1802.01548), with Algorithm 1's number of children. */
import type { Rng } from '../random/rng.ts';
import type { SearchSpace } from '../space/search-space.ts';
import type { Strategy, TrainedCell } from './commands.ts';
import { bestOf, train } from './pnas.ts';
import { distinctCells } from './random.ts';

/** Population and tournament (Real et al.: 100 and 25). A smaller budget has a smaller population: a quarter of it (ours). */
const POPULATION = 100;
const POPULATION_SHARE = 1 / 4;
const TOURNAMENT_SHARE = 1 / 4;

/**
 * The oldest dies, whatever its accuracy; the best of a random few has a child that differs in one half. Cells have
 * `space.blocks` blocks; no design is trained twice.
 * @param budget children to train in all, by which the population is sized.
 * @param limit children after which it ends; the budget unless given.
 */
export function* evolution(budget: number, space: SearchSpace, rng: Rng, limit = budget): Strategy {
  const size = Math.max(2, Math.min(POPULATION, Math.ceil(budget * POPULATION_SHARE)));
  const draw = distinctCells(space, rng);
  const first = Array.from({ length: Math.min(size, budget) }, () => draw()).filter((cell) => cell !== undefined);
  const trained: TrainedCell[] = [
    ...(yield* train(
      space.blocks,
      first.map((cell) => ({ cell })),
    )),
  ];
  while (trained.length < limit) {
    const population = trained.slice(-size);
    const tournament = rng.shuffle([...population]).slice(0, Math.max(2, Math.round(size * TOURNAMENT_SHARE)));
    const parent = (bestOf(tournament).best ?? tournament[0]!).cell;
    const cell = draw(() => space.mutate(parent, rng)) ?? draw();
    if (cell === undefined) break; // no design is left
    trained.push(...(yield* train(space.blocks, [{ cell }])));
  }
  return bestOf(trained);
}
