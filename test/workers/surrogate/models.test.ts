/** @file The parts of the default surrogate, without a device. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalCell } from '../../../src/core/space/canonical.ts';
import type { Cell } from '../../../src/core/space/cell.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { spearman } from '../../../src/core/stats.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { cholesky, inverseDiagonalTail, solve } from '../../../workers/surrogate/blend/cholesky.ts';
import { KernelRidge } from '../../../workers/surrogate/blend/kernel-ridge.ts';
import { MessagePassing } from '../../../workers/surrogate/blend/message-passing.ts';
import { Trace } from '../../../workers/surrogate/blend/message-trace.ts';
import { initialise } from '../../../workers/surrogate/blend/message-weights.ts';
import { pairwiseHinge } from '../../../workers/surrogate/base/ranking-loss.ts';
import { asFamilies } from '../../../workers/surrogate/base/surrogate.ts';
import { byLevel, rankNormal, toAccuracy } from '../../../workers/surrogate/base/targets.ts';
import type { Pieces } from '../../../workers/scheduling/yield-point.ts';
import { cellArbitrary } from '../../support/cells.ts';

const space = new StateSpace({ blocks: 4, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] });
const rng = stream(1, 'models');
const someCells = (blocks: number, count: number): Cell[] =>
  Array.from({ length: count }, () => space.random(blocks, rng));
/** A made-up truth in which the first block's company matters. */
const worth = (cell: Cell): number =>
  cell.flat().reduce((sum, { operator, input }) => sum + (operator === '3x3 dconv' ? 2 : 0) + (input >= 0 ? 1 : 0), 0) /
  (8 * cell.length);
const levels = byLevel(
  [...space.firstLevel(), ...someCells(2, 60), ...someCells(3, 60)].map((cell) => ({ cell, accuracy: worth(cell) })),
);
const next = someCells(4, 80);

/** All pieces at once. */
function whole<T>(pieces: Pieces<T>): T {
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}

describe('cholesky', () => {
  test('factors, solves and inverts', () => {
    const n = 7;
    const root = Float64Array.from({ length: n * n }, () => rng.normal());
    const at = (a: ArrayLike<number>, i: number, j: number): number => a[i * n + j]!;
    const a = Float64Array.from({ length: n * n }, (_, ij) => {
      const [i, j] = [Math.floor(ij / n), ij % n];
      return Array.from({ length: n }, (_k, k) => at(root, i, k) * at(root, j, k)).reduce((x, y) => x + y);
    });
    const factor = whole(cholesky(a, n, 0.5));
    const unit = (j: number): number[] => Array.from({ length: n }, (_, i) => (i === j ? 1 : 0));
    const tail = whole(inverseDiagonalTail(factor, n, 3));
    for (let j = 0; j < n; j++) {
      const column = solve(factor, n, unit(j)); // of the inverse of a + 0.5 I
      for (let i = 0; i < n; i++) {
        const product = [...column.keys()].reduce((sum, k) => sum + at(a, i, k) * column[k]!, 0.5 * column[i]!);
        expect(product).toBeCloseTo(unit(j)[i]!, 9);
      }
      if (j >= n - 3) expect(tail[j - n + 3]).toBeCloseTo(column[j]!, 9);
    }
  });

  test('refuses what is not positive definite', () => {
    expect(() => whole(cholesky(Float64Array.of(1, 2, 2, 1), 2, 0))).toThrow(
      'must be positive definite; pivot 1 is -3',
    );
  });
});

