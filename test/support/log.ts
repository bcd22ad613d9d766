/** @file What two logs of one search have in common, however it was disturbed. */
import type { LogRecord, OutcomeRecord } from '../../src/contract/records.ts';
import { isTraining, outcomesOf } from '../../src/contract/run-file.ts';

/** The log without what may differ: times, and what befell the run. */
export function essence(log: readonly LogRecord[]): OutcomeRecord[] {
  return outcomesOf(log).map((record) => {
    if (record.type === 'done') return record;
    const rest: OutcomeRecord = { ...record, durationMs: 0 };
    if (isTraining(rest)) delete rest.retries;
    return rest;
  });
}

/** Reasons of what befell a run, in order. */
export function incidentsOf(log: readonly LogRecord[]): string[] {
  return log.flatMap((record) => (record.type === 'incident' ? [record.reason] : []));
}
