/** Shadow surrogates: they predict what was picked, and choose nothing. */
import { expect, test } from 'vitest';
import type { Run } from '../../../src/contract/records.ts';
import { parseRunFile } from '../../../src/contract/read-run-file.ts';
import { toRunFile } from '../../../src/contract/to-run-file.ts';
import { orderingsOf } from '../../../src/ui/model/shadows.ts';
import { searchedRun } from '../../support/searched-run.ts';

const ranksOf = ({ log }: Run) => log.flatMap((record) => (record.type === 'rank' ? [record] : []));

test('the Encoder LSTM and the baselines predict each level, and the same children are trained without them', async () => {
  const settings = { blocks: 3, children: 9, surrogate: 'blend' } as const;
  const [with_, without] = [await searchedRun({ ...settings, shadows: 'all' }), await searchedRun(settings)];
  const ranks = ranksOf(with_);
  expect(ranks.map(({ level, shadows }) => [level, shadows!.map(({ surrogate }) => surrogate)])).toEqual([
    [2, ['lstm', 'parent', 'flops']],
    [3, ['lstm', 'parent', 'flops']],
  ]);
  for (const { kept, shadows } of ranks) {
    const [lstm] = shadows!;
    expect(lstm!.predicted).toHaveLength(kept.length);
    expect(new Set(lstm!.predicted).size).toBeGreaterThan(1);
    for (const value of lstm!.predicted) expect(value > 0 && value < 1).toBe(true);
  }
  const bare = ({ log }: Run) =>
    log.map((record) => {
      const { shadows: _shadows, ...rest } = record as typeof record & { shadows?: unknown };
      return 'durationMs' in rest ? { ...rest, durationMs: 0 } : rest;
    });
  expect(bare(with_)).toEqual(bare(without));
  const again = parseRunFile(JSON.stringify(toRunFile(with_)), 'run.json');
  expect(ranksOf(again)).toEqual(ranks);
  const [first] = ranks;
  const broken = { ...first!, shadows: [{ ...first!.shadows![0]!, predicted: [0.5] }] };
  const file = toRunFile({ ...with_, log: with_.log.map((record) => (record === first ? broken : record)) });
  expect(() => parseRunFile(JSON.stringify(file), 'run.json')).toThrow(
    `surrogate.1: shadows must predict the ${first!.kept.length} cells kept; got 1 of lstm`,
  );
});

test('a level tells who ordered it best, and whether the lead is clear', () => {
  const cells = Array.from({ length: 16 }, (_, i) => ({ notation: `-1,identity,${-i - 1},identity`, value: i / 20 }));
  const base = { level: 2, curve: [], durationMs: 1, parameters: 1 };
  const trained = cells.map(({ notation, value }) => ({ ...base, type: 'train' as const, notation, accuracy: value }));
  const rank = (picker: (value: number) => number, shadow: (value: number) => number) => ({
    ...base,
    type: 'rank' as const,
    candidates: 99,
    kept: cells.map(({ notation, value }) => ({ notation, predicted: picker(value) })),
    shadows: [{ surrogate: 'lstm' as const, predicted: cells.map(({ value }) => shadow(value)), durationMs: 1 }],
  });
  const mixed = (value: number): number => (20 * value * 7) % 16;
  const clear = orderingsOf(rank(mixed, (value) => value), trained, 'blend')!; // prettier-ignore
  expect([clear.best.surrogate, clear.best.rho, clear.isClear]).toEqual(['lstm', 1, true]);
  expect(clear.orderings.map(({ surrogate, picks }) => [surrogate, picks])).toEqual([['blend', true], ['lstm', false]]); // prettier-ignore
  const close = orderingsOf(rank((value) => value, (value) => (value === 0 ? 0.06 : value)), trained, 'blend')!; // prettier-ignore
  expect([close.best.surrogate, close.isClear]).toEqual(['blend', false]);
  expect(orderingsOf(rank(mixed, mixed), trained.slice(0, 7), 'blend')).toBeUndefined();
});
