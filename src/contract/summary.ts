/** @file A run in brief, for lists of runs. */
import { answerOf } from './answer.ts';
import type { Run, UnreadableRecord } from './records.ts';
import { isOver, isTraining, trainRecords } from './run-file.ts';

/** A run in brief. */
export interface RunSummary {
  /** Of the children in the order trained; undefined where one failed. */
  readonly accuracies: readonly (number | undefined)[];
  readonly isOver: boolean;
  /** What its children, their retrainings and confirmations took together, ms. */
  readonly durationMs: number;
  /** Mean accuracy of its best cell's confirmations; absent: it has none, or is not over. */
  readonly confirmed?: number;
  /** Records of its log that cannot be read; absent: none. */
  readonly unreadable?: readonly UnreadableRecord[];
}

/** The run in brief. */
export function summaryOf(run: Pick<Run, 'log' | 'unreadable'>): RunSummary {
  const records = trainRecords(run);
  const confirmed = answerOf(run)?.confirmed;
  return {
    accuracies: records.map(({ accuracy }) => accuracy),
    isOver: isOver(run.log),
    durationMs: run.log.filter(isTraining).reduce((sum, { durationMs }) => sum + durationMs, 0),
    ...(confirmed === undefined ? {} : { confirmed: confirmed.mean }),
    ...(run.unreadable === undefined ? {} : { unreadable: run.unreadable }),
  };
}
