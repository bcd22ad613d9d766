/**
 * @file Time as a budget: any strategy, so that its search and the confirmation of its best cells take so many minutes of the device's time. What is
 * left is told from what each training, fit and ranking took; how many children a level has follows from it before each level.
 *
 * What was decided is in the log as what was done: on a replay the log says whether another child was trained ({@link ProceedCommand}) and how
 * many cells a ranking kept. So a run continues as it was begun, also from a link, which has times rounded or not at all.
 */
import { formatCell, type Cell } from '../space/cell.ts';
import type { Rng } from '../random/rng.ts';
import { mean } from '../stats.ts';
import type { Command, Outcome, ProceedCommand, Strategy, TrainCommand, TrainedCell } from './commands.ts';
import { eachCommand } from './each-command.ts';
import { bestOf, train } from './pnas.ts';

export interface TimePlan {
  /** Of the device's time, for the whole search; above 0. */
  readonly minutes: number;
  /** B. */
  readonly blocks: number;
  /** Whether cells grow from level to level. */
  readonly grows: boolean;
  readonly retrainings: number;
  readonly confirmations: number;
  readonly confirmationSeeds: number;
  /** What a confirmation takes, in trainings: it is judged on images of its own. */
  readonly confirmationCost: number;
}

/** Latest children whose mean is what the next takes (ours). */
const RECENT = 8;
/** Most of the time that confirmation and retrainings may take, and most of the rest that level 1 may (ours). */
const MOST_RESERVED = 1 / 3;
const MOST_FIRST = 1 / 2;
/** The last level ranks so many times the children that seem to fit: time ends it, not their number (ours). */
const LAST_LEVEL = 1.5;
/** Most children of a level. */
const MOST_CHILDREN = 4096;

/** A child that was trained. */
interface TimedChild extends TrainedCell {
  readonly ms: number;
}

/** What is left of a search's time, told from the outcomes of its commands. */
export class TimeBudget {
  readonly #plan: TimePlan;
  readonly #children: TimedChild[] = [];
  #spentMs = 0;
  #retrained = 0;
  /** What the last round of confirmations took, ms; undefined before one. */
  #roundMs: number | undefined;
  /** What the last fit and the last ranking took together, ms. */
  #surrogateMs = 0;

  constructor(plan: TimePlan) {
    this.#plan = plan;
  }

  /** Takes note of what a command took. */
  observe(command: Command, outcome: Outcome): void {
    const { durationMs = 0 } = outcome as { readonly durationMs?: number };
    this.#spentMs += durationMs;
    if (outcome.type === 'train') {
      for (const child of outcome.trained) this.#children.push({ ...child, ms: child.durationMs ?? 0 });
    } else if (outcome.type === 'retrain' && command.type === 'retrain') this.#retrained += command.cells.length;
    else if (outcome.type === 'confirm') this.#roundMs = durationMs;
    else if (outcome.type === 'fit') this.#surrogateMs = durationMs;
    else if (outcome.type === 'rank') this.#surrogateMs += durationMs;
  }

  /** Of all of it, ms; below 0 where it took longer. */
  get leftMs(): number {
    return 60_000 * this.#plan.minutes - this.#spentMs;
  }

