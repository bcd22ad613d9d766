/** Prices against what real searches cost: multiply-adds of 904 trained cells, and the seconds of the recorded search. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SearchConfig } from '../../../src/contract/config.ts';
import { parseScoredCells } from '../../../src/contract/history-csv.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import type { LogRecord, Run } from '../../../src/contract/records.ts';
import { parseRunFile } from '../../../src/contract/read-run-file.ts';
import { confirmRecords, isTraining, retrainRecords, trainRecords } from '../../../src/contract/run-file.ts';
import { OPERATORS, PAPER_OPERATORS } from '../../../src/core/space/operators.ts';
import { levelsOf, networksOf } from '../../../src/ui/model/derive.ts';
import { durationRange } from '../../../src/ui/model/format.ts';
import { priceOf, remainingOf, type Price } from '../../../src/ui/model/price.ts';
import { cellMultiplyAdds, speedOf } from '../../../src/ui/model/speed.ts';
import { madeUpRun } from '../../support/runs.ts';

/** A device that does a multiply-add a millisecond, and nothing else. */
const UNIT = { stepMs: 0, perSecond: 1000 };
const holds = ({ least, most }: Price, value: number): boolean => least <= value && value <= most;
const tour = parseRunFile(readFileSync(new URL('../../../public/tour.json', import.meta.url), 'utf8'), 'tour.json');

/**
 * Mean multiply-adds of the 136, 256, 256 and 256 cells of a search in PNAS's space (archsearch: github.com/JamesTuna/ArchSearch at 2c6d49f), in the
 * network of the paper and in that of `demo`.
 */
const REAL = {
  paper: { config: { ...PRESETS.paper, blocks: 4, retrainings: 0 }, means: [31.64e6, 125.73e6, 254.79e6, 324.4e6] },
  demo: {
    config: { ...PRESETS.demo, blocks: 4, children: 256, operators: [...PAPER_OPERATORS], retrainings: 0 },
    means: [10.84e6, 36.13e6, 73.51e6, 88.26e6],
  },
} satisfies Record<string, { config: SearchConfig; means: number[] }>;
const CHILDREN = [136, 256, 256, 256];

/** Passes of an image that a child of these settings takes. */
const passes = ({ epochs, images, validationImages }: SearchConfig): number =>
  epochs * (3 * (images - validationImages) + validationImages);

test('devices share the trainings of each level, but none ends before one training', () => {
  const config = {
    ...PRESETS.demo,
    surrogate: 'parent',
    retrainings: 0,
    confirmations: 0,
    blocks: 1,
    children: 8,
  } as const;
  const alone = priceOf(config, UNIT);
  const children = networksOf(config);
  expect((priceOf(config, UNIT, 2).most * 2) / alone.most).toBeCloseTo(1, 9);
  expect((priceOf(config, UNIT, 1_000).least * children) / alone.least).toBeCloseTo(1, 9);
  const learns = { ...PRESETS.demo, retrainings: 0 } as const; // fits and rankings are one computer's
  expect(priceOf(learns, UNIT, 4).least).toBeGreaterThan(priceOf(learns, UNIT).least / 4);
});

describe('the price of a search whose cells are known', () => {
  test.each(Object.entries(REAL))('904 real cells in the network of %s', (_name, { config, means }) => {
    const real = means.reduce((sum, mean, i) => sum + mean * CHILDREN[i]!, 0) * passes(config);
    const price = priceOf({ ...config, surrogate: 'parent' }, UNIT);
    expect(holds(price, real)).toBe(true);
    expect(Math.sqrt(price.least * price.most) / real).toBeGreaterThan(1 / 1.3);
    expect(Math.sqrt(price.least * price.most) / real).toBeLessThan(1.3);
    expect(price.most / price.least).toBeLessThan(2.5);
  });

  const folder = process.env['TRAINED_CELLS'];
  test.skipIf(folder === undefined)('what is typed here is what archsearch.csv in TRAINED_CELLS has', () => {
    const cells = parseScoredCells(readFileSync(join(folder!, 'archsearch.csv'), 'utf8'), 'archsearch.csv');
    for (const { config, means } of Object.values(REAL)) {
      for (const [i, mean] of means.entries()) {
        const own = cells.filter(({ notation }) => notation.split(',').length === 4 * (i + 1));
        expect(own).toHaveLength(CHILDREN[i]!);
        const sum = own.reduce((total, { notation }) => total + cellMultiplyAdds(notation, config), 0);
        expect(sum / own.length / mean).toBeCloseTo(1, 3);
      }
    }
  });

  test('the recorded search, at the speed its own first level tells', () => {
    const { head, log } = tour;
    const took = trainRecords(tour).reduce((sum, { durationMs }) => sum + durationMs, 0);
    const first = { head, log: log.filter((record) => record.type === 'train' && record.level === 1) };
    const price = priceOf(head.config, speedOf(first)!);
    // it was recorded beside other work: children of like arithmetic took from 40 to 148 s
    expect(price.least).toBeLessThan(1.1 * took);
    expect(1.1 * price.most).toBeGreaterThan(took);
    expect(price.most / price.least).toBeLessThan(2.5);
  });
});

