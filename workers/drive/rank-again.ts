/** @file Ranks a level of a run once more, for what its log does not keep: the predicted accuracy of every candidate. */
import { requireLevels } from '../../src/contract/history-csv.ts';
import type { Candidate } from '../../src/core/search/commands.ts';
import type { OutcomeRecord, RankRecord, Run } from '../../src/contract/records.ts';
import { streamsOf } from '../../src/core/streams/streams.ts';
import { outcomesOf } from '../../src/contract/run-file.ts';
import { drive } from './drive.ts';
import { strategyOf } from './strategies.ts';
import { createExecutor } from './executor.ts';

export interface RankAgainOptions {
  readonly run: Run;
  readonly level: number;
  /** Whether tfjs's current backend is WebGPU on a graphics card. */
  readonly onGpu: boolean;
  /** Told every candidate, in the order ranked. */
  onRanked(candidate: Required<Candidate>): void;
}

/**
 * Fits the surrogate as the log says it was fitted, and ranks. Whoever computes as the run did, in this release's words, ranks the same.
 * @throws {RangeError} when the run ranked no such level.
 */
export async function rankAgain({ run, level, onGpu, onRanked }: RankAgainOptions): Promise<RankRecord> {
  const { config } = run.head;
  requireLevels(config);
  const streams = streamsOf(run.head.streams);
  const outcomes = outcomesOf(run.log);
  const at = outcomes.findIndex((record) => record.type === 'rank' && record.level === level);
  if (at === -1) {
    const levels = outcomes.flatMap((record) => (record.type === 'rank' ? [record.level] : []));
    throw new RangeError(
      `run: level must be one that its surrogate ranked (${levels.join(', ') || 'none'}); got ${level}`,
    );
  }
  const untrained = (): never => {
    throw new Error('run: a cell is missing that its log has'); // all before a ranking is logged
  };
  const executor = createExecutor({
    config,
    streams,
    manager: { getRewards: untrained },
    onGpu,
    checkpoints: { load: async () => undefined, save: async () => {} },
    onProgress: () => {},
    onActivity: () => {},
    onRanked,
    shouldPause: () => false,
  });
  const ranked: OutcomeRecord[] = [];
  try {
    await drive({
      strategy: strategyOf(run.head),
      log: withFits(outcomes.slice(0, at)),
      executor,
      append: async (record) => void ranked.push(record as OutcomeRecord),
      onActivity: () => {},
      shouldPause: () => false,
      onePhase: true,
    });
  } finally {
    executor.dispose();
  }
  return ranked.at(-1) as RankRecord;
}

/** A log that ends before a ranking, with the fits that files of the first releases leave out. */
function withFits(log: readonly OutcomeRecord[]): OutcomeRecord[] {
  const result: OutcomeRecord[] = [];
  const fit = (level: number): void => {
    if (result.at(-1)?.type !== 'fit') result.push({ type: 'fit', level, cells: 0, losses: [], durationMs: 0 });
  };
  for (const record of log) {
    if (record.type === 'rank') fit(record.level - 1);
    result.push(record);
  }
  fit(0);
  return result;
}
