/** The tour's race: of searches to a few numbers, and of those to lines, leads and who was ahead. */
import { describe, expect, test } from 'vitest';
import { raceOf } from '../../../src/build/race.ts';
import { costOf } from '../../../src/contract/cost.ts';
import { parseRaceOf, type RaceFile, type Racer } from '../../../src/contract/race-file.ts';
import { trainRecords } from '../../../src/contract/run-file.ts';
import { raceFrom } from '../../../src/ui/model/tour/race.ts';
import { madeUpRun } from '../../support/runs.ts';

const CONFIG = {
  blocks: 2,
  children: 6,
  confirmations: 2,
  confirmationSeeds: 2,
  operators: ['identity', '3x3 maxpool'],
} as const;
const run = madeUpRun({ config: { ...CONFIG, operators: [...CONFIG.operators] } });
const control = { ...run, head: { ...run.head, config: { ...run.head.config, strategy: 'random' as const } } };

describe('a race of searches', () => {
  const race = raceOf([control, run]);
  test('has for each cell what was spent by then, to what the whole search cost without its confirmation', () => {
    expect(race.runs.map(({ strategy }) => strategy)).toEqual(['pnas', 'random']);
    const [pnas] = race.runs;
    expect(pnas!.points).toHaveLength(trainRecords(run).length);
    const trained = run.log.slice(0, run.log.findLastIndex(({ type }) => type === 'train') + 1);
    expect(pnas!.points.at(-1)![0]).toBe(costOf({ head: run.head, log: trained }).multiplyAdds);
    expect(pnas!.levelEnds).toHaveLength(2);
    expect(pnas!.confirmed).toHaveLength(2);
  });
  test('shows estimates, which are below the raw maximum', () => {
    const highest = Math.max(...trainRecords(run).map(({ accuracy }) => accuracy!));
    expect(race.runs[0]!.points.at(-1)![1]).toBeLessThan(highest);
  });
  test('is read again as written, and refused where it is none', () => {
    expect(parseRaceOf(JSON.stringify({ format: 'pnas-run', race }))).toEqual(race);
    expect(parseRaceOf('{}')).toBeUndefined();
    expect(() => parseRaceOf(JSON.stringify({ race: { ...race, version: 2 } }))).toThrow(/^race: version /);
  });
  test('takes only searches of the same settings that have ended, one of them PNAS', () => {
    const other = { ...control, head: { ...control.head, config: { ...control.head.config, epochs: 9 } } };
    expect(() => raceOf([run, other])).toThrow(
      'race: random with seed 42 must have the settings and images of the others',
    );
    expect(() => raceOf([{ ...run, log: run.log.slice(0, 9) }, control])).toThrow('must have ended');
    expect(() => raceOf([control])).toThrow('needs a run of pnas and one of a control');
    expect(() => raceOf([run])).toThrow('needs a run of pnas and one of a control');
  });
});

describe('lines over seeds', () => {
  const racer = (strategy: Racer['strategy'], seed: number, values: readonly number[], confirmed: number): Racer => ({
    strategy,
    seed,
    cells: values.length,
    points: values.map((value, i) => [10 * (i + 1), value]),
    levelEnds: strategy === 'pnas' ? [20, 10 * values.length] : [],
    confirmed: [confirmed],
  });
  const file = (runs: readonly Racer[]): RaceFile => ({ ...raceOf([run, control]), runs: [...runs] });
  test('are means with intervals up to the least budget; leads are paired by seed', () => {
    const race = raceFrom(
      file([
        racer('pnas', 1, [0.3, 0.4, 0.6, 0.7], 0.68),
        racer('pnas', 2, [0.3, 0.4, 0.6, 0.7, 0.8], 0.7),
        racer('pnas', 3, [0.3, 0.4, 0.6, 0.7], 0.69),
        racer('random', 1, [0.4, 0.5, 0.55], 0.6),
        racer('random', 2, [0.4, 0.5, 0.55, 0.56], 0.64),
        racer('random', 3, [0.4, 0.5, 0.55, 0.56], 0.62),
      ]),
    );
    expect(race.budget).toBe(30);
    const [pnas, random] = race.lanes;
    expect(pnas!.line.at(-1)).toMatchObject({ spent: 30, mean: 0.6 });
    expect(random!.line[0]!.spent).toBe(10); // nothing before its first cell
    const [lead] = race.leads;
    expect([lead!.ahead, lead!.pairs]).toEqual([3, 3]);
    expect(lead!.mean).toBeCloseTo(0.07, 12);
    expect(lead!.interval![0]).toBeCloseTo(0.07 - (4.30265 * 0.01) / Math.sqrt(3), 6); // t of two degrees
    expect(race.randomAheadUntil).toBeGreaterThanOrEqual(29); // until the cell at 30
    expect(race.randomAheadUntil).toBeLessThan(30);
    expect(race.levelEnds).toEqual([20, 130 / 3]);
  });
  test('of one seed and of two have no interval; who is never or always ahead is told', () => {
    const [low, high] = [[0.3, 0.4], [0.5, 0.6]]; // prettier-ignore
    const never = raceFrom(file([racer('pnas', 1, high!, 0.6), racer('random', 1, low!, 0.4)]));
    expect([never.leads[0]!.interval, never.randomAheadUntil]).toEqual([undefined, 0]);
    expect(never.lanes.every(({ line }) => line.every(({ interval }) => interval === undefined))).toBe(true);
    const always = raceFrom(file([racer('pnas', 1, low!, 0.4), racer('random', 1, high!, 0.6)]));
    expect(always.randomAheadUntil).toBe(always.budget);
    const two = raceFrom(
      file([1, 2].flatMap((seed) => [racer('pnas', seed, high!, 0.5 + seed / 10), racer('random', seed, low!, 0.4)])),
    );
    expect(two.leads[0]).toEqual({ strategy: 'random', mean: expect.closeTo(0.25), ahead: 2, pairs: 2 });
    expect(two.lanes.every(({ best }) => best!.interval === undefined)).toBe(true);
  });
});