describe('the price of any search', () => {
  const config: fc.Arbitrary<SearchConfig> = fc
    .record({
      blocks: fc.integer({ min: 1, max: 5 }),
      children: fc.integer({ min: 1, max: 60 }),
      lookback: fc.integer({ min: 1, max: 3 }),
      operators: fc.subarray([...OPERATORS], { minLength: 1, maxLength: 5 }),
      macro: fc.constantFrom('pnas' as const, 'titu1994' as const),
      strategy: fc.constantFrom(
        'pnas' as const,
        'random' as const,
        'evolution' as const,
        'shuffled' as const,
        'bananas' as const,
      ),
      retrainings: fc.integer({ min: 0, max: 8 }),
    })
    .map((settings) => ({ ...PRESETS.demo, filters: 4, ...settings }));

  test('is a range, grows with children, epochs and a slower device, and is the same when asked again', () => {
    const speed = { stepMs: 3, perSecond: 1e9 };
    fc.assert(
      fc.property(config, (settings) => {
        const price = priceOf(settings, speed);
        expect(price.least).toBeGreaterThan(0);
        expect(price.most).toBeGreaterThanOrEqual(price.least);
        for (const more of [
          { epochs: 10 },
          { children: 2 * settings.children },
          { retrainings: settings.retrainings + 3 },
          { confirmations: settings.confirmations + 1 },
        ]) {
          const other = priceOf({ ...settings, ...more }, speed);
          expect(other.least).toBeGreaterThanOrEqual(price.least);
          expect(other.most).toBeGreaterThanOrEqual(price.most);
        }
        expect(priceOf(settings, { stepMs: 6, perSecond: 5e8 }).most).toBeGreaterThan(1.9 * price.most * 0.9);
        expect(priceOf({ ...settings }, { ...speed })).toEqual(price);
      }),
      { numRuns: 30 },
    );
  });

  test('is about a third where children are stopped early after 1 and 2 of 5 epochs, and what is left ends with the run', () => {
    const plain = { ...PRESETS.demo, surrogate: 'parent' as const, retrainings: 0, confirmations: 0 };
    const early = { ...plain, stopping: 'halving' as const };
    expect(priceOf(early, UNIT).most / priceOf(plain, UNIT).most).toBeCloseTo(
      (36 + 12 + 4 * 3 + 4 * (16 + 6 + 2 * 3)) / (5 * (36 + 4 * 16)),
      2,
    );
    const run = madeUpRun({ config: { ...early, blocks: 3, children: 8 } });
    const left = [0.2, 0.5, 0.8].map((share) => {
      const log = run.log.slice(0, share * run.log.length);
      return remainingOf({ ...run, log }, levelsOf({ ...run, log }), 0, UNIT)!.most;
    });
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    expect(remainingOf(run, levelsOf(run), 0, UNIT)!.most).toBe(0);
  });

  test('a control has as many networks, and no small cells', () => {
    const control = { ...PRESETS.smoke, strategy: 'random' } as const;
    expect(networksOf(control)).toBe(networksOf(PRESETS.smoke));
    expect(networksOf({ ...control, retrainings: 2 })).toBe(networksOf(control) + 2);
    expect(networksOf({ ...control, confirmations: 5, confirmationSeeds: 3 })).toBe(networksOf(control) + 15);
    expect(priceOf(control, UNIT).least).toBeGreaterThan(
      priceOf({ ...PRESETS.smoke, strategy: 'shuffled' }, UNIT).least,
    );
  });
});

