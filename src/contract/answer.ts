/** @file A run's answer: the best of its confirmed cells where it has confirmed some, else the best measured, which is partly luck. */
import { confirmedOrder } from '../core/search/confirmation.ts';
import { mean, measureNoise, tQuantile, type Interval } from '../core/stats.ts';
import type { DoneRecord, Run, TrainRecord } from './records.ts';
import { bestOf, confirmRecords, isOver, trainRecords } from './run-file.ts';

/** A cell trained again with fresh seeds, on images that took no part in the search. */
export interface ConfirmedCell {
  /** Its training in the search. */
  readonly record: TrainRecord;
  /** Of each confirmation that was measured, in order. */
  readonly accuracies: readonly number[];
  readonly failed: number;
  readonly mean: number;
  /**
   * 95 % interval of the mean over seeds within [0, 1], by Student's t with the deviation pooled over the run's confirmed cells; absent where no cell was
   * measured twice. The luck of which images were kept apart is not in it: it is the same for all cells of a run.
   */
  readonly interval?: Interval;
}

/** The confirmed cells that were measured, the best first. */
export function confirmedCells(run: Pick<Run, 'log'>): ConfirmedCell[] {
  const cells = new Map<string, (number | undefined)[]>();
  const records = trainRecords(run);
  const known = new Set(records.map(({ notation }) => notation)); // a damaged store may have lost some
  for (const { notation, accuracy } of confirmRecords(run)) {
    if (!known.has(notation)) continue;
    cells.set(notation, [...(cells.get(notation) ?? []), accuracy]);
  }
  const all = [...cells].map(([notation, accuracies]) => ({
    record: records.find((record) => record.notation === notation)!,
    accuracies: accuracies.filter((accuracy) => accuracy !== undefined),
    failed: accuracies.filter((accuracy) => accuracy === undefined).length,
  }));
  const noise = measureNoise(all.map(({ accuracies }) => accuracies));
  return confirmedOrder([...cells.values()]).map((place) => {
    const cell = all[place]!;
    const centre = mean(cell.accuracies);
    if (noise === undefined) return { ...cell, mean: centre };
    const half = (tQuantile(noise.repeats) * noise.deviation) / Math.sqrt(cell.accuracies.length);
    return { ...cell, mean: centre, interval: [Math.max(0, centre - half), Math.min(1, centre + half)] };
  });
}

/** What a run found, and how it knows. */
export interface Answer {
  readonly record: TrainRecord;
  /** Absent: it is the best measured, in a run without confirmation or before its end. */
  readonly confirmed?: ConfirmedCell;
}

/** The best cell of a run: see {@link Answer}; undefined before one is measured. */
export function answerOf(run: Pick<Run, 'log'>): Answer | undefined {
  const [confirmed] = isOver(run.log) ? confirmedCells(run) : [];
  if (confirmed !== undefined) return { record: confirmed.record, confirmed };
  const record = bestOf(trainRecords(run));
  return record === undefined ? undefined : { record };
}

/** The record that ends a log. */
export function doneRecord(log: Run['log']): DoneRecord {
  const end: DoneRecord = { type: 'done' };
  const best = answerOf({ log: [...log, end] })?.record.notation;
  return best === undefined ? end : { ...end, best };
}
