/** What picks are worth beside cells by lot. */
import { expect, test } from 'vitest';
import type { RankRecord, TrainRecord } from '../../src/contract/records.ts';
import { meanDifference, restrictedCorrelation, spearman } from '../../src/core/stats.ts';
import { stream } from '../../src/core/random/rng.ts';
import { drawnCells, lotOf } from '../../src/contract/probes.ts';

test('the interval of a difference is Welch’s', () => {
  // by hand: variances 1 and 4 over 3, so 1/3 + 4/3; degrees (5/3)^2 / ((1/3)^2 / 2 + (4/3)^2 / 2) = 2.941; t 3.216
  const { value, interval } = meanDifference([5, 6, 7], [1, 3, 5])!;
  expect(value).toBeCloseTo(3);
  expect(interval[1] - 3).toBeCloseTo(3.216 * Math.sqrt(5 / 3), 1);
  expect(3 - interval[0]).toBeCloseTo(interval[1] - 3);
  expect(meanDifference([5], [1, 3])).toBeUndefined();
  expect(meanDifference([5, 5], [1, 1])).toBeUndefined();
});

test('a correlation among alike values is what restriction of range makes of it', () => {
  const rng = stream(3, 'restricted');
  const pairs = Array.from({ length: 40_000 }, () => {
    const predicted = rng.normal();
    return { predicted, measured: 0.6 * predicted + 0.8 * rng.normal() };
  });
  const top = pairs.filter(({ predicted }) => predicted > 1);
  const spread = (values: number[]): number => {
    const centre = values.reduce((a, b) => a + b) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
  };
  const rho = (cells: typeof pairs): number => spearman(cells.map((c) => c.predicted), cells.map((c) => c.measured)); // prettier-ignore
  const ratio = spread(top.map(({ predicted }) => predicted)) / spread(pairs.map(({ predicted }) => predicted));
  expect(restrictedCorrelation(rho(pairs), ratio)).toBeCloseTo(rho(top), 1);
  expect(restrictedCorrelation(0.6, 1)).toBeCloseTo(0.6);
});

test('the last cells kept are those by lot; failures and cells without a prediction count in nothing', () => {
  const kept = ['a', 'b', 'c', 'd', 'e', 'f'].map((notation, i) => ({ notation, predicted: 0.9 - i / 10 }));
  const rank: RankRecord = { type: 'rank', level: 2, candidates: 9, kept, probes: 3, curve: [], durationMs: 0 };
  const record = (notation: string, accuracy?: number): TrainRecord => ({
    type: 'train',
    level: 2,
    curve: [],
    durationMs: 0,
    parameters: 1,
    notation,
    ...kept.find((cell) => cell.notation === notation),
    ...(accuracy === undefined ? { failure: { reason: 'nan-loss', message: '' } } : { accuracy }),
  });
  expect([...drawnCells(rank)]).toEqual(['d', 'e', 'f']);
  const trained = [
    record('a', 0.7),
    record('b', 0.8),
    record('c'),
    record('d', 0.6),
    record('e', 0.4),
    record('f', 0.5),
  ];
  const lot = lotOf(rank, trained)!;
  expect(lot.gain!.value).toBeCloseTo(0.75 - 0.5);
  expect(lot.order).toBeUndefined(); // of so few
  expect(lotOf({ ...rank, probes: undefined }, trained)).toBeUndefined();
  expect(lotOf(rank, trained.slice(0, 3))!.gain).toBeUndefined();
});

test('the order among the picks is told of eight and more, with what is to be expected of it', () => {
  const kept = Array.from({ length: 16 }, (_, i) => ({
    notation: `cell ${i}`,
    predicted: i < 8 ? 0.9 - i / 1000 : 0.8 - i / 50,
  }));
  const rank: RankRecord = { type: 'rank', level: 2, candidates: 99, kept, probes: 8, curve: [], durationMs: 0 };
  const orderOf = (cells: typeof kept) =>
    lotOf(
      rank,
      cells.map((cell, i): TrainRecord => {
        const accuracy = cell.predicted + (i % 2 === 0 ? 0.02 : -0.02); // as much as two steps between cells by lot
        return { type: 'train', level: 2, curve: [], durationMs: 0, parameters: 1, ...cell, accuracy };
      }),
    )!.order;
  const { expected } = orderOf(kept)!;
  expect(expected).toBeGreaterThan(0);
  expect(expected).toBeLessThan(0.2); // their predictions differ a twentieth as much
  expect(orderOf(kept.slice(0, 15))).toBeUndefined();
});
