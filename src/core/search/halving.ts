/**
 * @file Early stopping within a level: any strategy, whose children are trained a few epochs first; the better third of them goes on, and of those the
 * better third again. Successive halving (Jamieson & Talwalkar 2016, arXiv 1502.07943) with the reduction factor and the number of rounds that
 * Hyperband takes (Li et al. 2018, arXiv 1603.06560). Where a strategy trains one child at a time, a child goes on if it is among the better third of
 * all that its level has had so far, as in ASHA (Li et al. 2020, arXiv 1810.05934).
 *
 * A child's schedule is that of all epochs from the first on: one that goes on is what it would have been, had it never been held.
 */
import type { Cell } from '../space/cell.ts';
import { mean } from '../stats.ts';
import type { Candidate, Command, Outcome, Strategy, TrainCommand, TrainedCell } from './commands.ts';
import { eachCommand } from './each-command.ts';
import { train } from './pnas.ts';

/** One of so many goes on (Hyperband's eta). */
const REDUCTION = 3;
/** Rounds at most, the last to the end: a child that stands out early is not stopped by one measurement (ours). */
const MOST_ROUNDS = 3;

/**
 * After how many epochs children are compared, in rising order; the last is all of them. One of 3 or fewer epochs has fewer rounds.
 * @param epochs of a child that is trained to the end, at least 1.
 */
export function roundsOf(epochs: number): number[] {
  const rounds = Array.from({ length: MOST_ROUNDS }, (_, i) =>
    Math.max(1, Math.round(epochs / REDUCTION ** (MOST_ROUNDS - 1 - i))),
  );
  return [...new Set(rounds)];
}

/** Of so many children, how many go on: a third, and at least so many. */
const goOn = (children: number, least: number): number =>
  Math.min(children, Math.max(least, Math.ceil(children / REDUCTION)));

/** How many children of a level reach the end though others fall behind: of the last one as many as are confirmed, since the answer is most often of it. */
export const confirmedFinalists =
  ({ blocks, confirmations }: { readonly blocks: number; readonly confirmations: number }) =>
  (level: number): number =>
    level === blocks ? confirmations : 0;

/** What so many children of a level take, in trainings to the end. @param finalists that reach the end at least. */
export function wholeTrainings(children: number, epochs: number, finalists: number): number {
  let trained = 0;
  let running = children;
  let before = 0;
  for (const end of roundsOf(epochs)) {
    trained += running * (end - before);
    running = goOn(running, finalists);
    before = end;
  }
  return trained / epochs;
}

/** What is known of a child: the accuracy after each round that it was trained for. */
interface Known {
  readonly cell: Cell;
  readonly curve: readonly number[];
}

/** Orders children that were trained as far as one another, the best first. */
export type Order = <T extends { readonly cell: Cell; readonly accuracy: number }>(children: readonly T[]) => T[];

/** By accuracy, the earlier of equals. */
export const byAccuracy: Order = (children) => children.toSorted((a, b) => b.accuracy - a.accuracy);

export interface HalvingOptions {
  /** Of a round's children: the first third goes on. By accuracy unless given. */
  readonly order?: Order;
  /** How many of a level's children reach the end at least; none unless given. */
  readonly finalistsAt?: (level: number) => number;
}

/** What holds of a level. */
interface LevelRules {
  readonly rounds: readonly number[];
  readonly order: Order;
  readonly finalists: number;
}

/**
 * The strategy, with its children stopped early. What it is told of a stopped child is the accuracy that its curve is extrapolated to, and after how
 * many epochs it was stopped.
 * @param epochs of a child that is trained to the end.
 */
export function* withHalving(
  strategy: Strategy,
  epochs: number,
  { order = byAccuracy, finalistsAt = () => 0 }: HalvingOptions = {},
): Strategy {
  const rounds = roundsOf(epochs);
  const levels = new Map<number, Known[]>();
  return yield* eachCommand(strategy, function* (command) {
    if (command.type !== 'train') return yield command;
    const known = levels.get(command.level) ?? [];
    levels.set(command.level, known);
    const rules = { rounds, order, finalists: finalistsAt(command.level) };
    return { type: 'train', trained: yield* trainInRounds(command, known, rules) };
  });
}

/** A child of the command under way. */
interface Running extends Known {
  readonly candidate: Candidate;
  readonly curve: number[];
  last?: TrainedCell;
}

/** @param known of the level's children before; those of the command are added. */
function* trainInRounds(
  { level, candidates }: TrainCommand,
  known: Known[],
  rules: LevelRules,
): Generator<Command, TrainedCell[], Outcome> {
  const { rounds } = rules;
  const children = candidates.map((candidate): Running => ({ candidate, cell: candidate.cell, curve: [] }));
  const all = [...known, ...children];
  let running: readonly Running[] = children;
  for (const [round, epochs] of rounds.entries()) {
    const isLast = round === rounds.length - 1;
    const next = running.map(({ candidate }) => candidate);
    const before = known.filter(({ curve }) => curve.length > round).length;
    const most = Math.min(running.length, goOn(before + running.length, rules.finalists));
    const trained = yield* train(level, next, isLast ? undefined : { epochs, most });
    for (const [i, child] of running.entries()) {
      child.last = trained[i]!;
      if (child.last.accuracy !== undefined) child.curve.push(child.last.accuracy);
    }
    if (isLast) break;
    running = goingOn(running, all, round, rules);
    if (running.length === 0) break;
  }
  known.push(...children);
  return children.map(({ last, curve }) =>
    last!.accuracy === undefined || last!.epochs === undefined
      ? last!
      : { ...last!, accuracy: extrapolated(curve, known, rounds.length) },
  );
}

/** Those that are among the better third of all that were trained for the round, or among as many as reach the end. */
function goingOn(
  running: readonly Running[],
  all: readonly Known[],
  round: number,
  { order, finalists }: LevelRules,
): Running[] {
  const measured = all.flatMap((child) => {
    const accuracy = child.curve[round];
    return accuracy === undefined ? [] : [{ child, cell: child.cell, accuracy }];
  });
  const best = new Set(
    order(measured)
      .slice(0, goOn(measured.length, finalists))
      .map(({ child }) => child),
  );
  return running.filter((child) => best.has(child));
}

/**
 * What a stopped child is taken for: its last accuracy and what the level's children that were trained to the end gained from there on, on average.
 * Theirs was favoured by chance, as they were picked by it: their gain is a little too small, and so is this.
 */
function extrapolated(curve: readonly number[], known: readonly Known[], rounds: number): number {
  const last = curve.length - 1;
  const whole = known.filter(({ curve: { length } }) => length === rounds);
  const gains = whole.map(({ curve: all }) => all.at(-1)! - all[last]!);
  return Math.min(1, Math.max(0, curve[last]! + (gains.length === 0 ? 0 : mean(gains))));
}
