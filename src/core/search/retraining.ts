/**
 * @file Repeated measurements: any strategy, with some of its cells trained once more. How far the accuracies of the same cell differ is the
 * noise of a measurement. The strategy is told nothing of them: the accuracy of a cell stays that of its first training.
 */
import type { Cell } from '../space/cell.ts';
import type { Rng } from '../random/rng.ts';
import type { Command, Outcome, Strategy, TrainedCell } from './commands.ts';

/** Retrainings due once a level is trained: they are spread evenly over the levels, what cannot be halved goes to later ones. */
export function retrainingsBy(level: number, { blocks, retrainings }: RetrainingPlan): number {
  return Math.floor((retrainings * Math.min(level, blocks)) / blocks);
}

export interface RetrainingPlan {
  /** B: the last level, whose end all retrainings are due at. */
  readonly blocks: number;
  /** Cells retrained in all, unless there are fewer. */
  readonly retrainings: number;
}

/**
 * The strategy, with cells of a level retrained as soon as the level is trained, before anything is learnt from it. A strategy that trains
 * whole cells has one level, the last, and so has all of them at its end: every strategy spends the same.
 * @param rng draws the cells to retrain.
 */
export function* withRetrainings(strategy: Strategy, plan: RetrainingPlan, rng: Rng): Strategy {
  let level: TrainedCell[] = [];
  let done = 0;
  let outcome: Outcome | undefined;
  for (;;) {
    const step = strategy.next(outcome as Outcome); // a generator ignores what its first next() is given
    const last = level.at(-1)?.level;
    const isSameLevel = step.done !== true && (levelToTrain(step.value) ?? plan.blocks) === last;
    if (last !== undefined && !isSameLevel) {
      const due = (step.done === true ? plan.retrainings : retrainingsBy(last, plan)) - done;
      const cells = chooseSpread(level, due, rng);
      if (cells.length > 0) yield { type: 'retrain', level: last, repeat: 1, cells };
      done += cells.length;
      level = [];
    }
    if (step.done === true) return step.value;
    outcome = yield step.value;
    if (outcome.type === 'train') level.push(...outcome.trained);
  }
}

/** The level that a command trains, or asks whether to train; undefined for others: they come between levels, or within the last. */
function levelToTrain(command: Command): number | undefined {
  const trains = command.type === 'train' || (command.type === 'proceed' && command.with === 'train');
  return trains ? command.level : undefined;
}

/**
 * So many of the measured cells, spread over the range of their accuracies: by a systematic sample with a random start, one of every so
 * many by accuracy, which takes each cell with the same probability. Cells chosen for their accuracy, the best or those in the
 * middle, would be among those that chance had favoured or spared, and the second measurement would show too much noise or too little. None that was stopped early: it is
 * measured after fewer epochs.
 */
function chooseSpread(trained: readonly TrainedCell[], count: number, rng: Rng): Cell[] {
  const measured = trained.filter(({ accuracy, epochs }) => accuracy !== undefined && epochs === undefined);
  const sorted = measured.toSorted((a, b) => a.accuracy! - b.accuracy!);
  const chosen = Math.min(count, sorted.length);
  const start = rng.uniform();
  return Array.from({ length: chosen }, (_, i) => sorted[Math.floor(((i + start) * sorted.length) / chosen)]!.cell);
}
