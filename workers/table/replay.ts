/**
 * @file A search on a table: the strategy, the drive, the executor and the surrogate of a real search, with training replaced by looking an
 * accuracy up.
 */
import type { SearchConfig, StrategyName, SurrogateName } from '../../src/contract/config.ts';
import { PRESETS } from '../../src/contract/presets.ts';
import type { LogRecord, TrainRecord } from '../../src/contract/records.ts';
import { trainRecords } from '../../src/contract/run-file.ts';
import { stream } from '../../src/core/random/rng.ts';
import { streamsOf } from '../../src/core/streams/streams.ts';
import { canonicalKey } from '../../src/core/space/canonical.ts';
import { parseCell, type Cell } from '../../src/core/space/cell.ts';
import { budgetOf } from '../../src/core/search/random.ts';
import { createStrategy } from '../drive/strategies.ts';
import { createExecutor } from '../drive/executor.ts';
import { drive } from '../drive/drive.ts';
import type { NetworkManager } from '../train/network-manager.ts';
import type { AccuracyTable, TableCell } from './table.ts';

/** One search of a study. */
export interface ReplayOptions {
  readonly table: AccuracyTable;
  readonly strategy: StrategyName;
  readonly surrogate: SurrogateName;
  /** Draws the search, what it sees of each cell, and the noise: that of a cell is the same for all strategies. */
  readonly seed: number;
  /** Children to train in all, at most. */
  readonly children: number;
  /** Standard deviation that is added to what a search sees, as a share. */
  readonly noise: number;
}

/** A child of a search on a table. */
export interface ReplayedChild {
  readonly entry: TableCell;
  readonly measured: number;
  readonly predicted?: number;
  readonly level: number;
}

/**
 * K of Algorithm 1 with at most so many children in all.
 * @throws {RangeError} when they are too few for one child a level.
 */
export function childrenPerLevel({ space }: AccuracyTable, children: number): number {
  const first = space.firstLevel().length;
  if (space.blocks === 1) return 1;
  const perLevel = Math.floor((children - first) / (space.blocks - 1));
  if (perLevel >= 1) return perLevel;
  throw new RangeError(`--children must be at least ${budgetOf(space.blocks, 1, first)}: ${first} of level 1 and one of each level to ${space.blocks}; got ${children}`); // prettier-ignore
}

/** All children, in the order trained. */
export async function replaySearch(options: ReplayOptions): Promise<ReplayedChild[]> {
  const { table } = options;
  const config = configOf(options);
  const streams = streamsOf();
  const log: LogRecord[] = [];
  const executor = createExecutor({
    config,
    streams,
    space: table.space,
    manager: { getRewards: rewardsOf(options) },
    onGpu: false,
    checkpoints: { load: async () => undefined, save: async () => {} },
    onProgress: () => {},
    onActivity: () => {},
    shouldPause: () => false,
  });
  try {
    await drive({
      strategy: createStrategy(config, streams, { space: table.space }),
      log: [],
      executor,
      append: async (record) => void log.push(record),
      onActivity: () => {},
      shouldPause: () => false,
    });
  } finally {
    executor.dispose();
  }
  return trainRecords({ log }).map((record) => childOf(record, table));
}

function childOf({ notation, accuracy, predicted, level }: TrainRecord, { cells }: AccuracyTable): ReplayedChild {
  const entry = cells.get(canonicalKey(parseCell(notation)))!;
  return { entry, measured: accuracy!, level, ...(predicted === undefined ? {} : { predicted }) };
}

/** The settings of a search of these cells; those of training, which are not used, are a preset's. */
function configOf({ table, strategy, surrogate, seed, children }: ReplayOptions): SearchConfig {
  const { blocks, lookback, operators } = table.space;
  const perLevel = childrenPerLevel(table, children);
  return {
    ...PRESETS.smoke,
    strategy,
    surrogate,
    seed,
    blocks,
    lookback,
    operators: [...operators],
    children: perLevel,
    retrainings: 0,
    confirmations: 0,
  };
}

/** Measures a cell: one of the accuracies that the table has of it, and noise. */
function rewardsOf({ table, seed, noise }: ReplayOptions): NetworkManager['getRewards'] {
  return async (cell: Cell) => {
    const key = canonicalKey(cell);
    const entry = table.cells.get(key);
    if (entry === undefined) throw new Error('table: a strategy must train cells of the table only');
    const rng = stream(seed, 'measurement', key);
    const seen = entry.seen[rng.integer(entry.seen.length)]!;
    const accuracy = Math.min(1, Math.max(0, seen + noise * rng.normal()));
    return { accuracy, curve: [accuracy], durationMs: 0, parameters: 0, examplesPerSecond: 0 };
  };
}