  /** Children that fit before the confirmation; one before any is measured. @param level of theirs, if cells grow. */
  childrenThatFit(level: number): number {
    if (this.#children.length === 0) return 1;
    const isFirst = this.#plan.grows && level === 1 && this.#plan.blocks > 1;
    const share = isFirst ? (1 - MOST_FIRST) * (this.leftMs + this.#spentMs - this.#reservedMs()) : 0;
    return Math.max(0, Math.round((this.leftMs - this.#reservedMs() - share) / this.#childMs()));
  }

  /** K of this level and those after it, the same for all: children are taken to take time in proportion to their blocks. */
  childrenOfLevel(level: number): number {
    const { blocks } = this.#plan;
    const newest = this.#children.at(-1)?.level ?? 1;
    let parts = 0;
    for (let next = level; next <= blocks; next++) parts += next / newest;
    const ms = this.leftMs - this.#reservedMs() - (blocks - level + 1) * this.#surrogateMs;
    const children = (ms / (parts * this.#childMs())) * (level === blocks ? LAST_LEVEL : 1);
    return Math.min(MOST_CHILDREN, Math.max(1, Math.floor(children)));
  }

  /** The same as a command, for a strategy that ranks nothing. */
  *plannedChildren(level: number): Generator<Command, number, Outcome> {
    const children = this.childrenOfLevel(level);
    return yield* proceed({ type: 'proceed', with: 'train', level, children, most: MOST_CHILDREN });
  }

  /** How many of these, the best first, are confirmed: those for which there is time, one at least. */
  confirmedCells(cells: readonly Cell[]): number {
    let count = cells.length;
    while (count > 1 && this.#confirmMs(cells.slice(0, count)) > this.leftMs) count--;
    return count;
  }

  /** Whether most of another round of confirmations fits, as long as the last. */
  hasRound(): boolean {
    return this.leftMs >= (this.#roundMs ?? 0) / 2;
  }

  #childMs(): number {
    return Math.max(1, mean(this.#children.slice(-RECENT).map(({ ms }) => ms)));
  }

  /** A confirmation of each, told from how long the cell took before. */
  #confirmMs(cells: readonly Cell[]): number {
    const trainings = cells.map((cell) => {
      const notation = formatCell(cell);
      return this.#children.find((child) => formatCell(child.cell) === notation)?.ms ?? this.#childMs();
    });
    return this.#plan.confirmationCost * trainings.reduce((sum, ms) => sum + ms, 0);
  }

  /** What confirmation and the retrainings to come would take: of cells of the last level, or of the best so far where these take longer. */
  #reservedMs(): number {
    const { minutes, blocks, grows, retrainings, confirmations, confirmationSeeds, confirmationCost } = this.#plan;
    const last = this.#childMs() * (grows ? blocks / (this.#children.at(-1)?.level ?? 1) : 1);
    const byAccuracy = this.#children.toSorted((a, b) => (b.accuracy ?? -1) - (a.accuracy ?? -1));
    const best = byAccuracy.slice(0, confirmations).reduce((sum, { ms }) => sum + ms, 0);
    const again = Math.max(0, retrainings - this.#retrained) * this.#childMs();
    const needed = confirmationSeeds * confirmationCost * Math.max(best, confirmations * last) + again;
    return Math.min(needed, MOST_RESERVED * 60_000 * minutes);
  }
}

/** The strategy, which tells the budget what each of its commands took. The outermost: it sees all of them. */
export function observed(strategy: Strategy, budget: TimeBudget): Strategy {
  return eachCommand(strategy, function* (command) {
    const outcome = yield command;
    budget.observe(command, outcome);
    return outcome;
  });
}

/**
 * The strategy until its time is up; then the best that it has measured. K of its rankings is what fits. Level 1 is trained in a random order,
 * since there may be time for a part of it only.
 * @param rng draws that order.
 */
export function* withinTime(strategy: Strategy, budget: TimeBudget, { grows }: TimePlan, rng: Rng): Strategy {
  const all: TrainedCell[] = [];
  let outcome: Outcome | undefined;
  for (;;) {
    const step = strategy.next(outcome as Outcome); // a generator ignores what its first next() is given
    if (step.done === true) return step.value;
    const command = step.value;
    if (command.type === 'train') {
      const isFirst = grows && command.level === 1;
      const trained = yield* trainWhileTime(isFirst ? inAnyOrder(command, rng) : command, budget);
      all.push(...trained);
      const isCut = trained.length < command.candidates.length;
      if (isCut && !(isFirst && trained.length > 0)) return bestOf(all);
      outcome = { type: 'train', trained };
    } else if (command.type === 'rank' && 'parents' in command) {
      const children = budget.childrenOfLevel(command.level);
      const probes = Math.min(command.probes ?? 0, Math.floor(children / 2));
      outcome = yield { ...command, keep: children - probes, ...(command.probes !== undefined && { probes }) };
    } else outcome = yield command;
  }
}

function inAnyOrder(command: TrainCommand, rng: Rng): TrainCommand {
  return { ...command, candidates: rng.shuffle([...command.candidates]) };
}

/** Trains candidates in turn as long as there is time, a few at a time and half of what seems to fit, since what they take is only then known. */
function* trainWhileTime(
  { level, candidates }: TrainCommand,
  budget: TimeBudget,
): Generator<Command, TrainedCell[], Outcome> {
  const trained: TrainedCell[] = [];
  while (trained.length < candidates.length) {
    const left = candidates.length - trained.length;
    const fit = Math.min(left, RECENT, Math.ceil(budget.childrenThatFit(level) / 2));
    const children = yield* proceed({ type: 'proceed', with: 'train', level, children: fit, most: left });
    if (children === 0) break;
    const next = candidates.slice(trained.length, trained.length + children);
    trained.push(...(yield* train(level, next)));
  }
  return trained;
}

/** How many go on, as the log says where it does. */
export function* proceed(command: ProceedCommand): Generator<ProceedCommand, number, Outcome> {
  const outcome = yield command;
  if (outcome.type !== 'proceed')
    throw new Error(`search: a proceed command must be answered by proceed; got ${outcome.type}`);
  return outcome.children;
}
