/** @file `run.json`: a run as a file, computed from its head and log. */
import { spearman } from '../core/stats.ts';
import type { RankRecord, Run, RunFile, TrainRecord } from './records.ts';
import { RUN_FILE_VERSION } from './records.ts';

/** The trained children of a log, in order. */
export function trainRecords({ log }: Pick<Run, 'log'>): TrainRecord[] {
  return log.filter((record) => record.type === 'train');
}

/** The best child by measured accuracy, the earlier on a tie; undefined before one is measured. */
export function bestOf(records: readonly TrainRecord[]): TrainRecord | undefined {
  let best: TrainRecord | undefined;
  for (const record of records) {
    if (record.accuracy !== undefined && record.accuracy > (best?.accuracy ?? -1)) best = record;
  }
  return best;
}

/** Spearman of predicted against measured accuracy; null below two measured cells or without predictions. */
export function rankCorrelation(records: readonly TrainRecord[]): number | null {
  const both = records.filter(({ predicted, accuracy }) => predicted !== undefined && accuracy !== undefined);
  const rho = spearman(
    both.map(({ predicted }) => predicted!),
    both.map(({ accuracy }) => accuracy!),
  );
  return Number.isNaN(rho) ? null : rho;
}

/** The run as `run.json` holds it. */
export function toRunFile({ head, log }: Run): RunFile {
  const trained = trainRecords({ log });
  const levels = [...new Set(trained.map(({ level }) => level))];
  return {
    format: 'pnas-run',
    version: RUN_FILE_VERSION,
    ...head,
    cells: trained.map(({ notation, level, predicted, accuracy, durationMs, parameters, failure, curve }) => ({
      notation,
      level,
      predicted: predicted ?? null,
      accuracy: accuracy ?? null,
      durationMs,
      parameters,
      ...(failure === undefined ? {} : { failure }),
      curve,
    })),
    levels: levels.map((level) => {
      const children = trained.filter((record) => record.level === level);
      const rank = log.find((record): record is RankRecord => record.type === 'rank' && record.level === level);
      return {
        level,
        candidates: rank?.candidates ?? children.length,
        spearman: rankCorrelation(children),
        trained: children.length,
        best: bestOf(children)?.accuracy ?? null,
      };
    }),
    finished: log.at(-1)?.type === 'done',
  };
}