describe('targets', () => {
  test('are by level, standardised and clipped', () => {
    const cell = space.firstLevel()[0]!;
    const [only] = byLevel([0.1, ...Array<number>(20).fill(0.5)].map((accuracy) => ({ cell, accuracy })));
    expect(only!.standardised[0]).toBe(-2);
    expect(rankNormal([3, 1, 2]).map((value) => Math.sign(Math.round(value * 10)))).toEqual([1, -1, 0]);
    expect(rankNormal([0, 1, 2, 3, 4])[4]).toBeCloseTo(1.2816, 2); // the normal's 90 % quantile
  });

  test('come back as accuracies, in (0, 1) and in order', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.001, max: 0.3, noNaN: true }),
        (mean, deviation) => {
          const values = [-4, -1, 0, 1, 4].map((z) => toAccuracy(z, { mean, deviation }));
          expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
          expect([...values].sort((a, b) => a - b)).toEqual(values);
          expect(Math.abs(values[2]! - mean)).toBeLessThanOrEqual(0.0051);
        },
      ),
    );
  });
});

describe('pairwise hinge', () => {
  test('is nothing in the right order with the margin, and asks for no more than the difference', () => {
    expect(pairwiseHinge([2, 1, 0], [1.5, 0.7, -1]).loss).toBe(0);
    expect(pairwiseHinge([0.1, 0], [0.1, 0]).loss).toBe(0);
    expect(pairwiseHinge([0, 0], [1, 0]).loss).toBe(0.5);
    expect(pairwiseHinge([1, 2], [3, 3]).loss).toBe(0);
  });

  test('has the slopes it says', () => {
    const scores = [0.3, -0.25, 0.9, 0.05];
    const targets = [1, 0.4, -0.3, 0.8];
    const { slopes } = pairwiseHinge(scores, targets);
    for (const i of scores.keys()) {
      const moved = (by: number): number => pairwiseHinge(scores.with(i, scores[i]! + by), targets).loss;
      expect(slopes[i]).toBeCloseTo((moved(1e-6) - moved(-1e-6)) / 2e-6, 6);
    }
  });
});

describe('message passing', () => {
  test('has the gradient it says, through shared and unread blocks', () => {
    const weights = initialise(stream(3, 'gradient'));
    const cell = space.parse(
      '-1,3x3 dconv,-2,identity,0,3x3 maxpool,0,identity,1,3x3 dconv,0,3x3 dconv,-1,identity,-1,identity',
    );
    const gradient = new Float64Array(weights.length);
    const trace = new Trace(weights, cell);
    trace.score();
    trace.backward(1, gradient);
    let checked = 0;
    for (let i = 0; i < weights.length; i += 13) {
      const moved = (by: number): number => new Trace(weights.with(i, weights[i]! + by), cell).score();
      const slope = (moved(1e-6) - moved(-1e-6)) / 2e-6;
      expect(gradient[i], `weight ${i}`).toBeCloseTo(slope, 6);
      if (slope !== 0) checked++;
    }
    expect(checked).toBeGreaterThan(80);
  });
});

describe.each([
  ['kernel ridge', () => new KernelRidge()],
  ['message passing', () => new MessagePassing(stream(1, 'network'))],
])('%s', (_, create) => {
  const model = create();
  whole<unknown>(model instanceof KernelRidge ? model.fit(levels) : model.fit(levels, stream(2, 'fit')));
  const scores = (cells: readonly Cell[]): number[] => asFamilies(cells).flatMap((family) => [...model.score(family)]);

  test('ranks cells one block larger', () => {
    expect(spearman(scores(next), next.map(worth))).toBeGreaterThan(0.9);
  });

  test('scores a family as it scores its cells one by one', () => {
    for (const parent of someCells(3, 5)) {
      const blocks = [...space.children(parent)].map((cell) => cell.at(-1)!);
      const alone = scores(blocks.map((block) => [...parent, block]));
      expect([...model.score({ parent, blocks })]).toEqual(alone);
    }
  });

  test('does not see the order of halves and blocks', () => {
    fc.assert(
      fc.property(cellArbitrary({ maxBlocks: 5, operators: space.operators }), (cell) => {
        expect(scores([canonicalCell(cell)])[0]).toBeCloseTo(scores([cell])[0]!, 9);
      }),
    );
  });
});
