import { expect, test } from 'vitest';
import {
  domainOf,
  extentOf,
  multiples,
  position,
  roundTicks,
  swarm,
  ticks,
  widened,
} from '../../../src/ui/model/axis.ts';
import { levelsOf } from '../../../src/ui/model/derive.ts';
import { madeUpRun } from '../../support/runs.ts';

const { head, log } = madeUpRun({ config: { blocks: 1 } });
const withAccuracy = (accuracy: number) => ({
  head,
  log: log.map((record) => (record.type === 'train' ? { ...record, accuracy } : record)),
});

test.each([0, 0.5, 0.98, 1])('cells that are all measured at %s have an axis', (accuracy) => {
  for (const domain of [domainOf(levelsOf(withAccuracy(accuracy))), widened(undefined, [accuracy])]) {
    const at = position(domain, 0, 100)(accuracy);
    expect(at).toBeGreaterThanOrEqual(0);
    expect(at).toBeLessThanOrEqual(100);
    expect(ticks(domain, 0, 100, 20).length).toBeGreaterThan(0);
  }
});

test('any number of cells can be drawn', () => {
  const values = Array.from({ length: 200_000 }, (_, i) => i % 300);
  expect(extentOf(values)).toEqual([0, 299]);
  expect(swarm(values, 3, 20)).toHaveLength(values.length);
  const record = log.find(({ type }) => type === 'train')!;
  const levels = levelsOf({ head, log: values.map(() => record) });
  expect(domainOf(levels).high).toBeLessThanOrEqual(1);
});

test('a step that is lost beside the values gives no ticks, and does not go on for ever', () => {
  expect(multiples(1e17, 1e17 + 64, 5)).toEqual([]);
  expect(roundTicks(1e30, 1e30 + 1e15).length).toBeLessThan(10);
});
