import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  tQuantile,
  kendall,
  measureNoise,
  noiseCeiling,
  pearson,
  ranks,
  spearman,
  spearmanInterval,
  standardError,
} from '../../src/core/stats.ts';
import { stream } from '../../src/core/random/rng.ts';
import { cosineDecay, movingMomentum } from '../../src/core/network/schedule.ts';
import { TopK } from '../../src/core/search/top-k.ts';

describe('statistics', () => {
  test('by hand', () => {
    expect(ranks([10, 30, 20, 20])).toEqual([1, 4, 2.5, 2.5]);
    expect(pearson([1, 2, 3], [2, 4, 6])).toBeCloseTo(1);
    expect(spearman([1, 2, 3, 4], [1, 10, 5, 100])).toBeCloseTo(0.8);
    expect(kendall([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(4 / 6);
    expect(kendall([1, 1, 2], [1, 2, 3])).toBeCloseTo(2 / Math.sqrt(2 * 3));
    expect(standardError([1, 2, 3])).toBeCloseTo(1 / Math.sqrt(3));
  });

  test('have no value where there is nothing to compare', () => {
    expect(spearman([1], [1])).toBeNaN();
    expect(spearman([1, 1], [1, 2])).toBeNaN();
    expect(() => kendall([1], [1, 2])).toThrow('got 1 and 2');
    expect(spearmanInterval(0.5, 3)).toBeUndefined();
  });

  test('the interval of a correlation holds it, and narrows with more pairs', () => {
    const [low, high] = spearmanInterval(0.6, 28)!; // by hand: tanh(0.6931 -+ 1.96 sqrt(1.18 / 25))
    expect([low, high]).toEqual([expect.closeTo(0.261, 3), expect.closeTo(0.807, 3)]);
    const [narrow] = spearmanInterval(0.6, 256)!;
    expect(narrow).toBeGreaterThan(low);
  });

  test('the ceiling of luck: what is left when the draw of the images is taken off', () => {
    // half at 0.4 and half at 0.6: variance 0.01 * 8 / 7; luck 0.24 / images
    const accuracies = [0.4, 0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.6];
    const bound = Math.sqrt(1 - 0.0024 / (0.08 / 7));
    expect(noiseCeiling(accuracies, 100, undefined)).toEqual({ value: expect.closeTo(bound, 10) }); // at most: no interval
    expect(noiseCeiling(accuracies, 10, undefined)).toEqual({ value: 0 });
    expect(noiseCeiling(accuracies.slice(1), 100, undefined)).toBeUndefined(); // too few to know their spread
    expect(noiseCeiling(Array<number>(8).fill(0.5), 100, undefined)).toBeUndefined();
    const two = measureNoise([[0.4, 0.5], [0.4, 0.5]]); // prettier-ignore
    expect(two).toMatchObject({ deviation: expect.closeTo(Math.sqrt(0.005), 10), repeats: 2 });
    expect(noiseCeiling(accuracies, 100, two)).toEqual({ value: expect.closeTo(bound, 10) }); // two tell too little
    expect(measureNoise([[0.4], []])).toBeUndefined();
  });

  test('noise by hand: the pooled variance within cells, its interval by chi-square, the ceiling by F', () => {
    const noise = measureNoise([[0.4, 0.6], [0.5, 0.6, 0.7], [0.3, 0.3]])!; // prettier-ignore
    expect(noise).toMatchObject({ deviation: expect.closeTo(0.1, 10), repeats: 4 }); // (0.02 + 0.02 + 0) / 4
    // chi-square with 4 degrees of freedom: 0.4844 and 11.143; the approximation is within 4 %
    expect(noise.interval[0]).toBeCloseTo(0.1 * Math.sqrt(4 / 11.143), 3);
    expect(noise.interval[1] / (0.1 * Math.sqrt(4 / 0.4844))).toBeCloseTo(1, 1);
    // ten accuracies of variance 0.1: the ratio is 10; F(9, 4) has 8.90 at 97.5 % and 1 / 4.72 at 2.5 %
    const spread = Math.sqrt(0.09);
    const accuracies = Array.from({ length: 10 }, (_, i) => 0.5 + (i % 2 === 0 ? spread : -spread));
    const { value, interval } = noiseCeiling(accuracies, 100, noise)!;
    expect(value).toBeCloseTo(Math.sqrt(1 - 1 / 10), 10);
    expect(interval![0]).toBeCloseTo(Math.sqrt(1 - 8.9 / 10), 0);
    expect(interval![1]).toBeCloseTo(Math.sqrt(1 - 1 / (10 * 4.72)), 2);
  });

  test('known noise is recovered: intervals hold it, and the ceiling is what a perfect predictor reaches', () => {
    const draw = stream(1, 'simulation');
    const [spread, sd, runs] = [0.03, 0.02, 400];
    let [deviationHeld, ceilingHeld, ceilings, reached] = [0, 0, 0, 0];
    const whole = Math.sqrt(spread ** 2 / (spread ** 2 + sd ** 2));
    const holds = ([low, high]: readonly [number, number], value: number): number =>
      Number(low <= value && value <= high);
    for (let i = 0; i < runs; i++) {
      const truth = Array.from({ length: 36 }, () => 0.5 + spread * draw.normal());
      const measured = truth.map((value) => value + sd * draw.normal());
      const noise = measureNoise(
        truth.slice(0, 16).map((value, cell) => [measured[cell]!, value + sd * draw.normal()]),
      )!;
      const { value, interval } = noiseCeiling(measured, 5000, noise)!;
      deviationHeld += holds(noise.interval, sd);
      ceilingHeld += holds(interval!, whole);
      ceilings += value / runs;
      reached += pearson(truth, measured) / runs;
    }
    expect(deviationHeld / runs).toBeCloseTo(0.95, 1);
    expect(ceilingHeld / runs).toBeGreaterThan(0.92); // also for cells that are among those measured
    expect(ceilings).toBeCloseTo(whole, 1); // the luck of 5,000 images alone would say 0.98
    expect(reached).toBeCloseTo(whole, 1);
  });
});

test('the best K are those a full sort gives, ties by key', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 })), fc.integer({ min: 1, max: 10 }), (scores, k) => {
      const entries = scores.map((score, i) => ({ score, key: String.fromCharCode(65 + ((i * 7) % 50)) + i, item: i }));
      const top = new TopK<number>(k);
      for (const entry of entries) top.push(entry);
      const expected = [...entries].sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1)).slice(0, k);
      expect(top.sorted()).toEqual(expected);
    }),
  );
});

