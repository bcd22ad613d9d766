/** What the screens show of a run, computed from its log. */
import { expect, test } from 'vitest';
import { PRESETS } from '../../../src/contract/presets.ts';
import type { TrainRecord } from '../../../src/contract/records.ts';
import { currentLevel, currentStep, levelsOf, plannedChildren, progressOf } from '../../../src/ui/model/derive.ts';
import { roundTicks, swarm } from '../../../src/ui/model/axis.ts';
import { duration } from '../../../src/ui/model/format.ts';
import { bigRun } from '../../support/big-run.ts';
import { madeUpRun } from '../../support/runs.ts';

test('a strategy that trains whole cells has one level with all its children', () => {
  const config = { ...PRESETS.smoke, strategy: 'random' } as const;
  expect([...plannedChildren(config)]).toEqual([[2, 13]]); // 10 cells of one block, and K
  const { head } = madeUpRun({ config });
  const log: TrainRecord[] = Array.from({ length: 5 }, (_, i) => ({
    type: 'train',
    notation: '-1,3x3 conv,-2,3x3 conv,0,3x3 conv,-1,3x3 maxpool',
    level: 2,
    accuracy: i / 10,
    curve: [],
    durationMs: 1,
    parameters: 1,
  }));
  const levels = levelsOf({ head, log });
  expect(levels.map(({ level, state, children }) => [level, state, children.length])).toEqual([[2, 'trains', 13]]);
  expect(progressOf(levels)).toEqual({ trained: 5, planned: 13 });
  expect(currentStep({ log }, levels)).toBe(3);
});

test('a record leaves the levels it is not of the very same objects, so that their rows are not drawn again', () => {
  const run = bigRun();
  const end = run.log.findLastIndex((record) => record.type === 'train');
  const before = levelsOf({ ...run, log: run.log.slice(0, end) });
  const after = levelsOf({ ...run, log: run.log.slice(0, end + 1) }, before);
  expect(after.map((level, i) => level === before[i])).toEqual([true, true, true, true, false]);
  expect(after.at(-1)?.trained.length).toBe(256);
  const cut = { ...run, log: run.log.slice(0, 300) }; // as a time-lapse goes back
  expect(levelsOf(cut, after)).toEqual(levelsOf(cut));
});

test('a level is lit until the surrogate has learnt from it, and then the next', () => {
  const run = bigRun();
  const at = (type: 'train' | 'fit'): readonly [number, number] => {
    const end = run.log.findLastIndex((record) => record.type === type && record.level === 1) + 1;
    const log = run.log.slice(0, end);
    const levels = levelsOf({ ...run, log });
    return [currentLevel(levels).level, currentStep({ log }, levels)];
  };
  expect(at('train')).toEqual([1, 4]);
  expect(at('fit')).toEqual([2, 1]);
});

test('a level whose children are stopped early is trained once its last round is, and its best is one that reached the end', () => {
  const run = madeUpRun({ config: { stopping: 'halving', epochs: 5, retrainings: 0 } });
  const records = run.log.flatMap((record, i) =>
    record.type === 'train' && record.level === 1 ? [{ ...record, i }] : [],
  );
  const cells = new Set(records.map(({ notation }) => notation)).size;
  const at = (end: number) => levelsOf({ ...run, log: run.log.slice(0, end) })[0]!;
  for (const end of [cells - 1, cells, records.length]) expect(at(end).state).toBe('trains');
  expect(at(records.length + 1).state).toBe('trained'); // fitted to
  expect(at(cells).trained).toHaveLength(cells);
  expect(at(records.length).trained).toHaveLength(cells);
  const whole = at(records.length).trained.filter(({ epochs }) => epochs === undefined);
  expect(whole.length).toBeLessThan(cells / 3);
  expect(whole).toContain(at(records.length).best);
});

test('ticks are round and within their range; long durations are in years', () => {
  expect(roundTicks(0, 1160, 1)).toEqual([0, 500, 1000]);
  expect(roundTicks(0.213, 0.287)).toEqual([0.22, 0.24, 0.26, 0.28]);
  expect(roundTicks(0, 3, 1)).toEqual([0, 1, 2, 3]);
  expect(
    [40e3, 8.2e6, 4 * 86400e3, 42_198 * 86400e3].map(duration).map((text) => text.replaceAll('\u00a0', ' ')),
  ).toEqual(['40 s', '2 h 17 min', '4 days', '116 years']);
});

test('discs of a swarm stand apart, and one more moves none', () => {
  const xs = Array.from({ length: 60 }, (_, i) => 100 + ((i * i) % 40));
  const shifts = swarm(xs, 3.2, 1000);
  for (const [i, x] of xs.entries()) {
    for (let j = 0; j < i; j++) expect(Math.hypot(x - xs[j]!, shifts[i]! - shifts[j]!)).toBeGreaterThanOrEqual(6.4);
  }
  expect(swarm([...xs, 103], 3.2, 1000).slice(0, -1)).toEqual(shifts);
  expect(Math.max(...swarm(Array<number>(4096).fill(50), 3.2, 40).map(Math.abs))).toBe(40); // squeezed
  expect(swarm([], 3.2, 40)).toEqual([]);
});
