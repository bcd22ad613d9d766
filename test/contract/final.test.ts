import { describe, expect, test } from 'vitest';
import { designsOf } from '../../src/core/final/designs.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import { PNASNET_5 } from '../../src/core/space/pnasnet5.ts';
import { stream } from '../../src/core/random/rng.ts';
import { parseFinalConfig, type FinalConfig } from '../../src/contract/final-config.ts';
import { isFinalFile, parseFinalFile, toFinalFile } from '../../src/contract/final-file.ts';
import { compareDesigns, finalCost, plannedNetworks } from '../../src/contract/final-outcome.ts';
import { FINAL_PRESETS, planFinal, trainingSeconds } from '../../src/contract/final-presets.ts';
import type { FinalRun } from '../../src/contract/final-records.ts';
import { finalRun } from '../support/final-run.ts';

const CELL = '-1,3x3 dconv,-2,identity,0,3x3 maxpool,-1,3x3 conv';

describe('the settings of a final training', () => {
  test('every preset is one, and the paper has its own', () => {
    for (const { config } of Object.values(FINAL_PRESETS)) parseFinalConfig({ ...config, cell: CELL });
    const { config } = FINAL_PRESETS.paper;
    expect(config).toMatchObject({ repeats: 3, filters: 48, epochs: 600, auxiliaryWeight: 0.4, schedule: 'cosine' });
    const network = designsOf(parseCell(PNASNET_5), config, stream(1, 'control'))[0]!;
    expect(network.parameters).toBe(3_189_082); // as published
  });

  test.each([
    [{ cell: '-1,3x3 dconv' }, 'cell must be a cell'],
    [{ epochs: 0 }, 'epochs must be 1 to 10000; got 0'],
    [{ dropPath: 1 }, 'dropPath must be 0 to 0.9; got 1'],
    [{ validationImages: 26_000, images: 50_000 }, 'validationImages must be'],
    [{ validationImages: 400, images: 600 }, 'validationImages must be at most half of images; got 400 of 600'],
  ])('refuses %o', (changes, message) => {
    expect(() => parseFinalConfig({ ...FINAL_PRESETS.paper.config, cell: CELL, ...changes })).toThrow(message);
  });
});

describe('a plan', () => {
  const speed = (perSecond: number) => ({ stepMs: 2, perSecond });
  const cifar = { available: 50_000, testAvailable: 10_000, cell: PNASNET_5 } as const;
  const minutes = (config: FinalConfig, perSecond: number): number => {
    const { epoch, test: read } = trainingSeconds(config, speed(perSecond));
    return ((config.epochs * epoch + read) * config.seeds * (config.controls ? 3 : 1)) / 60;
  };

  test.each([2e11, 1e12, 5e12])('fills its minutes at %d multiply-adds a second, and no more', (perSecond) => {
    for (const preset of ['coffee', 'night'] as const) {
      for (const changes of [{}, { controls: true, seeds: 3 }]) {
        const config = planFinal({ ...cifar, preset, speed: speed(perSecond), changes });
        const limit = FINAL_PRESETS[preset].minutes;
        const { epochs } = config;
        if (epochs > 1) expect(minutes(config, perSecond)).toBeLessThanOrEqual(limit);
        if (epochs > 1 && epochs < FINAL_PRESETS[preset].mostEpochs)
          expect(minutes({ ...config, epochs: epochs + 1 }, perSecond)).toBeGreaterThan(0.85 * limit);
      }
    }
  });

  test('a faster device gets a larger network, and given settings stay', () => {
    const [slow, fast] = [5e10, 2e12].map((perSecond) => planFinal({ ...cifar, preset: 'coffee', speed: speed(perSecond) })); // prettier-ignore
    expect(fast!.filters).toBeGreaterThan(slow!.filters);
    const changes = { filters: 10, epochs: 3, dropPath: 0.1, images: 600 };
    expect(planFinal({ ...cifar, preset: 'coffee', speed: speed(1e12), changes })).toMatchObject(changes);
  });

  test('a set without test images gives some of its own, which are in no other part', () => {
    const config = planFinal({ preset: 'coffee', cell: CELL, available: 2_500, testAvailable: 0 });
    expect(config).toMatchObject({ testImages: 250, images: 2_250, validationImages: 225 });
    expect(planFinal({ ...cifar, preset: 'night' })).toMatchObject({ images: 50_000, testImages: 10_000, validationImages: 5_000 }); // prettier-ignore
  });
});

