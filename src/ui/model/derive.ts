/** @file Everything a screen shows of a run, computed from its head and log alone. Pure. */
import { byMerit } from '../../core/search/merit.ts';
import { PROBED_LEVEL } from '../../core/search/pnas.ts';
import { EXTERNAL, growsCells, trainsWholeCells, type SearchConfig } from '../../contract/config.ts';
import { CAN_RUN } from './can-run.ts';
import type { FitRecord, RankRecord, Run, TrainRecord } from '../../contract/records.ts';
import {
  isOver,
  bestOf,
  confirmRecords,
  rankCorrelation,
  retrainRecords,
  trainRecords,
} from '../../contract/run-file.ts';

/** What the worker does for the run on show. `open` is a run looked at: nothing runs. */
export type RunStatus = 'open' | 'starting' | 'running' | 'pausing';

/** A child's place in its level. `come` is not picked yet, `waiting` is picked, `next` is the one to train. */
export interface Child {
  readonly state: 'come' | 'waiting' | 'next' | 'trained' | 'failed';
  readonly notation?: string;
  readonly predicted?: number;
  readonly record?: TrainRecord;
}

/** One row of the page: a pass of Algorithm 1's loop. */
export interface Level {
  readonly level: number;
  readonly state: 'waits' | 'ranks' | 'trains' | 'trained';
  /** In rank order (level 1: in the order trained). */
  readonly children: readonly Child[];
  readonly trained: readonly TrainRecord[];
  /** How its candidates were ranked; absent at level 1 and before. */
  readonly rank?: RankRecord;
  /** The refit of the surrogate after it. */
  readonly fit?: FitRecord;
  /** Cells it grows from, and the blocks each can grow by; 0 parents at level 1. */
  readonly parents: number;
  readonly newBlocks: number;
  /** Its cells are not grown from smaller ones: see `growsCells`. */
  readonly isWhole: boolean;
  /** Null also where it would be of fewer than {@link FEWEST_SCORED} cells. */
  readonly spearman: number | null;
  readonly best?: TrainRecord;
}

/** Unordered pairs of halves that a block at 0-based place `block` can have. */
export function blocksAt({ lookback, operators }: SearchConfig, block: number): number {
  const halves = (lookback + block) * operators.length;
  return (halves * (halves + 1)) / 2;
}

/**
 * Children each level will train, by level; an upper bound from level 2 on (twins among the candidates are not known before). Strategies
 * that train whole cells have one level, and as many children in all.
 */
export function plannedChildren(config: SearchConfig): ReadonlyMap<number, number> {
  const first = blocksAt(config, 0);
  if (trainsWholeCells(config)) {
    const probes = config.blocks >= PROBED_LEVEL ? config.probes : 0;
    return new Map([[config.blocks, first + (config.blocks - 1) * config.children + probes]]);
  }
  const plan = new Map([[1, first]]);
  for (let block = 1; block < config.blocks; block++) {
    const children = config.children + (block + 1 === PROBED_LEVEL ? config.probes : 0);
    plan.set(block + 1, Math.min(children, plan.get(block)! * blocksAt(config, block)));
  }
  return plan;
}

/** Of a run whose cells another program chooses, the cells of each level so far: nobody knows how many there will be. */
function givenCells({ blocks }: SearchConfig, trained: readonly TrainRecord[]): ReadonlyMap<number, number> {
  const levels = Array.from({ length: blocks }, (_, i): [number, number] => [
    i + 1,
    trained.filter(({ level }) => level === i + 1).length,
  ]);
  return new Map(trained.length === 0 ? levels.slice(-1) : levels.filter(([, cells]) => cells > 0));
}

/** Networks a search trains, retrainings and confirmations included, at most. */
export function networksOf(config: SearchConfig): number {
  const again = config.retrainings + config.confirmations * config.confirmationSeeds;
  return [...plannedChildren(config).values()].reduce((sum, children) => sum + children, again);
}

/**
 * The levels 1 to B of a run, those to come included.
 * @param known the levels as computed before: one that has not changed is the same object again, so that its row is not drawn again.
 */
export function levelsOf({ head, log }: Run, known: readonly Level[] = []): Level[] {
  const levels: Level[] = [];
  const isWhole = !growsCells(head.config);
  const over = isOver(log);
  const all = trainRecords({ log });
  for (const [level, plan] of head.config.strategy === EXTERNAL
    ? givenCells(head.config, all)
    : plannedChildren(head.config)) {
    const before = levels.at(-1);
    const trained = all.filter((record) => record.level === level);
    const rank = log.find(
      (record): record is RankRecord => record.type === 'rank' && record.level === level && !isWhole,
    );
    const isPicked = level === 1 || isWhole || rank !== undefined;
    const isTimed = head.config.minutes > 0; // then any level may end before or beyond its plan
    const isEnded = over || (isTimed && log.some((record) => 'level' in record && record.level > level));
    const ranked = isTimed && isEnded ? undefined : rank?.kept.length;
    const total = ranked ?? (isEnded ? trained.length : Math.max(plan, trained.length)); // a link may have the best cells only
    const next = {
      level,
      state: stateOf(trained.length === total && isOut(log, level, head.config), isPicked, before),
      rank,
      fit: log.findLast((record): record is FitRecord => record.type === 'fit' && record.level === level),
      parents: before?.children.length ?? 0,
      newBlocks: blocksAt(head.config, level - 1),
      isWhole,
    };
    const same = known.find((other) => other.level === level);
    levels.push(
      same !== undefined && isSame(same, next, trained, total)
        ? same
        : {
            ...next,
            trained,
            children: childrenOf(trained, rank, isPicked, total),
            spearman: trained.filter(isScored).length < FEWEST_SCORED ? null : rankCorrelation(trained),
            best: bestOf(trained),
          },
    );
  }
  const begun = levels.filter(({ trained }) => trained.length > 0);
  return over && begun.length > 0 ? begun : levels;
}

