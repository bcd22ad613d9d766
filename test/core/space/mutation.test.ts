import { expect, test } from 'vitest';
import { formatCell } from '../../../src/core/space/cell.ts';
import { mutate, neighbours } from '../../../src/core/space/mutation.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { stream } from '../../../src/core/random/rng.ts';

test('the neighbours are what mutations give, each once, all of the space', () => {
  const space = new StateSpace({ blocks: 2, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] });
  const cell = space.parse('-1,identity,-2,3x3 dconv,0,3x3 maxpool,-1,identity');
  const near = neighbours(cell, space).map(formatCell);
  // block 0: 1 other input and 2 other operators a half; block 1: 2 and 2
  expect(near).toHaveLength(2 * 3 + 2 * 4);
  expect(new Set(near).size).toBe(near.length);
  for (const notation of near) expect(() => space.parse(notation)).not.toThrow();
  const rng = stream(1, 'mutations');
  const drawn = new Set(Array.from({ length: 2000 }, () => formatCell(mutate(cell, space, rng))));
  expect([...drawn].sort()).toEqual([...near].sort());
});

test('a cell without another half has none', () => {
  const space = new StateSpace({ blocks: 1, lookback: 1, operators: ['identity'] });
  const [cell] = space.firstLevel();
  expect(neighbours(cell!, space)).toEqual([]);
  expect(mutate(cell!, space, stream(1, 'x'))).toBe(cell);
});
