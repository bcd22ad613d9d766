/** Cells by lot in whole searches: real strategies and surrogate, made-up accuracies. */
import { expect, test } from 'vitest';
import { checkLog } from '../../../src/contract/check-log.ts';
import { STRATEGIES } from '../../../src/contract/config.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import type { RankRecord } from '../../../src/contract/records.ts';
import { trainRecords } from '../../../src/contract/run-file.ts';
import { runSearch } from '../../../workers/bench/landscape/simulate.ts';

const settings = { ...PRESETS.smoke, blocks: 3, children: 4, probes: 5, retrainings: 0 };
const measure = (cell: readonly unknown[]): number => 0.2 + cell.length / 10;

test('level 2 trains them after its picks, and level 3 grows from them; a control has as many children more', async () => {
  const log = await runSearch(settings, measure);
  checkLog(log, settings, 'log');
  const [second, third] = log.filter((record): record is RankRecord => record.type === 'rank');
  expect([second!.kept.length, second!.probes]).toEqual([9, 5]);
  expect([third!.kept.length, third!.probes]).toEqual([4, undefined]);
  const level2 = trainRecords({ log }).filter(({ level }) => level === 2);
  expect(level2.map(({ notation, predicted }) => ({ notation, predicted }))).toEqual(second!.kept);

  const without = await runSearch({ ...settings, probes: 0 }, measure);
  const picks = without.find((record): record is RankRecord => record.type === 'rank')!;
  expect(picks.kept).toEqual(second!.kept.slice(0, 4)); // the lot changes nothing that is picked

  const children = trainRecords({ log }).length;
  for (const strategy of STRATEGIES) {
    const control = await runSearch({ ...settings, strategy }, measure);
    expect(trainRecords({ log: control }), strategy).toHaveLength(children);
  }
});

test('a log with more of them than were asked for, or at another level, is refused', async () => {
  const log = await runSearch(settings, measure);
  const changed = (level: number, probes: number) =>
    log.map((record) => (record.type === 'rank' && record.level === level ? { ...record, probes } : record));
  expect(() => checkLog(changed(2, 6), settings, 'log')).toThrow('surrogate.1: probes must be at most 5; got 6');
  expect(() => checkLog(changed(3, 1), settings, 'log')).toThrow('probes must be at most 0; got 1');
});
