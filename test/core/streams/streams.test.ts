import { describe, expect, test } from 'vitest';
import { canonicalCell, canonicalKey } from '../../../src/core/space/canonical.ts';
import { formatCell, parseCell } from '../../../src/core/space/cell.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { mean } from '../../../src/core/stats.ts';
import { streamsOf } from '../../../src/core/streams/streams.ts';
import old from '../../fixtures/streams/version-1.json';

/** Pearson's. */
function correlation(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [mean(x), mean(y)];
  const product = (a: readonly number[], b: readonly number[]): number => mean(a.map((value, i) => value * b[i]!));
  const [dx, dy] = [x.map((value) => value - meanX), y.map((value) => value - meanY)];
  return product(dx, dy) / Math.sqrt(product(dx, dx) * product(dy, dy));
}

const DRAWS = 4;
/** Correlations beyond are chance once in 10^8: five thousand pairs have a standard deviation of 0.014. */
const MOST = 0.08;

/** Two streams whose names are neighbours, for each i. */
const space = new StateSpace({ blocks: 2, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] });
const cells = [...space.expand(space.firstLevel())].map(({ key }) => key);
const NEIGHBOURS: Record<string, (i: number) => [ReturnType<typeof stream>, ReturnType<typeof stream>]> = {
  'a last letter': (i) => [stream(7, 'init', `${i}a`), stream(7, 'init', `${i}b`)],
  'a number': (i) => [stream(7, 'data', 'k', i), stream(7, 'data', 'k', i + 1)],
  'a seed': (i) => [stream(i, 'random'), stream(i + 1, 'random')],
  'a cell': (i) => [stream(i, 'init', cells[i % 500]!), stream(i, 'init', cells[(i % 500) + 1]!)],
};

describe('streams whose names differ in', () => {
  test.each(Object.entries(NEIGHBOURS))('%s have nothing in common, from the first draw on', (_, pairOf) => {
    const pairs = Array.from({ length: 5000 }, (_none, i) => pairOf(i));
    const draws = Array.from({ length: DRAWS }, () =>
      pairs.map(([a, b]): [number, number] => [a.uniform(), b.uniform()]),
    );
    for (const [i, first] of draws.entries()) {
      for (const [j, second] of draws.entries()) {
        const r = correlation(
          first.map(([a]) => a),
          second.map(([, b]) => b),
        );
        expect(Math.abs(r), `draws ${i} and ${j}`).toBeLessThan(MOST);
      }
      const bytes = new Set(first.map(([a]) => Math.floor(256 * a)));
      expect(bytes.size, `draw ${i} takes every value`).toBe(256);
    }
  });
});

describe('version 1', () => {
  const { stream: oldStream, keyOf } = streamsOf(1);

  test('draws as the first releases did', () => {
    for (const [name, draws] of old.draws as [string, number[]][]) {
      expect(Array.from(draws, oldStream(7, name).uniform)).toEqual(draws);
    }
  });

  test('has the keys of the first releases; theirs are the canonical cells and the order of now', () => {
    const parsed = old.inOrder.map(([notation]) => parseCell(notation!));
    expect(parsed.map(keyOf)).toEqual(old.inOrder.map(([, , key]) => key));
    expect(parsed.map((cell) => formatCell(canonicalCell(cell)))).toEqual(
      old.inOrder.map(([, canonical]) => canonical),
    );
    const keys = parsed.map(canonicalKey);
    expect([...keys].sort()).toEqual(keys);
  });
});
