/**
 * @file Levels need not wait: while the last cells of a level are trained, devices of a room that have nothing to do begin those that the next level
 * will probably have. They are picked by a surrogate of what is measured so far; what the level has is decided when it is measured whole, as on
 * one device. So no result of a search changes: trainings that were begun and are not picked have cost time that was idle.
 */
import type { Candidate, RankCommand, TrainedCell } from '../../src/core/search/commands.ts';
import { rankCommand } from '../../src/core/search/pnas.ts';
import { parseCell, type Cell } from '../../src/core/space/cell.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import type { LogRecord, TrainRecord } from '../../src/contract/records.ts';
import { outcomesOf } from '../../src/contract/run-file.ts';
import { trainedCellOf, type Executor, type TrainPlace } from './drive.ts';

/** Share of a level's cells that must be measured before the next is picked ahead (ours). */
const MEASURED_SHARE = 0.5;

/** A training that may come next. */
export interface AheadTraining {
  readonly candidate: Candidate;
  readonly place: TrainPlace;
}

/** What trains in place of the device that ranks: a pool of other devices, or results that they gave back. */
export interface Trainers extends Pick<Executor, 'width' | 'train' | 'retrain' | 'confirm'> {
  /** Takes the question to ask while `devices` have nothing to do: at most so many trainings that may come next. Absent: no device waits. */
  whenIdle?(choose: (devices: number) => readonly AheadTraining[]): void;
  /** Of the trainings begun ahead, only those of these cells go on. */
  keepAhead?(cells: readonly Cell[]): void;
}

export interface PickAheadOptions {
  readonly config: SearchConfig;
  readonly log: readonly LogRecord[];
  readonly trainers: Trainers;
  readonly rank: Executor['rank'];
  /** Ranks by a surrogate of its own that is fitted to these cells. @param isOver asked between its pieces: true abandons it. */
  rankAhead(
    trained: readonly TrainedCell[],
    command: RankCommand,
    isOver: () => boolean,
  ): Promise<readonly Candidate[]>;
}

/** The level under way. */
interface Level {
  readonly level: number;
  readonly cells: Cell[];
  /** Cells it has in all. */
  readonly children: number;
  isOver: boolean;
  /** Begun once half of it is measured; empty until ranked. */
  picks: readonly Candidate[] | undefined;
  given: number;
}

/** The trainers, and the ranking that ends what was begun for nothing. Picks ahead for PNAS whose children are trained to the end at once. */
export function pickAhead(options: PickAheadOptions): Partial<Executor> {
  const { config, log, trainers } = options;
  const { strategy, stopping, blocks, minutes } = config;
  const isApt = strategy === 'pnas' && stopping === 'none' && minutes === 0;
  if (trainers.whenIdle === undefined || !isApt) return trainers;
  const trained = outcomesOf(log).flatMap((record) => (record.type === 'train' ? [trainedOf(record)] : []));
  const trainedAt = (level: number): TrainedCell[] => trained.filter((one) => one.level === level);
  let now: Level | undefined;

  const begin = ({ level, children }: TrainPlace): Level => {
    if (now?.level === level) return now;
    const cells = trainedAt(level).map(({ cell }) => cell);
    return (now = { level, children, cells, isOver: false, picks: undefined, given: 0 });
  };
  const pick = async (from: Level): Promise<void> => {
    from.picks = [];
    try {
      const picks = await options.rankAhead([...trained], rankCommand(from.level + 1, from.cells, config), () => from.isOver); // prettier-ignore
      if (!from.isOver) from.picks = picks;
    } catch {
      // nothing is picked ahead: abandoned, or nothing can be learnt from yet; the level itself says so if that stays
    }
  };
  trainers.whenIdle((devices) => {
    if (now === undefined || now.isOver || now.level >= blocks) return [];
    if (trainedAt(now.level).length < MEASURED_SHARE * now.children) return [];
    if (now.picks === undefined) void pick(now);
    const { level, picks = [], given } = now;
    const next = picks.slice(given, given + devices);
    now.given += next.length;
    const children = picks.length;
    return next.map((candidate, i) => ({ candidate, place: { level: level + 1, child: given + i, children } }));
  });
  return {
    ...trainers,
    train: async (candidate, place) => {
      begin(place).cells.push(candidate.cell);
      const record = await trainers.train(candidate, place);
      trained.push(trainedOf(record));
      return record;
    },
    rank: async (command) => {
      if (now !== undefined) now.isOver = true;
      const record = await options.rank(command);
      trainers.keepAhead?.(record.kept.map(({ notation }) => parseCell(notation)));
      return record;
    },
  };
}

const trainedOf = (record: TrainRecord): TrainedCell => trainedCellOf(parseCell(record.notation), record);
