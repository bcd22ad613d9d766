import { expect, test } from 'vitest';
import {
  figure,
  imagesPerSecond,
  logPlace,
  shareOfProduct,
  speedOfBench,
  splitOf,
} from '../../../src/ui/model/bench.ts';
import { BENCH } from '../../support/made-up-bench.ts';

test('a step is split into moving, arithmetic and the rest, which is never negative', () => {
  const { movingMs, arithmeticMs, restMs } = splitOf(BENCH);
  expect([movingMs, arithmeticMs, restMs].map((ms) => ms.toFixed(1))).toEqual(['7.1', '3.7', '2.4']);
  const crowded = { ...BENCH, summary: { ...BENCH.summary, paperMs: 5 } };
  expect(splitOf(crowded).restMs).toBe(0);
});

test('the figures follow from the measurement', () => {
  expect(Math.round(imagesPerSecond(BENCH, 'paper'))).toBe(4848);
  expect(shareOfProduct(BENCH)).toBeCloseTo(0.28, 2);
  const { stepMs, perSecond } = speedOfBench(BENCH);
  expect(stepMs + (1000 * 17.4e9) / perSecond).toBeCloseTo(13.2);
  expect([0.0861, 2.93, 13.24, 121.4, 1940].map(figure)).toEqual(['0.086', '2.9', '13.2', '121', '1,940']);
});

test('discs lie on a log scale between the fastest and the slowest', () => {
  expect([10, 100, 1000].map((ms) => logPlace(ms, [10, 100, 1000]))).toEqual([0, expect.closeTo(0.5), 1]);
  expect(logPlace(5, [5])).toBe(0);
});
