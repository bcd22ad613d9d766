/** Sentences of a device's bench. */
import { expect, test } from 'vitest';
import { splitOf } from '../../../src/ui/model/bench.ts';
import { benchSentence, limitSentence } from '../../../src/ui/words/bench.ts';
import { BENCH } from '../../support/made-up-bench.ts';

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