/** Of fewer cells, a rank correlation says next to nothing (ours: of 7, its 95 % interval is about 1.5 wide). */
const FEWEST_SCORED = 8;

const isScored = ({ accuracy, predicted }: TrainRecord): boolean => accuracy !== undefined && predicted !== undefined;

/** Whether a level's children are trained for good: where they are stopped early, as soon as something else follows. In the viewer nothing is under way. */
function isOut(log: Run['log'], level: number, { stopping }: SearchConfig): boolean {
  if (!CAN_RUN || stopping === 'none') return true;
  const last = log.findLastIndex((record) => record.type === 'train' && record.level === level);
  return log.slice(last + 1).some(({ type }) => type !== 'incident');
}

/** Whether a level is as it was. Records are never changed: a log only grows, or is cut short by a time-lapse. */
function isSame(known: Level, next: Partial<Level>, trained: readonly TrainRecord[], total: number): boolean {
  return (
    known.children.length === total &&
    known.trained.length === trained.length &&
    known.trained.every((record, i) => record === trained[i]) &&
    Object.entries(next).every(([key, value]) => known[key as keyof Level] === value)
  );
}

function stateOf(all: boolean, picked: boolean, before: Level | undefined): Level['state'] {
  if (picked) return all ? 'trained' : 'trains';
  return before?.state === 'trained' ? 'ranks' : 'waits';
}

function childrenOf(
  trained: readonly TrainRecord[],
  rank: RankRecord | undefined,
  picked: boolean,
  total: number,
): Child[] {
  return Array.from({ length: total }, (_, i): Child => {
    const record = trained[i];
    if (record !== undefined) {
      const state = record.accuracy === undefined ? 'failed' : 'trained';
      return { state, notation: record.notation, predicted: record.predicted, record };
    }
    if (!picked) return { state: 'come' };
    return { state: i === trained.length ? 'next' : 'waiting', ...rank?.kept[i] };
  });
}

/** The row that is lit: the first not finished, its refit included; the last when all are. */
export function currentLevel(levels: readonly Level[]): Level {
  const isAtWork = ({ state, fit }: Level, i: number): boolean =>
    state !== 'trained' || (levels[i + 1]?.state === 'ranks' && fit === undefined);
  return levels.find(isAtWork) ?? levels.at(-1)!;
}

/** The step of Algorithm 1 a run stands at: 1 grow and rank, 2 pick, 3 train, 4 refit; 0 when over. */
export function currentStep({ log }: Pick<Run, 'log'>, levels: readonly Level[]): 0 | 1 | 2 | 3 | 4 {
  if (isOver(log)) return 0;
  const level = currentLevel(levels);
  if (level.state === 'trains') return level.trained.length === 0 && level.level > 1 && !level.isWhole ? 2 : 3;
  return level.state === 'ranks' ? 1 : 4;
}

/** Cells trained once more, and how many will be: in a run that is over, no more. */
export function retrainingProgressOf({ head, log }: Run): { retrained: number; planned: number } {
  const retrained = retrainRecords({ log }).length;
  return { retrained, planned: isOver(log) ? retrained : head.config.retrainings };
}

/** Trainings that confirm, and how many there will be, at most: in a run that is over, no more. */
export function confirmationProgressOf({ head, log }: Run): { done: number; planned: number } {
  const done = confirmRecords({ log }).length;
  const { confirmations, confirmationSeeds } = head.config;
  return { done, planned: isOver(log) ? done : confirmations * confirmationSeeds };
}

/** Children trained and planned. */
export function progressOf(levels: readonly Level[]): { trained: number; planned: number } {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    trained: sum(levels.map(({ trained }) => trained.length)),
    planned: sum(levels.map(({ children }) => children.length)),
  };
}

/** The best accuracy up to and including each trained child; none is of a child that was stopped early. */
export function bestSoFar(records: readonly TrainRecord[]): (number | undefined)[] {
  let best: number | undefined;
  return records.map(({ accuracy, epochs }) => {
    if (accuracy !== undefined && epochs === undefined && accuracy > (best ?? -1)) best = accuracy;
    return best;
  });
}

/** Ranks from 1 by merit, the earlier first on a tie; aligned with `records`. */
export function measuredRanks(records: readonly TrainRecord[]): number[] {
  const order = [...records.keys()].sort((a, b) => byMerit(records[a]!, records[b]!) || a - b);
  const ranks = records.map(() => 0);
  for (const [rank, index] of order.entries()) ranks[index] = rank + 1;
  return ranks;
}
