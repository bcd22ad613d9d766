/** What a search knows of its cells: estimates shrink by the noise, and come closer to the truth than measurements. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../src/core/space/cell.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { estimateCells, measurementNoise, type Measurement } from '../../../src/core/search/estimate.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { mean } from '../../../src/core/stats.ts';

const space = new StateSpace({ blocks: 2, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] });
const CELLS: readonly Cell[] = space.firstLevel();

const at = (i: number, accuracy: number, predicted?: number, level = 1): Measurement => ({
  cell: CELLS[i]!,
  level,
  accuracy,
  ...(predicted === undefined ? {} : { predicted }),
});

describe('without predictions', () => {
  test('accuracies shrink to the mean of their level by the share that is noise, less for the few cells that tell it', () => {
    const accuracies = [0.5, 0.53, 0.56, 0.59, 0.62]; // mean .56, variance .00225
    const noise = 0.03; // variance .0009: two fifths
    const shrinkage = 0.4 * (2 / 4);
    const estimates = estimateCells(accuracies.map((accuracy, i) => at(i, accuracy)), noise); // prettier-ignore
    const expected = accuracies.map((accuracy) => 0.56 + (1 - shrinkage) * (accuracy - 0.56));
    estimates.forEach((estimate, i) => expect(estimate.mean).toBeCloseTo(expected[i]!, 12));
    const ofMean = 0.00225 / 5;
    const ofVariance = (2 * 0.06 ** 2) / 2;
    const variance = (1 - shrinkage) * 0.0009 + shrinkage ** 2 * (ofMean + ofVariance);
    expect(estimates[0]!.deviation).toBeCloseTo(Math.sqrt(variance), 12);
  });

  test('without noise the measurement stands; with nothing but noise most of it is the level', () => {
    const cells = CELLS.slice(0, 20).map((_cell, i) => at(i, 0.5 + 0.002 * i));
    expect(estimateCells(cells, 0)).toEqual(cells.map(({ accuracy }) => ({ mean: accuracy, deviation: 0 })));
    const estimates = estimateCells(cells, 0.2);
    expect(estimates[0]!.mean).toBeCloseTo(0.519 - (2 / 19) * 0.019, 12);
    expect(estimates[0]!.deviation).toBeGreaterThan(0);
  });

  test('a cell alone on its level has its measurement and its noise', () => {
    expect(estimateCells([at(0, 0.7)], 0.02)).toEqual([{ mean: 0.7, deviation: 0.02 }]);
    expect(estimateCells([], 0.02)).toEqual([]);
  });

  test('levels do not know of each other', () => {
    const low = [0.3, 0.32, 0.34].map((accuracy, i) => at(i, accuracy, undefined, 1));
    const high = [0.7, 0.72, 0.74].map((accuracy, i) => at(i + 3, accuracy, undefined, 2));
    const alone = estimateCells(low, 0.015);
    expect(estimateCells([...low, ...high], 0.015).slice(0, 3)).toEqual(alone);
  });
});

describe('with predictions', () => {
  test('a cell that was measured as predicted stays, one above its line falls', () => {
    const cells = [0.5, 0.51, 0.53, 0.55, 0.57, 0.58].map((predicted, i) =>
      at(i, predicted + (i === 2 ? 0.04 : 0), predicted),
    );
    const estimates = estimateCells(cells, 0.012);
    expect(estimates[2]!.mean).toBeLessThan(cells[2]!.accuracy);
    expect(estimates[2]!.mean).toBeGreaterThan(0.53);
    // Of two cells measured alike, the one that was predicted higher is better.
    const alike = estimateCells([...cells, at(6, 0.55, 0.5), at(7, 0.55, 0.58)], 0.03);
    expect(alike[7]!.mean).toBeGreaterThan(alike[6]!.mean);
  });

  test('predictions that would count the wrong way round do not count', () => {
    const accuracies = [0.6, 0.58, 0.56, 0.54, 0.52];
    const upsideDown = accuracies.map((accuracy, i) => at(i, accuracy, 0.5 + 0.02 * i));
    const without = accuracies.map((accuracy, i) => at(i, accuracy));
    expect(estimateCells(upsideDown, 0.02)).toEqual(estimateCells(without, 0.02));
  });
});

test('measurements of one cell count together: its estimate moves to their mean and is surer', () => {
  const once = [0.5, 0.52, 0.62, 0.53, 0.54, 0.56].map((accuracy, i) => at(i, accuracy));
  const before = estimateCells(once, 0.03)[2]!;
  const estimates = estimateCells([...once, at(2, 0.62), at(2, 0.62)], 0.03);
  expect(estimates[2]).toEqual(estimates[7]);
  expect(estimates[2]!.mean).toBeGreaterThan(before.mean);
  expect(estimates[2]!.deviation).toBeLessThan(before.deviation);
});

test('any measurements have finite estimates between the prior and the measurement', () => {
  const measurement = fc.record({
    cell: fc.nat({ max: CELLS.length - 1 }).map((i) => CELLS[i]!),
    accuracy: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const ofLevel = fc.array(measurement, { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(ofLevel, fc.double({ min: 0, max: 0.5, noNaN: true }), (cells, noise) => {
      const estimates = estimateCells(cells.map((cell) => ({ ...cell, level: 1 })), noise); // prettier-ignore
      const all = cells.map(({ accuracy }) => accuracy);
      for (const { mean: centre, deviation } of estimates) {
        expect(centre).toBeGreaterThanOrEqual(Math.min(...all) - 1e-12);
        expect(centre).toBeLessThanOrEqual(Math.max(...all) + 1e-12);
        expect(deviation).toBeGreaterThanOrEqual(0);
        expect(deviation).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('over many levels: closer to the truth than the measurements, and within two deviations about as often as said', () => {
  const rng = stream(7, 'estimate');
  const [noise, count] = [0.03, 16];
  let [measured, estimated, inside, flattery, best] = [0, 0, 0, 0, 0];
  const rounds = 300;
  for (let round = 0; round < rounds; round++) {
    const truths = Array.from({ length: count }, () => 0.6 + 0.03 * rng.normal());
    const cells = truths.map((truth, i) => at(i, truth + noise * rng.normal(), truth + 0.02 * rng.normal(), 2));
    const estimates = estimateCells(cells, noise);
    estimates.forEach(({ mean: centre, deviation }, i) => {
      measured += (cells[i]!.accuracy - truths[i]!) ** 2;
      estimated += (centre - truths[i]!) ** 2;
      inside += Math.abs(centre - truths[i]!) < 2 * deviation ? 1 : 0;
    });
    const luckiest = cells.reduce((a, b, i) => (b.accuracy > cells[a]!.accuracy ? i : a), 0);
    const chosen = estimates.reduce((a, b, i) => (b.mean > estimates[a]!.mean ? i : a), 0);
    flattery += cells[luckiest]!.accuracy - truths[luckiest]!;
    best += truths[chosen]! - truths[luckiest]!;
  }
  expect(estimated / measured).toBeLessThan(0.5);
  expect(inside / (rounds * count)).toBeGreaterThan(0.9);
  expect(flattery / rounds).toBeGreaterThan(0.02); // what the highest measurement promises too much
  expect(best / rounds).toBeGreaterThan(0.005); // the best estimate is of a better cell
});

describe('measurementNoise', () => {
  test('is the luck of the images where too few cells were measured again, and never less', () => {
    const binomial = Math.sqrt((0.6 * 0.4) / 500);
    expect(measurementNoise([0.6, 0.6], [[0.6, 0.7], [0.6, 0.65]], 500)).toBeCloseTo(binomial, 12); // prettier-ignore
    expect(measurementNoise([0.6], [[0.6, 0.6], [0.6, 0.6], [0.6, 0.6]], 500)).toBeCloseTo(binomial, 12); // prettier-ignore
    const pairs = [[0.6, 0.7], [0.6, 0.65], [0.5, 0.58]]; // prettier-ignore
    const pooled = Math.sqrt(mean([0.1, 0.05, 0.08].map((difference) => difference ** 2 / 2)));
    expect(measurementNoise([0.6, 0.6, 0.5], pairs, 500)).toBeCloseTo(pooled, 12);
  });
});
