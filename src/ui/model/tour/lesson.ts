/** @file What the tour tells, computed from any run of levels: its cells, its steps' places in the log, what each operator did. Pure; the words are `messages/tour.ts`. */
import type { LogRecord, RankRecord, Run, TrainRecord } from '../../../contract/records.ts';
import { drawnCells } from '../../../contract/probes.ts';
import { parseCell, type Cell } from '../../../core/space/cell.ts';
import type { OperatorName } from '../../../core/space/operators.ts';
import { mean } from '../../../core/stats.ts';
import { levelsOf, type Level } from '../derive.ts';

/** A cell of the run, as the tour shows it. */
export interface TourCell {
  /** Its place in the order trained, from 1: the name it has everywhere. */
  readonly number: number;
  readonly notation: string;
  readonly cell: Cell;
  readonly level: number;
  /** What the surrogate expected before it was trained; absent at level 1. */
  readonly predicted?: number;
  /** Absent where its training failed. */
  readonly accuracy?: number;
  /** Whether it was drawn by lot, not picked. */
  readonly isProbe: boolean;
  /** Records of the log up to and with its own. */
  readonly records: number;
}

/** The tour's steps, in order; a link names one by its place, from 1. */
export const STEPS = ['cell', 'simple', 'learn', 'grow', 'game', 'picked', 'again', 'worth'] as const;
export type StepName = (typeof STEPS)[number];

/** The part of the log that a step plays, in records. */
interface StepRange {
  readonly name: StepName;
  readonly from: number;
  readonly to: number;
}

/** The mean accuracy of the one-block cells that have an operator. */
export interface OperatorMean {
  readonly operator: OperatorName;
  readonly mean: number;
  readonly cells: number;
}

export interface Lesson {
  readonly run: Run;
  readonly levels: readonly Level[];
  /** In the order trained. */
  readonly cells: readonly TourCell[];
  readonly steps: readonly StepRange[];
  /** The lowest first. */
  readonly operators: readonly OperatorMean[];
}

/**
 * The lesson of a run.
 * @returns undefined for one that has no second level whose cells a surrogate picked: there is nothing to tell of it.
 */
export function lessonOf(run: Run): Lesson | undefined {
  const levels = levelsOf(run);
  const [first, second] = levels;
  if (first?.level !== 1 || second?.rank === undefined || second.best === undefined) return undefined;
  const cells = cellsOf(run, second.rank);
  return { run, levels, cells, steps: rangesOf(run.log), operators: operatorMeans(cells) };
}

function cellsOf({ log }: Run, rank: RankRecord): TourCell[] {
  const drawn = drawnCells(rank);
  return log
    .flatMap((record, place) => (record.type === 'train' ? [{ record, place }] : []))
    .map(({ record, place }, i): TourCell => ({
      number: i + 1,
      notation: record.notation,
      cell: parseCell(record.notation),
      level: record.level,
      ...(record.predicted === undefined ? {} : { predicted: record.predicted }),
      ...(record.accuracy === undefined ? {} : { accuracy: record.accuracy }),
      isProbe: record.level === rank.level && drawn.has(record.notation),
      records: place + 1,
    }));
}

function rangesOf(log: readonly LogRecord[]): StepRange[] {
  const after = (matches: (record: LogRecord) => boolean): number => log.findIndex(matches) + 1;
  const trainedUpTo = (matches: (record: TrainRecord) => boolean): number =>
    log.findLastIndex((record) => record.type === 'train' && matches(record)) + 1;
  const simple = trainedUpTo(({ level }) => level === 1);
  const fitted = after((record) => record.type === 'fit' && record.level === 1);
  const ranked = after((record) => record.type === 'rank' && record.level === 2);
  const second = trainedUpTo(({ level }) => level === 2);
  const all = trainedUpTo(() => true);
  const ends: Readonly<Record<StepName, number>> = {
    cell: 0, // nothing is trained yet
    simple,
    learn: fitted,
    grow: ranked,
    game: second,
    picked: second,
    again: all,
    worth: log.length,
  };
  const starts: Partial<Record<StepName, number>> = { cell: 0, picked: ranked };
  return STEPS.map((name, i) => ({ name, from: starts[name] ?? ends[STEPS[i - 1]!], to: ends[name] }));
}

function operatorMeans(cells: readonly TourCell[]): OperatorMean[] {
  const found = new Map<OperatorName, number[]>();
  for (const { cell, level, accuracy } of cells) {
    if (level !== 1 || accuracy === undefined) continue;
    for (const operator of new Set(cell[0]!.map((half) => half.operator))) {
      found.set(operator, [...(found.get(operator) ?? []), accuracy]);
    }
  }
  return [...found]
    .map(([operator, accuracies]) => ({ operator, mean: mean(accuracies), cells: accuracies.length }))
    .sort((a, b) => a.mean - b.mean);
}
