/**
 * @file A search on a landscape: the real strategy, drive, executor and surrogate; only the training of a child is replaced, by its true
 * accuracy and noise. All strategies of a seed meet the same landscape and the same luck: a cell's nth training measures the same.
 */
import type { SearchConfig } from '../../../src/contract/config.ts';
import type { OutcomeRecord, TrainRecord } from '../../../src/contract/records.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { streamsOf } from '../../../src/core/search/streams.ts';
import { estimateCells, type Measurement } from '../../../src/core/search/estimate.ts';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import { parseCell, type Cell } from '../../../src/core/space/cell.ts';
import { mean } from '../../../src/core/stats.ts';
import { drive } from '../../drive/drive.ts';
import { createExecutor } from '../../drive/executor.ts';
import { createStrategy } from '../../drive/strategies.ts';
import { MemoryStore } from '../../store/memory.ts';
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
export interface Answer {
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
  const measure = (cell: Cell, purpose: 'search' | 'confirm', repeat: number): number => {
    const luck = stream(config.seed, 'luck', purpose, canonicalKey(cell), repeat).normal();
    return Math.min(1, Math.max(0, landscape(cell) + noise * luck));
  };
  const log = await runSearch(config, (cell, repeat) => measure(cell, 'search', repeat));
  const measurements = log.flatMap((record) =>
    (record.type === 'train' || record.type === 'retrain') && record.accuracy !== undefined
      ? [measurementOf(record)]
      : [],
  );
  const answerOf = ({ cell, level, notation }: NamedMeasurement, shown: number): Answer => ({
    notation,
    level,
    shown,
    truth: landscape(cell),
  });
  const confirmed = bestByEstimate(measurements, noise, confirmation.cells)
    .map((one) => {
      const trainings = Array.from({ length: confirmation.trainings }, (_, i) => measure(one.cell, 'confirm', i));
      return answerOf(one, mean(trainings));
    })
    .reduce((a, b) => (b.shown > a.shown ? b : a));
  const trained = log.filter((record): record is TrainRecord => record.type === 'train').map(measurementOf);
  const highest = trained.reduce((a, b) => (b.accuracy > a.accuracy ? b : a));
  return {
    children: trained.length,
    confirmed,
    measured: answerOf(highest, highest.accuracy),
    truths: trained.map(({ cell }) => landscape(cell)),
  };
}

/** The log of a search whose children are measured so. */
async function runSearch(
  config: SearchConfig,
  measure: (cell: Cell, repeat: number) => number,
): Promise<OutcomeRecord[]> {
  const streams = streamsOf();
  const executor = createExecutor({
    config,
    streams,
    manager: {
      getRewards: async (cell, _onProgress, _onTrained, _checkpoints, training) => {
        const accuracy = measure(cell, training?.repeat ?? 0);
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
      strategy: createStrategy({ ...config, confirmations: 0 }, streams), // confirmed here, with the noise that is known
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

type NamedMeasurement = Measurement & { readonly notation: string };

function measurementOf(record: Extract<OutcomeRecord, { type: 'train' | 'retrain' }>): NamedMeasurement {
  const { notation, level, accuracy } = record;
  const predicted = record.type === 'train' ? record.predicted : undefined;
  return { cell: parseCell(notation), notation, level, accuracy: accuracy!, predicted };
}

/** The distinct cells with the highest estimates, best first. */
function bestByEstimate(measurements: readonly NamedMeasurement[], noise: number, count: number): NamedMeasurement[] {
  const estimates = estimateCells(measurements, noise);
  const byCell = new Map(measurements.map((one, i) => [one.notation, { one, estimate: estimates[i]!.mean }]));
  return [...byCell.values()]
    .sort((a, b) => b.estimate - a.estimate)
    .slice(0, count)
    .map(({ one }) => one);
}
