import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../../src/contract/presets.ts';
import { STRATEGIES, type SearchConfig } from '../../../src/contract/config.ts';
import type { LogRecord } from '../../../src/contract/records.ts';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import { estimateCells } from '../../../src/core/search/estimate.ts';
import { streamsOf } from '../../../src/core/streams/streams.ts';
import { createExecutor } from '../../../workers/drive/executor.ts';
import { createStrategy } from '../../../workers/drive/strategies.ts';
import { drive } from '../../../workers/drive/drive.ts';
import { childrenPerLevel, replaySearch, type ReplayOptions } from '../../../workers/table/replay.ts';
import { regretCurve, type AnswerName } from '../../../workers/table/regret.ts';
import { readTable } from '../../../workers/table/table.ts';
import { madeUpTable } from '../../support/tables.ts';

const table = readTable(madeUpTable(), 'x.csv', { space: 'nasbench201', column: 'x_test' });
const search = (options: Partial<ReplayOptions>) =>
  replaySearch({ table, strategy: 'pnas', surrogate: 'parent', seed: 1, children: 33, noise: 0, ...options });
const CHILDREN = 32; // 12 of level 1, 4 of each level to 6

describe.each(STRATEGIES)('%s', (strategy) => {
  test('trains as many as Algorithm 1, no design twice, the same for the same seed', async () => {
    const children = await search({ strategy });
    const keys = children.map(({ entry }) => canonicalKey(entry.cell));
    expect(children).toHaveLength(CHILDREN);
    expect(new Set(keys).size).toBe(CHILDREN);
    expect((await search({ strategy })).map(({ entry }) => canonicalKey(entry.cell))).toEqual(keys);
    for (const { entry, measured } of children) expect(entry.seen).toContain(measured);
    if (strategy !== 'pnas') expect((await search({ strategy, seed: 2 })).map(({ entry }) => canonicalKey(entry.cell))).not.toEqual(keys); // prettier-ignore
  });
});

test('finds good cells where a surrogate can learn, better than one that shuffles', async () => {
  const regret = async (options: Partial<ReplayOptions>): Promise<number> =>
    regretCurve(await search(options), table).regret.at(-1)!;
  const own = await regret({ surrogate: 'blend' });
  expect(own).toBeLessThan(2);
  expect(own).toBeLessThan(await regret({ strategy: 'shuffled' }));
});

test('the noise of a cell is of its seed, the same for every strategy', async () => {
  const noisy = { noise: 0.02 } as const;
  const measured = async (options: Partial<ReplayOptions>): Promise<Map<string, number>> =>
    new Map((await search(options)).map((child) => [child.entry.name, child.measured]));
  const [one, other, next] = [await measured(noisy), await measured({ ...noisy, strategy: 'shuffled' }), await measured({ ...noisy, seed: 2 })]; // prettier-ignore
  let common = 0;
  for (const [name, value] of one) {
    if (!other.has(name)) continue;
    expect(other.get(name)).toBe(value);
    common++;
  }
  expect(common).toBeGreaterThanOrEqual(12);
  const differences = [...one].flatMap(([name, value]) => (next.has(name) ? [value - next.get(name)!] : []));
  expect(differences.every((difference) => difference !== 0)).toBe(true);
});

test('says how few children are too few', () => {
  expect([17, 21, 22, 100].map((children) => childrenPerLevel(table, children))).toEqual([1, 1, 2, 17]);
  expect(() => childrenPerLevel(table, 16)).toThrow('--children must be at least 17: 12 of level 1 and one of each level to 6; got 16'); // prettier-ignore
});

test('the answer is the best child measured so far, and costs add up', async () => {
  const children = await search({ strategy: 'random' });
  const { regret, multiplyAdds, examples } = regretCurve(children, table);
  let best = 0;
  for (const [i, { measured }] of children.entries()) {
    if (measured > children[best]!.measured) best = i;
    expect(regret[i]).toBeCloseTo(100 * (table.best.judged - children[best]!.entry.judged), 3);
  }
  expect(examples).toBeUndefined(); // of no data set that is known
  expect(multiplyAdds!.at(-1)).toBe(children.reduce((sum, { entry }) => sum + entry.multiplyAdds!, 0));
});

test('an answer by estimate is less lucky where measurements are noisy, and the same where they are not', async () => {
  const noisy = await search({ strategy: 'random', noise: 0.05 });
  const regretBy = (answer: AnswerName, noise: number): number[] => [
    ...regretCurve(noisy, table, { answer, noise }).regret,
  ];
  expect(regretBy('estimate', 0)).toEqual(regretBy('measured', 0));
  const means = estimateCells(
    noisy.map(({ entry, level, measured }) => ({ cell: entry.cell, level, accuracy: measured })),
    0.05,
  ).map(({ mean }) => mean);
  const best = noisy[means.indexOf(Math.max(...means))]!;
  expect(regretBy('estimate', 0.05).at(-1)).toBeCloseTo(100 * (table.best.judged - best.entry.judged), 3);
});

test.each(['bananas', 'local-search', 'evolution'] as const)(
  '%s goes on from any place of its log as it would have',
  async (strategy) => {
    const { blocks, lookback, operators } = table.space;
    const config: SearchConfig = { ...PRESETS.smoke, strategy, surrogate: 'blend', seed: 5, blocks, lookback, operators: [...operators], children: 4 }; // prettier-ignore
    const streams = streamsOf();
    const go = async (log: readonly LogRecord[]): Promise<LogRecord[]> => {
      const records = [...log];
      const executor = createExecutor({
        config,
        streams,
        space: table.space,
        manager: {
          getRewards: async (cell) => {
            const accuracy = table.cells.get(canonicalKey(cell))!.seen[0]!;
            return { accuracy, curve: [accuracy], durationMs: 0, parameters: 0, examplesPerSecond: 0 };
          },
        },
        onGpu: false,
        checkpoints: { load: async () => undefined, save: async () => {} },
        onProgress: () => {},
        onActivity: () => {},
        shouldPause: () => false,
      });
      const strategyOf = createStrategy(config, streams, { space: table.space });
      await drive({ strategy: strategyOf, log, executor, append: async (record) => void records.push(record), onActivity: () => {}, shouldPause: () => false }); // prettier-ignore
      executor.dispose();
      return records.map((record) => ('durationMs' in record ? { ...record, durationMs: 0 } : record));
    };
    const whole = await go([]);
    expect(whole.filter(({ type }) => type === 'train')).toHaveLength(CHILDREN);
    if (strategy === 'bananas') expect(whole.map(({ type }) => type)).toContain('rank');
    for (const at of [1, 8, 10, 11, 20, whole.length - 1]) expect(await go(whole.slice(0, at))).toEqual(whole);
  },
);