describe('a device’s speed', () => {
  const { head, log } = madeUpRun({ config: { retrainings: 0 } });
  /** The run with its children's times from their multiply-adds; some stood still. */
  const timed = (msOf: (cost: number) => number, stalls = 0): Run => ({
    head,
    log: log.map((record, i) =>
      record.type === 'train'
        ? { ...record, durationMs: msOf(cellMultiplyAdds(record.notation, head.config)) * (i % 5 < stalls ? 4 : 1) }
        : record,
    ),
  });
  const { config } = head;
  const steps = config.epochs * (Math.ceil(1500 / 64) + Math.ceil(500 / 64) / 3);
  const model = (stepMs: number, perSecond: number) => (cost: number) =>
    steps * stepMs + (1000 * cost * passes(config)) / perSecond;

  test('is told as what a step costs and what arithmetic costs, also where a child stood still', () => {
    const exact = speedOf(timed(model(20, 5e10)))!;
    expect(exact.stepMs / 20).toBeCloseTo(1, 1);
    expect(exact.perSecond / 5e10).toBeCloseTo(1, 1);
    const { stepMs, perSecond } = speedOf(timed(model(20, 5e10), 1))!;
    expect(perSecond / 5e10).toBeGreaterThan(0.5);
    expect(perSecond / 5e10).toBeLessThan(2);
    expect(stepMs).toBeGreaterThan(10);
  });

  test('is none where children took less than a second: they are mostly overhead', () => {
    expect(speedOf(timed(() => 999))).toBeUndefined();
    const flat = speedOf(timed(() => 2000))!; // all alike: the usual share is taken to be arithmetic
    expect(flat.stepMs * steps).toBeCloseTo(1400, 0);
  });

  test('of tiny children is a fair price for large ones, where one ratio would be many times too high', () => {
    const truth = { stepMs: 60, perSecond: 4e9 };
    const smoke = madeUpRun({ config: PRESETS.smoke });
    const smokeSteps = Math.ceil(250 / 8) + Math.ceil(250 / 8) / 3;
    const measured = smoke.log.map((record): LogRecord => {
      if (record.type !== 'train') return record;
      const arithmetic =
        (1000 * cellMultiplyAdds(record.notation, smoke.head.config) * passes(PRESETS.smoke)) / truth.perSecond;
      return { ...record, durationMs: smokeSteps * truth.stepMs + arithmetic };
    });
    const price = priceOf(PRESETS.demo, {
      ...speedOf({ head: smoke.head, log: measured })!,
      surrogateFactor: undefined,
    });
    const want = priceOf(PRESETS.demo, truth);
    expect(price.least / want.least).toBeGreaterThan(0.9);
    expect(price.most / want.most).toBeLessThan(1.6); // one ratio: 9 times
  });
});

describe('what is left of a run', () => {
  const took = (record: LogRecord): number =>
    isTraining(record) ? 1000 + cellMultiplyAdds(record.notation, PRESETS.demo) / 1e4 : 0;
  const timedRun = (retrainings: number, confirmations = 5): Run => {
    const { head, log } = madeUpRun({ config: { retrainings, confirmations } });
    const timed = log.map((record) => (record.type === 'done' ? record : { ...record, durationMs: took(record) }));
    return { head, log: timed as LogRecord[] };
  };
  const leftOf = ({ head, log }: Run, records: number, done = 0): Price | undefined => {
    const part = { head, log: log.slice(0, records) };
    return remainingOf(part, levelsOf(part), done);
  };

  test('holds what came, level by level, and is nearly exact where the cells are known', () => {
    const run = timedRun(0, 0); // made-up accuracies would confirm cells of any level
    const { log } = run;
    for (const level of [1, 2, 3]) {
      const from = log.findIndex((record) => record.type === 'train' && record.level === level) + 4;
      const real = log.slice(from).reduce((sum, record) => sum + took(record), 0);
      const { least, most } = leftOf(run, from)!;
      expect(least, `level ${level}`).toBeLessThan(1.2 * real); // these children are drawn at random, and so lighter than picked ones
      expect(most, `level ${level}`).toBeGreaterThan(real);
      if (level === 3) expect(most / least).toBeCloseTo(1.15 ** 2, 5);
    }
  });

  test('is less as a child goes on, counts retrainings to come, and ends with the run', () => {
    const run = timedRun(4);
    const { log } = run;
    const left = (records: number, done = 0): Price => leftOf(run, records, done)!;
    const last = log.findLastIndex(({ type }) => type === 'train');
    expect(left(last, 0.9).most).toBeLessThan(left(last, 0.1).most);
    expect(left(last + 1).most).toBeGreaterThan(0); // two are trained again
    expect(retrainRecords({ log: log.slice(last) })).toHaveLength(2);
    const confirmed = log.findLastIndex(({ type }) => type === 'retrain') + 1;
    expect(confirmRecords({ log: log.slice(confirmed) })).toHaveLength(15);
    expect(left(confirmed).least).toBeGreaterThan(left(confirmed + 5).least);
    expect(left(log.length - 1).most).toBe(0);
  });

  test('before its first child is told by another run, or not at all', () => {
    const part = { head: timedRun(4).head, log: [] };
    expect(remainingOf(part, levelsOf(part), 0)).toBeUndefined();
    const speed = { stepMs: 1, perSecond: 1e9 };
    expect(remainingOf(part, levelsOf(part), 0, speed)).toEqual(priceOf(part.head.config, speed));
  });
});

test('a range in words', () => {
  const minute = 60_000;
  const words = (least: number, most: number): string => durationRange({ least, most }).replaceAll('\u00a0', ' ');
  expect(words(6 * minute, 14 * minute)).toBe('6 to 14 min');
  expect(words(50_000, 3 * minute)).toBe('50 s to 3 min');
  expect(words(6.1 * minute, 6.2 * minute)).toBe('6 min');
  expect(words(100 * minute, 227 * minute)).toBe('1 h 40 min to 4 h');
  expect(words(50 * 60 * minute, 100 * 60 * minute)).toBe('2 to 4 days');
});
