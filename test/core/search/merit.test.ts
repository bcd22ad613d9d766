/** The one order of children, kept to by ranks and by the best of a run. */
import { expect, test } from 'vitest';
import { bestOf } from '../../../src/contract/run-file.ts';
import type { TrainRecord } from '../../../src/contract/records.ts';
import { bestByMerit, byMerit } from '../../../src/core/search/merit.ts';
import { measuredRanks } from '../../../src/ui/model/derive.ts';

const whole = { accuracy: 0.3 };
const later = { accuracy: 0.2, epochs: 3 };
const sooner = { accuracy: 0.9, epochs: 1 };
const failed = {};

test('trained to the end comes before stopped late, that before stopped soon, whatever their accuracies; failures are last', () => {
  const order = [failed, sooner, { accuracy: 0.1 }, later, whole, { accuracy: 0.1, epochs: 3 }].toSorted(byMerit);
  expect(order).toEqual([whole, { accuracy: 0.1 }, later, { accuracy: 0.1, epochs: 3 }, sooner, failed]);
});

test('the best is the first of equals, and none where all failed', () => {
  const twin = { accuracy: 0.3 };
  expect(bestByMerit([failed, sooner, whole, twin])).toBe(whole);
  expect(bestByMerit([failed, sooner, later])).toBe(later);
  expect(bestByMerit([failed, failed])).toBeUndefined();
});

test('ranks and the best of a run are of that order', () => {
  const records = [failed, sooner, later, whole].map(
    (outcome, i): TrainRecord => ({ type: 'train', notation: `${i}`, level: 1, curve: [], durationMs: 1, parameters: 1, ...outcome }), // prettier-ignore
  );
  expect(measuredRanks(records)).toEqual([4, 3, 2, 1]);
  expect(measuredRanks(records.slice(0, 3))).toEqual([3, 2, 1]);
  expect(bestOf(records.slice(0, 3))).toBe(records[2]);
});
