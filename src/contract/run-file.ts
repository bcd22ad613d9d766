/** @file What a log says of its run, and the run as a file, `run.json`; `read-run-file.ts` reads it. */
import { spearman } from '../core/stats.ts';
import { INCIDENTS, type FailureReason, type IncidentReason } from './failures.ts';
import type {
  ConfirmRecord,
  DeviceIdentity,
  LogRecord,
  OutcomeRecord,
  RankRecord,
  RetrainRecord,
  Run,
  RunCost,
  RunFile,
  TrainRecord,
} from './records.ts';
import { RUN_FILE_VERSION } from './records.ts';

/** The trained children of a log, in order. */
export function trainRecords({ log }: Pick<Run, 'log'>): TrainRecord[] {
  return log.filter((record) => record.type === 'train');
}

/** The cells of a log that were trained once more, in order. */
export function retrainRecords({ log }: Pick<Run, 'log'>): RetrainRecord[] {
  return log.filter((record) => record.type === 'retrain');
}

/** The confirmations of a log, in order. */
export function confirmRecords({ log }: Pick<Run, 'log'>): ConfirmRecord[] {
  return log.filter((record) => record.type === 'confirm');
}

/** Whether a record is the end of a training. */
export function isTraining(record: LogRecord): record is TrainRecord | RetrainRecord | ConfirmRecord {
  return record.type === 'train' || record.type === 'retrain' || record.type === 'confirm';
}

/** Accuracies of each cell that has more than one, its first training's first: what the noise of an accuracy is told from. */
export function repeatedAccuracies({ log }: Pick<Run, 'log'>): number[][] {
  const byCell = new Map<string, number[]>();
  for (const record of log) {
    if ((record.type !== 'train' && record.type !== 'retrain') || record.accuracy === undefined) continue;
    byCell.set(record.notation, [...(byCell.get(record.notation) ?? []), record.accuracy]);
  }
  return [...byCell.values()].filter(({ length }) => length > 1);
}

/** The log without what befell the run: what a replay needs. */
export function outcomesOf(log: readonly LogRecord[]): OutcomeRecord[] {
  return log.filter((record) => record.type !== 'incident');
}

/** Whether a search came to its end. What befell the page may be noted after it. */
export const isOver = (log: readonly LogRecord[]): boolean =>
  log.findLast(({ type }) => type !== 'incident')?.type === 'done';

/** How often each thing befell the run: incidents, and the failures that are a child's own. */
export function countIncidents({ log }: Pick<Run, 'log'>): Map<IncidentReason | FailureReason, number> {
  const counts = new Map<IncidentReason | FailureReason, number>();
  for (const record of log) {
    const reason = record.type === 'incident' ? record.reason : isTraining(record) ? ownFailure(record) : undefined;
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return counts;
}

/** Why a child failed, unless devices or workers failed under it: they are counted by themselves. */
function ownFailure({ failure, retries }: Pick<TrainRecord, 'failure' | 'retries'>): FailureReason | undefined {
  const isCounted = retries !== undefined && INCIDENTS.some((reason) => reason === failure?.reason);
  return isCounted ? undefined : failure?.reason;
}

/** A device that a run was made on, and after how many of its children it came to it. */
export interface DeviceUse {
  readonly after: number;
  readonly device: DeviceIdentity;
}

/** The devices that a run was made on, in order; one, but for a run that was gone on with on another. */
export function devicesOf({ head, log }: Run): DeviceUse[] {
  const others = placed(log).flatMap(({ after, record }) =>
    record.type === 'incident' && record.device !== undefined ? [{ after, device: record.device }] : [],
  );
  return [{ after: 0, device: head.device }, ...others];
}

/** The best measured child, the earlier on a tie; undefined before one is measured. The best of a run: `answer.ts`. */
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

/**
 * The run as `run.json` holds it.
 * @param cost what it took (`costOf`); absent in a file that the viewer saves, which is small and reckons no cost.
 */
export function toRunFile({ head, log }: Run, cost?: RunCost): RunFile {
  const trained = trainRecords({ log });
  const levels = [...new Set(trained.map(({ level }) => level))];
  const retrainings = placedOf(log, 'retrain');
  const confirmations = confirmRecords({ log });
  const incidents = placedOf(log, 'incident');
  return {
    format: 'pnas-run',
    version: RUN_FILE_VERSION,
    ...head,
    ...(cost === undefined ? {} : { cost }),
    cells: trained.map(
      ({ notation, level, predicted, accuracy, durationMs, parameters, failure, curve, retries, trainer }) => ({
        notation,
        level,
        predicted: predicted ?? null,
        accuracy: accuracy ?? null,
        durationMs,
        parameters,
        ...(failure === undefined ? {} : { failure }),
        curve,
        ...(retries === undefined ? {} : { retries }),
        ...(trainer === undefined ? {} : { trainer }),
      }),
    ),
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
    surrogate: placedOf(log, 'fit', 'rank'),
    ...(retrainings.length > 0 ? { retrainings } : {}),
    ...(confirmations.length > 0 ? { confirmations } : {}),
    ...(incidents.length > 0 ? { incidents } : {}),
    finished: isOver(log),
  };
}

/** The records of these types, each with the number of cells trained before it. */
function placedOf<T extends LogRecord['type']>(
  log: Run['log'],
  ...types: T[]
): { after: number; record: Extract<LogRecord, { type: T }> }[] {
  const isOne = (record: LogRecord): record is Extract<LogRecord, { type: T }> =>
    types.some((type) => type === record.type);
  return placed(log).flatMap(({ after, record }) => (isOne(record) ? [{ after, record }] : []));
}

/** Each record and after how many trained cells it comes. */
function placed(log: Run['log']): { after: number; record: LogRecord }[] {
  let after = 0;
  return log.map((record) => ({ after: record.type === 'train' ? ++after : after, record }));
}
