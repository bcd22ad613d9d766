/**
 * @file Control: Bayesian optimisation as in BANANAS (White, Neiswanger & Savani 2021, arXiv 1910.11858), with Algorithm 1's number of
 * children: a surrogate predicts mutants of the best cells so far, and independent Thompson sampling picks a few of them to train. The
 * surrogate is the search's own instead of their ensemble on path encodings.
 */
import type { Rng } from '../random/rng.ts';
import { canonicalKey } from '../space/canonical.ts';
import type { Cell } from '../space/cell.ts';
import type { SearchSpace } from '../space/search-space.ts';
import type { AcquireCommand, Candidate, Outcome, Strategy, TrainedCell } from './commands.ts';
import { bestOf, train } from './pnas.ts';
import { distinctCells, initialCells } from './random.ts';

/** Children trained between two fits (theirs). */
export const ACQUISITION_BATCH = 10;
/** Mutants predicted at a time (theirs). */
const CANDIDATES = 100;
/** Best cells that mutants are made of, the best first until there are enough (theirs: 5), and draws a cell. */
const PARENTS = 5;
const DRAWS = 100;

/**
 * Cells begin with `space.blocks` blocks; no design is trained twice.
 * @param budget children to train in all.
 * @param rng draws the first cells and the mutants.
 * @param limit children after which it ends; the budget unless given.
 */
export function* bananas(budget: number, space: SearchSpace, rng: Rng, limit = budget): Strategy {
  const known = new Set<string>(); // keys of the designs trained
  const draw = distinctCells(space, rng, known);
  const level = space.blocks;
  const trained: TrainedCell[] = [];
  let next: readonly Candidate[] = initialCells(budget, draw).map((cell) => ({ cell }));
  for (let round = 0; next.length > 0; round++) {
    trained.push(...(yield* train(level, next)));
    const keep = Math.min(ACQUISITION_BATCH, limit - trained.length);
    if (keep === 0) break;
    const candidates = mutants(trained, known, space, rng);
    if (candidates.length > 0) {
      yield { type: 'fit', level, trained: [...trained] };
      next = yield* acquire({ type: 'rank', level, candidates, keep, round });
      for (const { cell } of next) known.add(canonicalKey(cell));
    } else {
      const cell = draw(); // nothing has been measured yet, or all around the best is known
      next = cell === undefined ? [] : [{ cell }];
    }
  }
  return bestOf(trained);
}

/** New designs at one mutation from the best cells. */
function mutants(trained: readonly TrainedCell[], known: ReadonlySet<string>, space: SearchSpace, rng: Rng): Cell[] {
  const measured = trained.filter(({ accuracy }) => accuracy !== undefined);
  const parents = measured.toSorted((a, b) => b.accuracy! - a.accuracy!).slice(0, PARENTS);
  const found = new Map<string, Cell>();
  for (const { cell } of parents) {
    for (let i = 0; i < DRAWS && found.size < CANDIDATES; i++) {
      const mutant = space.mutate(cell, rng);
      const key = canonicalKey(mutant);
      if (!known.has(key) && !found.has(key)) found.set(key, mutant);
    }
  }
  return [...found.values()];
}

function* acquire(command: AcquireCommand): Generator<AcquireCommand, readonly Candidate[], Outcome> {
  const outcome = yield command;
  if (outcome.type !== 'rank') throw new Error(`search: an acquisition must be answered by rank; got ${outcome.type}`);
  return outcome.kept;
}
