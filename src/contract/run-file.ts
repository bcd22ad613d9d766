/** @file What a log says of its run. */
import { bestByMerit } from '../core/search/merit.ts';
import { spearman } from '../core/stats.ts';
import { INCIDENTS, type FailureReason, type IncidentReason } from './failures.ts';
import type {
  ConfirmRecord,
  DeviceIdentity,
  LogRecord,
  OutcomeRecord,
  RetrainRecord,
  Run,
  TrainRecord,
} from './records.ts';

/** The trained children of a log, in order; of one that was stopped and went on the last record. */
export function trainRecords({ log }: Pick<Run, 'log'>): TrainRecord[] {
  const found: TrainRecord[] = [];
  const stopped = new Map<string, number>(); // places
  for (const record of log) {
    if (record.type !== 'train') continue;
    const place = stopped.get(record.notation) ?? found.length;
    found[place] = record;
    if (record.epochs !== undefined) stopped.set(record.notation, place);
  }
  return found;
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
    if ('epochs' in record) continue; // stopped early
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
  return bestByMerit(records);
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

/** Each record and after how many trained cells it comes. */
export function placed(log: Run['log']): { after: number; record: LogRecord }[] {
  const stopped = new Set<string>();
  let after = 0;
  return log.map((record) => {
    if (record.type === 'train') {
      if (!stopped.has(record.notation)) after++;
      if (record.epochs !== undefined) stopped.add(record.notation);
    }
    return { after, record };
  });
}
