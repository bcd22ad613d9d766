import { expect, test } from 'vitest';
import type { DeviceBench } from '../../../src/contract/device-bench.ts';
import {
  figure,
  imagesPerSecond,
  logPlace,
  shareOfProduct,
  speedOfBench,
  splitOf,
} from '../../../src/ui/model/bench.ts';

/** A made-up card: a paper's child of 13.2 ms that moves 1.5 GB at 212 GB/s and does 35 GFLOP at 9.4 TFLOP/s. */
const step = { cell: '', dispatches: 450, planMs: [1], tfjsMs: [1] };
const BENCH = {
  summary: {
    titu1994Ms: 2.9,
    paperMs: 13.2,
    titu1994TfjsMs: 24.4,
    paperTfjsMs: 121,
    copyGbps: 212,
    productTflops: 9.4,
  },
  steps: {
    titu1994: { ...step, batchSize: 32, multiplyAdds: 2e9, bytes: 147e6 },
    paper: { ...step, batchSize: 64, multiplyAdds: 17.4e9, bytes: 1.5e9 },
  },
} as unknown as DeviceBench;

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