describe('random streams', () => {
  test('repeat by seed and name, and differ between them', () => {
    const draw = (...names: string[]) => Array.from({ length: 4 }, stream(7, ...names).uniform);
    expect(draw('init', 'a')).toEqual(draw('init', 'a'));
    expect(draw('init', 'a')).not.toEqual(draw('init', 'b'));
  });

  test('are uniform and normal enough', () => {
    const rng = stream(3, 'test');
    const uniform = Array.from({ length: 20_000 }, rng.uniform);
    const normal = Array.from({ length: 20_000 }, rng.normal);
    const moment = (values: number[], power: number) => values.reduce((sum, x) => sum + x ** power, 0) / values.length;
    expect(moment(uniform, 1)).toBeCloseTo(0.5, 1);
    expect(moment(normal, 1)).toBeCloseTo(0, 1);
    expect(moment(normal, 2)).toBeCloseTo(1, 1);
  });

  test('shuffle to a permutation', () => {
    expect(
      stream(1, 's')
        .shuffle([...Array(50).keys()])
        .sort((a, b) => a - b),
    ).toEqual([...Array(50).keys()]);
  });
});

test('schedules start at the peak and end at the share', () => {
  expect(cosineDecay(0.01, 0.1, 0, 100)).toBeCloseTo(0.01);
  expect(cosineDecay(0.01, 0.1, 50, 100)).toBeCloseTo(0.0055);
  expect(cosineDecay(0.01, 0.1, 100, 100)).toBeCloseTo(0.001);
  expect([movingMomentum(0, 'warm-up'), movingMomentum(10_000, 'warm-up')]).toEqual([0.1, 0.99]);
  expect(movingMomentum(0, 'constant')).toBe(0.99);
});

test.each([
  [1, 12.706],
  [2, 4.303],
  [4, 2.776],
  [10, 2.228],
  [100, 1.984],
])('the 97.5 %% quantile of t with %i degrees of freedom', (freedom, quantile) => {
  expect(tQuantile(freedom) / quantile).toBeGreaterThan(0.965);
  expect(tQuantile(freedom) / quantile).toBeLessThan(1.001);
});
