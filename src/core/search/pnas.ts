/** @file Algorithm 1 of the paper: progressive search, simple cells first, guided by a surrogate. */
import type { Cell } from '../space/cell.ts';
import type { Candidate, Outcome, RankCommand, SearchResult, Strategy, TrainCommand, TrainedCell } from './commands.ts';
import { bestByMerit } from './merit.ts';

/** What Algorithm 1 needs to know. */
export interface PnasConfig {
  /** B, the largest number of blocks. */
  readonly blocks: number;
  /** K, children trained per level from level 2 on. */
  readonly children: number;
  /** Random cells trained beside those of level {@link PROBED_LEVEL}; none unless given. */
  readonly probes?: number;
}

/** The level that has probes: the first that a surrogate picks, and the one whose candidates differ most (ours). */
export const PROBED_LEVEL = 2;

/**
 * Algorithm 1.
 * @param firstLevel all distinct one-block cells (S_1), in canonical order.
 */
export function* pnas(config: PnasConfig, firstLevel: readonly Cell[]): Strategy {
  const trained: TrainedCell[] = [];
  let candidates: readonly Candidate[] = firstLevel.map((cell) => ({ cell }));

  for (let level = 1; ; level++) {
    const measured = yield* train(level, candidates);
    trained.push(...measured);
    if (level === config.blocks) return bestOf(trained);

    yield { type: 'fit', level, trained: [...trained] };
    const parents = measured.map(({ cell }) => cell);
    candidates = yield* rank(level + 1, parents, config);
    if (candidates.length === 0) return bestOf(trained); // nothing distinct is left to grow
  }
}

/** Asks for a level's children to be trained, to the end unless `until` is given. */
export function* train(
  level: number,
  candidates: readonly Candidate[],
  until?: TrainCommand['until'],
): Generator<TrainCommand, readonly TrainedCell[], Outcome> {
  const outcome = yield { type: 'train', level, candidates, ...(until !== undefined && { until }) };
  if (outcome.type !== 'train')
    throw new Error(`search: a train command must be answered by train; got ${outcome.type}`);
  return outcome.trained;
}

/** The command for the best K of everything the parents can grow into, and for the level's probes. */
export function rankCommand(
  level: number,
  parents: readonly Cell[],
  { children: keep, probes = 0 }: Pick<PnasConfig, 'children' | 'probes'>,
): RankCommand {
  const hasProbes = level === PROBED_LEVEL && probes > 0;
  return { type: 'rank', level, parents, keep, ...(hasProbes && { probes }) };
}

function* rank(
  level: number,
  parents: readonly Cell[],
  config: PnasConfig,
): Generator<RankCommand, readonly Candidate[], Outcome> {
  const outcome = yield rankCommand(level, parents, config);
  if (outcome.type !== 'rank') throw new Error(`search: a rank command must be answered by rank; got ${outcome.type}`);
  return outcome.kept;
}

/** The best measured, the earlier trained on a tie; one that was stopped early only where none was trained to the end. */
export function bestOf(trained: readonly TrainedCell[]): SearchResult {
  const best = bestByMerit(trained);
  return best === undefined ? {} : { best };
}
