import { expect, test } from 'vitest';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import { formatCell, type Cell } from '../../../src/core/space/cell.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { bananas } from '../../../src/core/search/bananas.ts';
import type { AcquireCommand, Candidate, Strategy } from '../../../src/core/search/commands.ts';

const space = new StateSpace({ blocks: 3, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] });
const worth = (cell: Cell): number => cell.flat().filter(({ operator }) => operator === '3x3 dconv').length / 6;

/** What a search did: its batches of children, and what it chose from. */
interface Story {
  readonly batches: Cell[][];
  readonly acquisitions: AcquireCommand[];
  readonly fits: number[];
}

/** Trains by `worth`, the children of these numbers fail; picks the first candidates. */
function run(strategy: Strategy, failing: (child: number) => boolean = () => false): Story {
  const story: Story = { batches: [], acquisitions: [], fits: [] };
  let child = 0;
  for (let step = strategy.next(); step.done !== true;) {
    const command = step.value;
    if (command.type === 'train') {
      const { level, candidates } = command;
      story.batches.push(candidates.map(({ cell }) => cell));
      const trained = candidates.map(({ cell }) => ({
        cell,
        level,
        ...(failing(child++) ? {} : { accuracy: worth(cell) }),
      }));
      step = strategy.next({ type: 'train', trained });
    } else if (command.type === 'fit') {
      story.fits.push(command.trained.length);
      step = strategy.next({ type: 'fit' });
    } else if (command.type === 'rank' && 'candidates' in command) {
      story.acquisitions.push(command);
      const kept = command.candidates.slice(0, command.keep).map((cell): Candidate => ({ cell, predicted: 0.5 }));
      step = strategy.next({ type: 'rank', kept });
    } else throw new Error(`must train, fit and acquire; asked for ${command.type}`);
  }
  return story;
}

test('trains its budget in batches of ten, each after a fit to all before, and no design twice', () => {
  const { batches, acquisitions, fits } = run(bananas(45, space, stream(1, 'x')));
  expect(batches.map(({ length }) => length)).toEqual([10, 10, 10, 10, 5]);
  expect(fits).toEqual([10, 20, 30, 40]);
  expect(acquisitions.map(({ round, keep }) => [round, keep])).toEqual([[0, 10], [1, 10], [2, 10], [3, 5]]); // prettier-ignore
  expect(new Set(batches.flat().map(canonicalKey)).size).toBe(45);
  const cells = (seed: number): string[] =>
    run(bananas(45, space, stream(seed, 'x')))
      .batches.flat()
      .map(formatCell);
  expect(cells(1)).toEqual(batches.flat().map(formatCell));
  expect(cells(2)).not.toEqual(cells(1));
});

test('chooses among new mutants of its best cells', () => {
  const { batches, acquisitions } = run(bananas(60, space, stream(2, 'x')));
  const trained: Cell[] = [];
  for (const [i, { candidates }] of acquisitions.entries()) {
    trained.push(...batches[i]!);
    const known = new Set(trained.map(canonicalKey));
    const best = trained.toSorted((a, b) => worth(b) - worth(a)).slice(0, 5);
    const near = new Set(best.flatMap((cell) => space.neighbours(cell)).map(canonicalKey));
    expect(candidates.length).toBeGreaterThan(20);
    expect(new Set(candidates.map(canonicalKey)).size).toBe(candidates.length);
    expect(candidates.filter((cell) => known.has(canonicalKey(cell)))).toEqual([]);
    expect(candidates.filter((cell) => !near.has(canonicalKey(cell)))).toEqual([]);
  }
});

test('draws at random while nothing has been measured, and ends where no design is left', () => {
  const { batches, fits } = run(bananas(20, space, stream(1, 'x')), (child) => child < 8);
  expect(batches.map(({ length }) => length)).toEqual([5, 1, 1, 1, 1, 10, 1]);
  expect(fits).toEqual([9, 19]);
  const small = new StateSpace({ blocks: 1, lookback: 1, operators: ['identity', '3x3 dconv'] });
  expect(run(bananas(50, small, stream(1, 'x'))).batches.flat()).toHaveLength(3);
});
