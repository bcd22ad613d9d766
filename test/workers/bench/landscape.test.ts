/** Landscapes: what they are drawn from, how close they are to trained cells, and whole searches on them. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseConfig, parseWith } from '../../../src/contract/config.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import { stream } from '../../../src/core/random/rng.ts';
import type { Cell } from '../../../src/core/space/cell.ts';
import { PAPER_OPERATORS } from '../../../src/core/space/operators.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { mean, spearman } from '../../../src/core/stats.ts';
import { readHistory } from '../../../src/cli/terminal/history.ts';
import { compareStrategies, overSeeds, pairedGain } from '../../../workers/bench/landscape/compare.ts';
import { fitLandscape } from '../../../workers/bench/landscape/fit.ts';
import {
  drawLandscape,
  LandscapeModelSchema,
  type LandscapeModel,
} from '../../../workers/bench/landscape/landscape.ts';
import { simulateSearch } from '../../../workers/bench/landscape/simulate.ts';

const MODELS = ['paper-space', 'flat-cells'] as const;
const load = (name: (typeof MODELS)[number]): LandscapeModel => {
  const text = readFileSync(new URL(`../../fixtures/landscapes/${name}.json`, import.meta.url), 'utf8');
  return parseWith(LandscapeModelSchema, JSON.parse(text), name);
};
const deviation = (values: readonly number[]): number => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};

const space = new StateSpace({ blocks: 3, lookback: 2, operators: [...PAPER_OPERATORS] });
const rng = stream(5, 'cells');
const CELLS: readonly Cell[] = [1, 2, 3].flatMap((blocks) =>
  Array.from({ length: 60 }, () => space.random(blocks, rng)),
);

describe.each(MODELS)('%s', (name) => {
  const model = load(name);

  test('is a function of seed and design alone', () => {
    const accuracies = CELLS.map(drawLandscape(model, 3));
    const backwards = CELLS.toReversed().map(drawLandscape(model, 3)).toReversed();
    const mirrored = CELLS.map((cell) => cell.map(([left, right]) => [right, left] as const)).map(
      drawLandscape(model, 3),
    );
    expect(backwards).toEqual(accuracies);
    for (const [i, accuracy] of mirrored.entries()) expect(accuracy).toBeCloseTo(accuracies[i]!, 12);
    expect(CELLS.map(drawLandscape(model, 4))).not.toEqual(accuracies);
    expect(Math.min(...accuracies)).toBeGreaterThanOrEqual(0.1);
    expect(Math.max(...accuracies)).toBeLessThan(model.top);
  });

  test('a fit to noisy measurements of it gives landscapes like it', () => {
    const truth = drawLandscape(model, 1);
    const noise = stream(2, 'noise');
    const measured = CELLS.map((cell) => ({ cell, accuracy: Math.max(0, truth(cell) + 0.01 * noise.normal()) }));
    const fitted = fitLandscape('made up', measured, 0.8);
    expect(parseWith(LandscapeModelSchema, structuredClone(fitted), 'fitted')).toEqual(fitted);
    for (const blocks of [1, 2, 3]) {
      const level = CELLS.filter(({ length }) => length === blocks);
      const truths = level.map(truth);
      const drawn = fitted.draws.map((_, seed) => level.map(drawLandscape(fitted, seed)));
      const ratio = mean(drawn.map(deviation)) / deviation(truths);
      const rho = mean(drawn.map((one) => spearman(one, truths)));
      expect(ratio, `deviation at level ${blocks}`).toBeGreaterThan(0.75);
      expect(ratio, `deviation at level ${blocks}`).toBeLessThan(1.35);
      expect(rho, `Spearman at level ${blocks}`).toBeGreaterThan(0.6);
    }
  });
});

const DATA = fileURLToPath(new URL('../../../../shared/data/trained-cells/', import.meta.url));
const HISTORIES = [
  ['paper-space', 'archsearch.csv'],
  ['flat-cells', 'train_history_b.csv'],
] as const;
/** Least Spearman by level. From level 3 on cells were picked, of a range that is hardly wider than their noise. */
const LEAST_SPEARMAN = [0.6, 0.6, 0.1, 0.1, 0.1];

