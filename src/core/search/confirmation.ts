/**
 * @file Confirmation: any strategy, and at its end the cells that it found best trained once more and judged on images that took no part in the
 * search. The highest of many measurements is partly luck; a second measurement of a few is not chosen for its luck.
 */
import { formatCell, type Cell } from '../space/cell.ts';
import { mean } from '../stats.ts';
import type { Accuracies, Command, Outcome, SearchResult, Strategy, TrainedCell } from './commands.ts';
import { eachCommand } from './each-command.ts';
import { proceed, type TimeBudget } from './time-budget.ts';
import { estimateCells, measurementNoise, type Measurement } from './estimate.ts';

export interface ConfirmationPlan {
  /** Cells confirmed, unless fewer were measured; 0: none, and the strategy is as it was. */
  readonly confirmations: number;
  /** Trainings of each. */
  readonly confirmationSeeds: number;
  /** Images that the search measures accuracy on. */
  readonly validationImages: number;
  /** Where the budget is time: as many cells, and as many times each, as there is some left for. */
  readonly time?: TimeBudget;
}

/**
 * The strategy, with the cells of the highest estimates confirmed at its end; the best is then the best confirmed. All cells are trained
 * with one seed before any is with the next, so that a search that stops early has compared all of them alike.
 */
export function* withConfirmation(strategy: Strategy, plan: ConfirmationPlan): Strategy {
  const measurements: Measurement[] = [];
  const found = yield* eachCommand(strategy, function* (command) {
    const outcome = yield command;
    measurements.push(...measurementsOf(command, outcome));
    return outcome;
  });
  return plan.confirmations === 0 ? found : yield* confirm(measurements, plan, found);
}

function* confirm(
  measurements: readonly Measurement[],
  plan: ConfirmationPlan,
  measured: SearchResult,
): Generator<Command, SearchResult, Outcome> {
  const best = highestEstimates(measurements, plan);
  if (best.length === 0) return measured;
  let chosen = best.slice(0, yield* confirmedAt(1, best, plan.time));
  const accuracies: (number | undefined)[][] = chosen.map(() => []);
  for (let repeat = 1; repeat <= plan.confirmationSeeds; repeat++) {
    if (repeat > 1 && (yield* confirmedAt(repeat, chosen, plan.time)) === 0) break;
    const outcome = yield { type: 'confirm', repeat, cells: chosen.map(({ cell }) => cell) };
    if (outcome.type !== 'confirm')
      throw new Error(`search: a confirm command must be answered by confirm; got ${outcome.type}`);
    chosen = outcome.cells.map((cell) => trainedCell(measurements, cell));
    for (const [i, own] of accuracies.entries()) own.push(outcome.accuracies[i]);
  }
  const first = bestConfirmed(accuracies);
  return first === undefined ? measured : { best: chosen[first]! };
}

/** How many of the cells are confirmed for the `repeat`th time: all, unless the budget is time. */
function* confirmedAt(
  repeat: number,
  chosen: readonly TrainedCell[],
  time: TimeBudget | undefined,
): Generator<Command, number, Outcome> {
  const most = chosen.length;
  if (time === undefined) return most;
  const cells = chosen.map(({ cell }) => cell);
  const children = repeat === 1 ? time.confirmedCells(cells) : time.hasRound() ? most : 0;
  return yield* proceed({ type: 'proceed', with: 'confirm', level: repeat, children, most });
}

/**
 * The place of the best confirmed cell: the highest mean among those that were measured most often, so that one that failed on the way does
 * not win by the seeds that went well; the earlier of equals; undefined where none was measured.
 * @param confirmed the accuracies of each cell.
 */
export function bestConfirmed(confirmed: readonly Accuracies[]): number | undefined {
  return confirmedOrder(confirmed)[0];
}

/** The places of the cells that were measured, the best first: see {@link bestConfirmed}. */
export function confirmedOrder(confirmed: readonly Accuracies[]): number[] {
  const cells = confirmed.map((accuracies) => accuracies.filter((accuracy) => accuracy !== undefined));
  const order = [...cells.keys()].filter((i) => cells[i]!.length > 0);
  return order.sort((a, b) => cells[b]!.length - cells[a]!.length || mean(cells[b]!) - mean(cells[a]!) || a - b);
}

/** The cells to confirm, the highest estimate first, the earlier trained of equals. */
function highestEstimates(measurements: readonly Measurement[], plan: ConfirmationPlan): TrainedCell[] {
  if (measurements.length === 0) return [];
  const accuracies = measurements.map(({ accuracy }) => accuracy);
  const noise = measurementNoise(accuracies, repeatedly(measurements), plan.validationImages);
  const estimates = estimateCells(measurements, noise);
  const first = new Map<string, number>(); // the place of each cell's first measurement
  for (const [i, { cell }] of measurements.entries()) if (!first.has(formatCell(cell))) first.set(formatCell(cell), i);
  const order = [...first.values()].sort((a, b) => estimates[b]!.mean - estimates[a]!.mean || a - b);
  return order.slice(0, plan.confirmations).map((i) => {
    const { cell, level, accuracy } = measurements[i]!;
    return { cell, level, accuracy };
  });
}

/** @throws {Error} if the cell was not measured. */
function trainedCell(measurements: readonly Measurement[], cell: Cell): TrainedCell {
  const notation = formatCell(cell);
  const measured = measurements.find((measurement) => formatCell(measurement.cell) === notation);
  if (measured === undefined) throw new Error(`search: ${notation} is confirmed, but was not measured`);
  return { cell, level: measured.level, accuracy: measured.accuracy };
}

/** The accuracies of each cell that was measured more than once. */
function repeatedly(measurements: readonly Measurement[]): number[][] {
  const byCell = new Map<string, number[]>();
  for (const { cell, accuracy } of measurements) {
    const notation = formatCell(cell);
    byCell.set(notation, [...(byCell.get(notation) ?? []), accuracy]);
  }
  return [...byCell.values()].filter(({ length }) => length > 1);
}

/** What a command measured; a child that was stopped early is none. A cell that is trained again is of the prediction and level of its first training. */
function measurementsOf(command: Command, outcome: Outcome): Measurement[] {
  if (command.type === 'train' && outcome.type === 'train') {
    return outcome.trained.flatMap(({ cell, level, accuracy, epochs }, i) => {
      const { predicted } = command.candidates[i]!;
      return accuracy === undefined || epochs !== undefined
        ? []
        : [{ cell, level, accuracy, ...(predicted === undefined ? {} : { predicted }) }];
    });
  }
  if (command.type !== 'retrain' || outcome.type !== 'retrain') return [];
  const { cells, level } = command;
  return outcome.accuracies.flatMap((accuracy, i) =>
    accuracy === undefined ? [] : [{ cell: cells[i]!, level, accuracy }],
  );
}
