import { expect, test } from 'vitest';
import { holm, meanWithInterval, wilcoxonSignedRank } from '../../src/core/paired-tests.ts';
import { ranks } from '../../src/core/stats.ts';
import { stream } from '../../src/core/random/rng.ts';

/** Darwin's fifteen pairs of plants, as Fisher (1935) has them; R and SciPy give 0.04126. */
const DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

test("is the published p of Darwin's plants, in either direction", () => {
  expect(wilcoxonSignedRank(DARWIN)).toBeCloseTo(0.041259765625, 12);
  expect(wilcoxonSignedRank(DARWIN.map((value) => -value))).toBeCloseTo(0.041259765625, 12);
});

test('counts all signs where pairs tie, leaves out those without a difference', () => {
  const differences = [1, 1, 2, -2, 3, 3, -1, 4, 0, 5, 0];
  const differing = differences.filter((value) => value !== 0);
  const own = ranks(differing.map(Math.abs));
  const total = own.reduce((a, b) => a + b);
  const sum = (signs: number): number => own.reduce((all, rank, i) => all + ((signs >> i) & 1) * rank, 0);
  const observed = own.reduce((all, rank, i) => all + (differing[i]! > 0 ? rank : 0), 0);
  const extreme = Math.abs(observed - total / 2);
  let count = 0;
  for (let signs = 0; signs < 2 ** own.length; signs++) if (Math.abs(sum(signs) - total / 2) >= extreme) count++;
  expect(wilcoxonSignedRank(differences)).toBeCloseTo(count / 2 ** own.length, 12);
});

test('is 1 where nothing differs or is symmetric, least where all have one sign', () => {
  expect(wilcoxonSignedRank([])).toBe(1);
  expect(wilcoxonSignedRank([0, 0])).toBe(1);
  expect(wilcoxonSignedRank([1, -1])).toBe(1);
  expect(wilcoxonSignedRank([1, 2, 3, 4, 5])).toBeCloseTo(2 / 2 ** 5, 12);
});

test('goes over to the normal distribution without a step', () => {
  const rng = stream(1, 'differences');
  for (const shift of [0, 0.1, 0.2]) {
    const differences = Array.from({ length: 200 }, () => rng.normal() + shift);
    const [exact, normal] = [differences, [...differences, 1e-9]].map(wilcoxonSignedRank) as [number, number];
    expect(Math.abs(Math.log(normal / exact))).toBeLessThan(0.15);
  }
});

test("adjusts as Holm's steps do", () => {
  const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
  for (const [i, value] of [0.03, 0.06, 0.06, 0.02].entries()) expect(adjusted[i]).toBeCloseTo(value, 12);
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
});

test("gives a mean Student's interval", () => {
  expect(meanWithInterval([3])).toEqual({ mean: 3 });
  // t of 1, 4 and 9 degrees of freedom: 12.706, 2.776, 2.262
  for (const [count, t] of [
    [2, 12.706],
    [5, 2.776],
    [10, 2.262],
  ] as const) {
    // prettier-ignore
    const values = Array.from({ length: count }, (_, i) => i);
    const centre = (count - 1) / 2;
    const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (count - 1);
    const { mean, interval } = meanWithInterval(values);
    expect(mean).toBe(centre);
    expect((interval![1] - centre) / Math.sqrt(variance / count)).toBeCloseTo(t, 1);
    expect(centre - interval![0]).toBeCloseTo(interval![1] - centre, 12);
  }
});
