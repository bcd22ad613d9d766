/**
 * @file A search on a landscape: the real strategy, drive, executor and surrogate; only the training of a child is replaced, by its true
 * accuracy and noise. All strategies of a seed meet the same landscape and the same luck: a cell's nth training measures the same.
 */
import type { SearchConfig } from '../../../src/contract/config.ts';
import { confirmedCells } from '../../../src/contract/answer.ts';
import type { OutcomeRecord } from '../../../src/contract/records.ts';
import { bestOf, trainRecords } from '../../../src/contract/run-file.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { streamsOf } from '../../../src/core/streams/streams.ts';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import { parseCell, type Cell } from '../../../src/core/space/cell.ts';
import { drive } from '../../drive/drive.ts';
import { createExecutor } from '../../drive/executor.ts';
import { createStrategy } from '../../drive/strategies.ts';
import { MemoryStore } from '../../store/memory.ts';
import { FIRST_TRAINING, type Training } from '../../train/training.ts';
import type { Landscape } from './landscape.ts';

/** How the answer of a search is found: its best cells by estimate, each trained again so often, the best by their mean. */
export interface Confirmation {
  readonly cells: number;
  readonly trainings: number;
}

export interface SimulationOptions {
  /** Its `seed` names the luck and the draws of the strategy. */
  readonly config: SearchConfig;
  readonly landscape: Landscape;
  /** Standard deviation of a measured accuracy, as a share of 1; the same for a confirmation's. */
  readonly noise: number;
  readonly confirmation: Confirmation;
}

/** A cell that a search could answer with: what it said of it, and what is true. */
interface Answer {
  readonly notation: string;
  readonly level: number;
  /** What the search shows as the cell's accuracy. */
  readonly shown: number;
  readonly truth: number;
}

export interface Simulated {
  readonly children: number;
  /** The best of the best by estimate, confirmed: the search's answer. */
  readonly confirmed: Answer;
  /** The highest measurement. */
  readonly measured: Answer;
  /** True accuracies of all children, in the order trained. */
  readonly truths: readonly number[];
}

/** Runs one search to its end. */
export async function simulateSearch({
  config,
  landscape,
  noise,
  confirmation,
}: SimulationOptions): Promise<Simulated> {
  const measure = (cell: Cell, { repeat, purpose }: Training): number => {
    const luck = stream(config.seed, 'luck', purpose ?? 'search', canonicalKey(cell), repeat).normal();
    return Math.min(1, Math.max(0, landscape(cell) + noise * luck));
  };
  const { cells: confirmations, trainings: confirmationSeeds } = confirmation;
  const log = await runSearch({ ...config, confirmations, confirmationSeeds }, measure);
  const answerFor = (notation: string, level: number, shown: number): Answer => ({
    notation,
    level,
    shown,
    truth: landscape(parseCell(notation)),
  });
  const trained = trainRecords({ log });
  const [best] = confirmedCells({ log }); // there is one: a simulated training never fails
  const highest = bestOf(trained)!;
  return {
    children: trained.length,
    confirmed: answerFor(best!.record.notation, best!.record.level, best!.mean),
    measured: answerFor(highest.notation, highest.level, highest.accuracy!),
    truths: trained.map(({ notation }) => landscape(parseCell(notation))),
  };
}

/** The log of a search whose children are measured so. */
export async function runSearch(
  config: SearchConfig,
  measure: (cell: Cell, training: Training) => number,
): Promise<OutcomeRecord[]> {
  const streams = streamsOf();
  const executor = createExecutor({
    config,
    streams,
    manager: {
      getRewards: async (cell, _onProgress, _onTrained, _checkpoints, training = FIRST_TRAINING) => {
        const accuracy = measure(cell, training);
        return { accuracy, curve: [accuracy], durationMs: 0, parameters: 0, examplesPerSecond: 0 };
      },
    },
    onGpu: false,
    checkpoints: new MemoryStore().checkpoints('simulation'),
    onProgress: () => {},
    onActivity: () => {},
    shouldPause: () => false,
  });
  const log: OutcomeRecord[] = [];
  try {
    await drive({
      strategy: createStrategy(config, streams),
      log: [],
      executor,
      append: async (record) => void log.push(record as OutcomeRecord),
      onActivity: () => {},
      shouldPause: () => false,
    });
  } finally {
    executor.dispose();
  }
  return log;
}
