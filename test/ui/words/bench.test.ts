/** Sentences of a device's bench. */
import { expect, test } from 'vitest';
import type { DeviceBench } from '../../../src/contract/device-bench.ts';
import { splitOf } from '../../../src/ui/model/bench.ts';
import { benchSentence, limitSentence } from '../../../src/ui/words/bench.ts';

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

test('what limits a step is named, with what more of it would save', () => {
  expect(limitSentence(splitOf(BENCH))).toMatch(/^Memory is the limit here: twice the bandwidth would save 3.5 ms/);
  expect(limitSentence({ movingMs: 1, arithmeticMs: 4, restMs: 2 })).toMatch(/^Arithmetic is the limit/);
  expect(limitSentence({ movingMs: 1, arithmeticMs: 1, restMs: 2 })).toMatch(/^Neither/);
});

test('the sentence names what was measured: the paper’s child, else titu1994’s, else no ratio', () => {
  expect(benchSentence(BENCH.summary, '6 min')).toBe(
    'It trains the paper’s child 9.2 times as fast as stock TensorFlow.js does here. A First taste search would take about 6 min.',
  );
  const { paperTfjsMs: _paper, ...some } = BENCH.summary;
  expect(benchSentence(some, undefined)).toBe(
    'It trains titu1994’s child 8.4 times as fast as stock TensorFlow.js does here.',
  );
  const { titu1994TfjsMs: _titu1994, ...none } = some;
  expect(benchSentence(none, undefined)).toBe('A training step of the paper’s child takes 13.2 ms here.');
});
