import { describe, expect, test } from 'vitest';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import { formatCell, type Cell } from '../../../src/core/space/cell.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { mutate } from '../../../src/core/space/mutation.ts';
import type { Strategy } from '../../../src/core/search/commands.ts';
import { evolution } from '../../../src/core/search/evolution.ts';
import { budgetOf, randomSearch } from '../../../src/core/search/random.ts';
import { shuffled } from '../../../src/core/search/shuffled.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';

const space = new StateSpace({ blocks: 3, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] });
const BUDGET = budgetOf(3, 20, 21);

/** A made-up truth with an optimum: convolutions help. */
const worth = (cell: Cell): number => cell.flat().filter(({ operator }) => operator === '3x3 dconv').length / 6;

/** Trains by `worth`; every seventh child fails. */
function run(strategy: Strategy): { cells: Cell[]; best: Cell | undefined } {
  const cells: Cell[] = [];
  for (let step = strategy.next(); ;) {
    if (step.done === true) return { cells, best: step.value.best?.cell };
    const command = step.value;
    if (command.type !== 'train') throw new Error(`must only train; asked for ${command.type}`);
    const trained = command.candidates.map(({ cell }) => {
      const failed = cells.push(cell) % 7 === 0;
      return { cell, level: command.level, ...(failed ? {} : { accuracy: worth(cell) }) };
    });
    step = strategy.next({ type: 'train', trained });
  }
}

const STRATEGIES: Record<string, (seed: number, budget?: number) => Strategy> = {
  random: (seed, budget = BUDGET) => randomSearch(budget, space, stream(seed, 'x')),
  evolution: (seed, budget = BUDGET) => evolution(budget, space, stream(seed, 'x')),
  shuffled: (seed) => shuffled({ blocks: 3, children: 20 }, space, stream(seed, 'x')),
};

describe.each(Object.entries(STRATEGIES))('%s', (_, create) => {
  test("trains Algorithm 1's number of children, no design twice, the same for the same seed", () => {
    const { cells, best } = run(create(1));
    expect(cells).toHaveLength(61);
    expect(new Set(cells.map(canonicalKey)).size).toBe(61);
    expect(worth(best!)).toBe(Math.max(...cells.filter((_cell, i) => (i + 1) % 7 !== 0).map(worth)));
    expect(run(create(1)).cells.map(formatCell)).toEqual(cells.map(formatCell));
    expect(run(create(2)).cells.map(formatCell)).not.toEqual(cells.map(formatCell));
  });
});

test('evolution does better later than at first; random search does not', () => {
  const late = (create: (seed: number, budget?: number) => Strategy): number => {
    const { cells } = run(create(3, 300));
    const average = (some: Cell[]): number => some.map(worth).reduce((a, b) => a + b) / some.length;
    return average(cells.slice(-75)) - average(cells.slice(0, 75));
  };
  expect(late(STRATEGIES['evolution']!)).toBeGreaterThan(0.2);
  expect(Math.abs(late(STRATEGIES['random']!))).toBeLessThan(0.1);
});

test('a space that is used up ends the search', () => {
  const small = new StateSpace({ blocks: 1, lookback: 1, operators: ['identity', '3x3 dconv'] });
  expect(run(randomSearch(50, small, stream(1, 'x'))).cells).toHaveLength(3);
  expect(run(evolution(50, small, stream(1, 'x'))).cells).toHaveLength(3);
});

test('shuffled children have one block more than cells trained at the level before', () => {
  const { cells } = run(STRATEGIES['shuffled']!(1));
  const known = new Set(cells.map(formatCell));
  for (const cell of cells.slice(21)) expect(known.has(formatCell(cell.slice(0, -1)))).toBe(true);
});

test('a mutation changes one half and stays in the space', () => {
  const rng = stream(1, 'mutations');
  const cell = space.random(3, rng);
  for (let i = 0; i < 200; i++) {
    const mutant = mutate(cell, space, rng);
    const changed = cell.flat().filter(({ input, operator }, at) => {
      const other = mutant.flat()[at]!;
      return other.input !== input || other.operator !== operator;
    });
    expect(changed).toHaveLength(1);
    expect(() => space.parse(formatCell(mutant))).not.toThrow();
  }
});
