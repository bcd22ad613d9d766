import { expect, test } from 'vitest';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import { formatCell, type Cell } from '../../../src/core/space/cell.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { stream } from '../../../src/core/random/rng.ts';
import type { Strategy } from '../../../src/core/search/commands.ts';
import { localSearch } from '../../../src/core/search/local-search.ts';

const space = new StateSpace({ blocks: 3, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] });
const worth = (cell: Cell): number => cell.flat().filter(({ operator }) => operator === '3x3 dconv').length / 6;

/** The children in batches, trained by `measure`; undefined fails. */
function run(strategy: Strategy, measure: (cell: Cell, child: number) => number | undefined): Cell[][] {
  const batches: Cell[][] = [];
  for (let step = strategy.next(); step.done !== true;) {
    const command = step.value;
    if (command.type !== 'train') throw new Error(`must only train; asked for ${command.type}`);
    const { level, candidates } = command;
    const before = batches.flat().length;
    batches.push(candidates.map(({ cell }) => cell));
    const trained = candidates.map(({ cell }, i) => ({ cell, level, accuracy: measure(cell, before + i) }));
    step = strategy.next({ type: 'train', trained });
  }
  return batches;
}

test('trains its budget, no design twice, the same for the same seed', () => {
  const cells = (seed: number): Cell[] => run(localSearch(61, space, stream(seed, 'x')), worth).flat();
  expect(new Set(cells(1).map(canonicalKey)).size).toBe(61);
  expect(cells(1).map(formatCell)).toEqual(cells(1).map(formatCell));
  expect(cells(2).map(formatCell)).not.toEqual(cells(1).map(formatCell));
});

test('after its first cells each child is a neighbour of the best since it began or began again', () => {
  const [first, ...rest] = run(localSearch(150, space, stream(3, 'x')), worth);
  expect(first).toHaveLength(10);
  let current: Cell | undefined = first!.reduce((a, b) => (worth(b) > worth(a) ? b : a));
  let restarts = 0;
  for (const [cell] of rest as [Cell][]) {
    const near = current === undefined ? [] : space.neighbours(current).map(canonicalKey);
    if (!near.includes(canonicalKey(cell))) {
      restarts++;
      current = cell;
    } else if (worth(cell) > worth(current!)) current = cell;
  }
  expect(restarts).toBeLessThan(4);
  expect(Math.max(...rest.flat().map(worth))).toBe(1);
});

test('begins again at a local optimum, and after a first cell that fails', () => {
  const one = new StateSpace({ blocks: 1, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] });
  const flat = run(localSearch(100, one, stream(1, 'x')), () => 0.5);
  expect(flat.flat()).toHaveLength(21); // all there are
  const failing = run(localSearch(30, space, stream(1, 'x')), (cell, child) => (child < 12 ? undefined : worth(cell)));
  expect(failing.map(({ length }) => length)).toEqual([8, ...Array<number>(22).fill(1)]);
});