test.skipIf(!existsSync(DATA)).each(HISTORIES)('%s is like the trained cells of %s', async (name, file) => {
  const model = load(name);
  const cells = await readHistory(`${DATA}${file}`);
  const landscapes = model.draws.map((_, seed) => drawLandscape(model, seed));
  const luck = stream(1, 'luck');
  const noise = Math.sqrt(model.variances.noise);
  for (const blocks of model.draws[0]!.levels.map((_, i) => i + 1)) {
    const level = cells.filter(({ cell }) => cell.length === blocks);
    const measured = level.map(({ accuracy }) => accuracy);
    const drawn = landscapes.map((landscape) =>
      level.map(({ cell }) => {
        const truth = landscape(cell);
        return truth + noise * (model.top - truth) * luck.normal(); // noise is of z
      }),
    );
    const ratio = mean(drawn.map(deviation)) / deviation(measured);
    expect(Math.abs(mean(drawn.map(mean)) - mean(measured)), `mean of level ${blocks}`).toBeLessThan(0.04);
    expect(ratio, `deviation of level ${blocks}`).toBeGreaterThan(0.75);
    expect(ratio, `deviation of level ${blocks}`).toBeLessThan(blocks < 3 ? 1.35 : 2.5);
    expect(mean(drawn.map((one) => spearman(one, measured))), `Spearman of level ${blocks}`).toBeGreaterThan(
      LEAST_SPEARMAN[blocks - 1]!,
    );
  }
});

test('a fit needs every level, and accuracies that differ', () => {
  const only = (blocks: number) => CELLS.filter(({ length }) => length === blocks);
  const measured = (cells: readonly Cell[], accuracy: (i: number) => number) =>
    cells.map((cell, i) => ({ cell, accuracy: accuracy(i) }));
  expect(() =>
    fitLandscape(
      'gap',
      measured([...only(1), ...only(3)], (i) => i / 200),
    ),
  ).toThrow('gap: must have trained cells of every level; there are none of 2 blocks');
  expect(() =>
    fitLandscape(
      'flat',
      measured(only(1), () => 0.5),
    ),
  ).toThrow('flat: accuracies must differ; all are 0.5');
});

describe('a search', () => {
  const config = parseConfig({ ...PRESETS.smoke, blocks: 2, children: 4, surrogate: 'blend', retrainings: 2 });
  const landscape = drawLandscape(load('flat-cells'), 7);
  const confirmation = { cells: 3, trainings: 2 };

  test('answers with the best cell where nothing is left to luck', async () => {
    for (const strategy of ['pnas', 'random', 'evolution', 'shuffled'] as const) {
      const result = await simulateSearch({ config: { ...config, strategy }, landscape, noise: 0, confirmation });
      expect(result.children).toBe(result.truths.length);
      expect(result.measured.truth).toBe(Math.max(...result.truths));
      expect(result.measured.shown).toBe(result.measured.truth);
      expect(result.confirmed).toEqual(result.measured);
    }
  });

  test('can be repeated, and all strategies have the same children and luck', async () => {
    const options = { model: load('flat-cells'), config, seeds: 3, noise: 0.05, confirmation };
    const strategies = ['pnas', 'random'] as const;
    const comparison = await compareStrategies({ ...options, strategies });
    expect(await compareStrategies({ ...options, strategies })).toEqual(comparison);
    const [pnas, random] = strategies.map((strategy) => comparison.get(strategy)!);
    for (const [seed, result] of pnas!.entries()) expect(result.children).toBe(random![seed]!.children);
    expect(pairedGain('confirmed', pnas!, random!).mean).toBeCloseTo(
      overSeeds(pnas!.map(({ confirmed }) => confirmed.truth)).mean -
        overSeeds(random!.map(({ confirmed }) => confirmed.truth)).mean,
      12,
    );
    const flattery = [...pnas!, ...random!].map(({ measured }) => measured.shown - measured.truth);
    expect(mean(flattery)).toBeGreaterThan(0); // the highest measurement is the luckiest
  });
});
