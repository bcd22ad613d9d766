/** Searches compared: grouped by seed, paired, and judged together. */
import { comparisonTitle } from '../../../src/ui/words/comparison-title.ts';
import { expect, test } from 'vitest';
import { tQuantile } from '../../../src/core/stats.ts';
import { bandOf, countedRuns, groupsOf, standingsOf } from '../../../src/ui/model/compare.ts';
import { costOf } from '../../../src/contract/cost.ts';
import { trainRecords } from '../../../src/contract/run-file.ts';
import type { Run } from '../../../src/contract/records.ts';
import { madeUpRun } from '../../support/runs.ts';

const run = (seed: number, more: object = {}): Run => {
  const made = madeUpRun({ seed, config: { seed, children: 4, blocks: 2, confirmations: 0, ...more } });
  return { ...made, head: { ...made.head, id: `${seed} ${JSON.stringify(more)}` } };
};

/** The same run, its best measurement so much higher. */
function raised(base: Run, by: number): Run {
  return {
    ...base,
    log: base.log.map((record) =>
      record.type === 'train' && record.accuracy !== undefined
        ? { ...record, accuracy: Math.min(1, 0.5 * record.accuracy + by) }
        : record,
    ),
  };
}

test('runs that differ in their seed alone are a group; the same seed again is another', () => {
  const heads = [run(1), run(2), run(1, { children: 5 }), run(2), run(3)].map(({ head }) => head);
  expect(groupsOf(heads).map(({ members }) => members.map(({ config }) => config.seed))).toEqual([[1, 2, 3], [1], [2]]);
});

test('a run that is not over counts only where none is', () => {
  const whole = run(1);
  const cut = { ...run(2), log: run(2).log.slice(0, 5) };
  expect(countedRuns([whole, cut])).toEqual([whole]);
  expect(countedRuns([cut])).toEqual([cut]);
});

test('the band holds every seed, its mean between, and never falls', () => {
  const runs = [run(1), run(2), run(3)];
  for (const budget of ['cells', 'multiply-adds', 'time'] as const) {
    const band = bandOf(runs, budget);
    for (const { mean, low, high } of band) expect(low <= mean && mean <= high).toBe(true);
    const means = band.map(({ mean }) => mean);
    expect(means).toEqual([...means].sort((a, b) => a - b));
  }
  const [one] = runs;
  const whole = costOf({ head: one!.head, log: trainRecords(one!) }).multiplyAdds;
  expect(bandOf([one!], 'multiply-adds').at(-1)!.spent).toBeCloseTo(whole, -3);
});

test('gaps are paired by seed, and only those whose joint interval is off 0 are called settled', () => {
  const base = [1, 2, 3, 4].map((seed) => raised(run(seed), 0));
  const ahead = base.map((own, i) => raised(own, 0.2 + 0.001 * i));
  const alike = base.map((own, i) => raised(own, 0.25 * (i % 2)));
  const { standings } = standingsOf([ahead, base, alike], 1);
  expect(standings[0]!.gap!.seeds).toBe(4);
  const pairs = [1, 2, 3, 4].map((seed) => standings[0]!.bySeed.get(seed)! - standings[1]!.bySeed.get(seed)!);
  expect(standings[0]!.gap!.value).toBeCloseTo(pairs.reduce((sum, gap) => sum + gap, 0) / 4, 12);
  expect(standings[1]!.gap).toBeUndefined();
  const joint = standings[2]!.gap!.interval!;
  const alone = standingsOf([base, alike], 0).standings[1]!.gap!.interval!;
  expect(joint[1] - joint[0]).toBeGreaterThan(alone[1] - alone[0]); // widened for the number of comparisons
  expect(comparisonTitle(standingsOf([base, base.map((own) => own)], 0).standings, 0)).toBe('No gap is settled yet');
  expect(
    comparisonTitle(
      [
        { ...standings[0]!, gap: { value: 0.1, seeds: 3, interval: [0.02, 0.18] } },
        standings[1]!,
        { ...standings[2]!, gap: { value: -0.1, seeds: 3, interval: [-0.2, -0.01] } },
      ],
      1,
    ),
  ).toBe('A is clearly ahead of B; C is clearly behind B');
  expect(standingsOf([[base[0]!], [base[1]!]], 0).standings[1]!.gap).toBeUndefined(); // no seed in common
});

test('joint quantiles are those of tables', () => {
  const table: [number, number, number][] = [[1, 1, 12.706], [2, 5, 9.925], [4, 1, 2.776], [4, 5, 4.604], [9, 2, 2.685], [29, 5, 2.756]]; // prettier-ignore
  for (const [degrees, comparisons, t] of table) {
    expect(Math.abs(tQuantile(degrees, comparisons) / t - 1), `${degrees} ${comparisons}`).toBeLessThan(0.02);
  }
});
