import { describe, expect, test } from 'vitest';
import { formatCell } from '../../../src/core/space/cell.ts';
import type { SearchResult, Strategy } from '../../../src/core/search/commands.ts';
import { external } from '../../../src/core/search/external.ts';
import { byAccuracy, roundsOf, wholeTrainings, withHalving, type Order } from '../../../src/core/search/halving.ts';
import { train } from '../../../src/core/search/pnas.ts';
import { space } from '../../support/strategies.ts';

const cells = space.firstLevel().slice(0, 9);

/** Trains the cells as one level and gives what the strategy was told of each. */
function* level(told: (number | undefined)[][]): Strategy {
  const trained = yield* train(1, cells.map((cell) => ({ cell }))); // prettier-ignore
  for (const { accuracy, epochs } of trained) told.push([accuracy, epochs]);
  return {};
}

/** Runs it, cells of these final accuracies gaining a hundredth an epoch; gives the cells of each round by place, and the strategy's result. */
function run(strategy: Strategy, accuracies: readonly (number | undefined)[], epochs: number) {
  const rounds: { cells: number[]; epochs: number; most?: number }[] = [];
  const given = [...cells];
  for (let step = strategy.next(); ;) {
    if (step.done === true) return { rounds, result: step.value satisfies SearchResult };
    const command = step.value;
    if (command.type === 'ask') {
      const cell = given.shift();
      step = strategy.next({ type: 'ask', ...(cell && { candidate: { cell } }) });
      continue;
    }
    if (command.type !== 'train') throw new Error(`nothing but training is asked for here; got ${command.type}`);
    const places = command.candidates.map(({ cell }) => cells.indexOf(cell));
    rounds.push({ cells: places, epochs: command.until?.epochs ?? epochs, most: command.until?.most });
    const trained = places.map((place) => {
      const until = command.until?.epochs;
      const final = accuracies[place];
      const accuracy = final === undefined ? undefined : final - (epochs - (until ?? epochs)) / 100;
      return { cell: cells[place]!, level: 1, accuracy, ...(until !== undefined && accuracy !== undefined && { epochs: until }) }; // prettier-ignore
    });
    step = strategy.next({ type: 'train', trained });
  }
}

describe('rounds', () => {
  test.each([
    [1, [1]],
    [2, [1, 2]],
    [3, [1, 3]],
    [5, [1, 2, 5]],
    [9, [1, 3, 9]],
    [20, [2, 7, 20]],
  ])('of %i epochs end after %j', (epochs, rounds) => {
    expect(roundsOf(epochs)).toEqual(rounds);
  });

  test('take as many epochs as their children are trained for', () => {
    expect(wholeTrainings(9, 9, 0)).toBeCloseTo((9 * 1 + 3 * 2 + 1 * 6) / 9);
    expect(wholeTrainings(9, 9, 5)).toBeCloseTo((9 * 1 + 5 * 2 + 5 * 6) / 9);
    expect(wholeTrainings(4, 9, 5)).toBe(4);
    expect(wholeTrainings(7, 1, 0)).toBe(7);
  });
});

describe('a level', () => {
  const accuracies = [0.5, 0.3, 0.9, 0.2, 0.6, 0.8, undefined, 0.7, 0.4];

  test('goes on with the better third of those measured, and of these with the better third', () => {
    const told: (number | undefined)[][] = [];
    const { rounds } = run(withHalving(level(told), 9), accuracies, 9);
    expect(rounds).toEqual([
      { cells: [0, 1, 2, 3, 4, 5, 6, 7, 8], epochs: 1, most: 3 },
      { cells: [2, 5, 7], epochs: 3, most: 1 },
      { cells: [2], epochs: 9, most: undefined },
    ]);
    expect(told.map(([, epochs]) => epochs)).toEqual([1, 1, undefined, 1, 1, 3, undefined, 3, 1]);
    // all gain alike, so that what a stopped child is taken for is what it would have come to
    for (const [i, [accuracy]] of told.entries()) expect(accuracy).toEqual(accuracies[i] && expect.closeTo(accuracies[i], 10)); // prettier-ignore
  });

  test('has as many that reach the end as it is to have', () => {
    const { rounds } = run(withHalving(level([]), 9, { finalistsAt: (of) => 4 * of }), accuracies, 9);
    expect(rounds.map((round) => round.cells)).toEqual([
      [0, 1, 2, 3, 4, 5, 6, 7, 8],
      [2, 4, 5, 7],
      [2, 4, 5, 7],
    ]);
    expect(rounds.map(({ most }) => most)).toEqual([4, 4, undefined]);
  });

  test('is as without it where there is one epoch', () => {
    const told: (number | undefined)[][] = [];
    expect(run(withHalving(level(told), 1), accuracies, 1).rounds).toHaveLength(1);
    expect(told.map(([accuracy]) => accuracy)).toEqual(accuracies);
  });
});

test('one child at a time, one goes on that is among the better third so far; the best is one trained to the end', () => {
  const rising = cells.map((_, i) => (i + 1) / 10);
  const all = run(withHalving(external(), 3), rising, 3);
  expect(all.rounds.filter(({ epochs }) => epochs === 3).map(({ cells: [place] }) => place)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]); // prettier-ignore
  const falling = rising.toReversed();
  const few = run(withHalving(external(), 3), falling, 3);
  // a third of 4 and of 7 children so far, rounded up, has room for the second and the third best
  expect(few.rounds.filter(({ epochs }) => epochs === 3).map(({ cells: [place] }) => place)).toEqual([0]);
  expect(formatCell(few.result.best!.cell)).toBe(formatCell(cells[0]!));
});

test('another order than accuracy says who goes on', () => {
  const accuracies = cells.map((_, place) => 0.5 + place / 100);
  const worstFirst: Order = (children) => byAccuracy(children).toReversed();
  const { rounds } = run(withHalving(level([]), 9, { order: worstFirst }), accuracies, 9);
  expect(rounds.map((round) => round.cells)).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8], [0, 1, 2], [0]]);
});
