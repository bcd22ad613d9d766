/**
 * @file Control: Algorithm 1 with the surrogate's estimates shuffled among the candidates, so that the K children of a
 * level are any of its candidates. What PNAS gains over it is what the surrogate is worth.
 */
import { canonicalKey } from '../space/canonical.ts';
import type { Cell } from '../space/cell.ts';
import type { Rng } from '../random/rng.ts';
import type { SearchSpace } from '../space/search-space.ts';
import { TopK } from './top-k.ts';
import type { Candidate, Strategy, TrainedCell } from './commands.ts';
import { bestOf, PROBED_LEVEL, train, type PnasConfig } from './pnas.ts';
import type { TimeBudget } from './time-budget.ts';

/**
 * @param rng draws the children.
 * @param time where the budget is time: how many each level has follows from it.
 */
export function* shuffled(config: PnasConfig, space: SearchSpace, rng: Rng, time?: TimeBudget): Strategy {
  const trained: TrainedCell[] = [];
  let candidates: readonly Candidate[] = space.firstLevel().map((cell) => ({ cell }));
  for (let level = 1; ; level++) {
    const measured = yield* train(level, candidates);
    trained.push(...measured);
    if (level === config.blocks) return bestOf(trained);
    const parents = measured.map(({ cell }) => cell);
    const probes = level + 1 === PROBED_LEVEL ? (config.probes ?? 0) : 0; // cells by lot like the others: only their number counts
    const children = time === undefined ? config.children + probes : yield* time.plannedChildren(level + 1);
    if (children === 0) return bestOf(trained);
    candidates = sample(parents, children, space, rng);
    if (candidates.length === 0) return bestOf(trained);
  }
}

/** Any `count` of the distinct designs the parents can grow into. */
function sample(parents: readonly Cell[], count: number, space: SearchSpace, rng: Rng): Candidate[] {
  const chosen = new TopK<Cell>(count);
  for (const { parent, blocks } of space.families(parents)) {
    for (const block of blocks) {
      const score = rng.uniform();
      if (!chosen.admits(score)) continue;
      const item = [...parent, block];
      chosen.push({ score, key: canonicalKey(item), item });
    }
  }
  return chosen.sorted().map(({ item }) => ({ cell: item }));
}