describe('the designs of a run', () => {
  test('controls are as large as the cell, trained by the same seeds, whole comparisons first', () => {
    const size = { repeats: 2, filters: 24, cellOutput: 'all', stem: 'trained', controls: true } as const;
    const designs = designsOf(parseCell(CELL), size, stream(1, 'control'));
    expect(designs.map(({ design }) => design)).toEqual(['cell', 'random', 'pnasnet5']);
    const [cell, ...controls] = designs;
    for (const { parameters } of controls) expect(Math.abs(parameters / cell!.parameters - 1)).toBeLessThan(0.05);
    expect(parseCell(designs[1]!.notation)).toHaveLength(parseCell(CELL).length);
    const head = { config: { seeds: 2 } as FinalConfig, designs };
    expect(plannedNetworks(head).map(({ of, seed }) => `${of.design} ${seed}`)).toEqual([
      'cell 1',
      'random 1',
      'pnasnet5 1',
      'cell 2',
      'random 2',
      'pnasnet5 2',
    ]);
    const known = designsOf(parseCell(PNASNET_5), size, stream(1, 'control'));
    expect(known.map(({ design }) => design)).toEqual(['cell', 'random']); // it would be compared with itself
  });
});

describe('the outcome of a run', () => {
  const run = finalRun();

  test('compares the cell with each control by seed, on the test images', () => {
    const [cell, random] = compareDesigns(run);
    expect(cell!.accuracies).toEqual([0.7, 0.6]);
    expect(cell!.gap).toBeUndefined();
    expect(random!.accuracies).toEqual([0.6, 0.4]);
    expect(random!.mean).toBeCloseTo(0.5);
    expect(random!.gap!.mean).toBeCloseTo(0.15);
    const half = (12.7062 * (0.1 / Math.SQRT2)) / Math.SQRT2; // t of one degree, deviation of 0.1 and 0.2
    expect(random!.gap!.interval![1]).toBeCloseTo(0.15 + half, 3);
  });

  test('counts what was trained and read, without the search', () => {
    const { examples, multiplyAdds, deviceSeconds } = finalCost(run);
    const { config, designs } = run.head;
    const perEpoch = Math.floor((config.images - config.validationImages) / config.batchSize) * config.batchSize;
    expect(examples).toBe(4 * config.epochs * perEpoch);
    const adds = designs.map(
      (of) => 2 * (config.epochs * (3 * perEpoch + config.validationImages) + 10) * of.multiplyAdds,
    );
    expect(multiplyAdds).toBe(adds.reduce((sum, one) => sum + one, 0));
    expect(deviceSeconds).toBe(41);
  });
});

describe('final.json', () => {
  const run = finalRun();
  const file = JSON.parse(JSON.stringify(toFinalFile(run))) as ReturnType<typeof toFinalFile>;

  test('holds the whole run', () => {
    expect(isFinalFile(file)).toBe(true);
    expect(parseFinalFile(file, 'final.json')).toEqual(run);
    const begun: FinalRun = { head: run.head, log: run.log.slice(0, 2) };
    expect(parseFinalFile(toFinalFile(begun), 'final.json')).toEqual(begun);
  });

  type File = typeof file;
  const changed = (change: (value: File) => void): File => {
    const copy = structuredClone(file);
    change(copy);
    return copy;
  };
  test.each<[string, (value: File) => void, string]>([
    ['a newer version', (value) => (value.version = 2), 'written by a newer release'],
    ['a network of another design', (value) => (value.networks[0]!.design = 'random'), 'networks.0 must be of cell 1'],
    ['too few epochs', (value) => value.networks[1]!.epochs.pop(), 'networks.1: epochs must be 2; got 1'],
    ['a result too few', (value) => value.reading!.results.pop(), 'reading must have 4 results; got 3'],
    ['counts that do not add up', (value) => value.reading!.results[0]!.correct++, 'reading.results.0 must count'],
    ['an end without the reading', (value) => (value.reading = null), 'a finished run must have all 4 networks'],
    ['a setting out of range', (value) => (value.config.cutout = 33), 'config.cutout must be 0 to 32; got 33'],
  ])('refuses %s', (_what, change, message) => {
    expect(() => parseFinalFile(changed(change), 'final.json')).toThrow(message);
  });
});
