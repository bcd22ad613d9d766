/** Whole searches whose children are picked for a cost too: the same again, killed, and gone on with from a link. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { SearchConfig } from '../../../src/contract/config.ts';
import { figuresOf } from '../../../src/contract/figures.ts';
import { formatResult, parseResult } from '../../../src/contract/link/result-link.ts';
import { aimOf, frontOfRun, pricedRecords } from '../../../src/contract/pareto.ts';
import { parseRunFile } from '../../../src/contract/read-run-file.ts';
import type { LogRecord, Run } from '../../../src/contract/records.ts';
import { isOver, trainRecords } from '../../../src/contract/run-file.ts';
import { toRunFile } from '../../../src/contract/to-run-file.ts';
import { parseCell } from '../../../src/core/space/cell.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { essence } from '../../support/log.ts';
import { searchedRun } from '../../support/searched-run.ts';

const config: Partial<SearchConfig> = {
  blocks: 3,
  children: 6,
  operators: ['identity', '3x3 conv', '3x3 maxpool'],
  epochs: 9,
  pareto: 'accuracy,ms',
};
const MODES: Readonly<Record<string, Partial<SearchConfig>>> = {
  plain: { probes: 2, retrainings: 2, confirmations: 2 },
  'early stopping': { stopping: 'halving' },
  'BANANAS, for parameters': { strategy: 'bananas', pareto: 'accuracy,parameters' },
};

describe.each(Object.keys(MODES))('%s', (mode) => {
  const settings = { ...config, ...MODES[mode] };
  const sometimes = stream(1, 'durations', mode);
  const duration = (): number => 1 + sometimes.integer(1000);
  const go = async (from: readonly LogRecord[] = []): Promise<Run> => searchedRun(settings, from, duration);
  let whole: Run;
  beforeAll(async () => (whole = await go()));

  test('picks otherwise than for accuracy alone, and cells of more costs', async () => {
    const plain = await searchedRun({ ...settings, pareto: 'off' }, [], duration);
    const { costs } = aimOf(whole.head.config)!;
    const costsOf = (run: Run): Set<number> => new Set(trainRecords(run).map(({ notation }) => costs.of(parseCell(notation)))); // prettier-ignore
    expect(costsOf(whole).size).toBeGreaterThan(costsOf(plain).size);
  });

  test('gone on with from any record it ends the same, whatever its children take', async () => {
    for (let records = 0; records < whole.log.length; records += 7) {
      const again = await go(whole.log.slice(0, records));
      expect(essence(again.log), `${records} records`).toEqual(essence(whole.log));
    }
  });

  test('its file carries the setting and its front, and its link is gone on with to the same cells', async () => {
    const file = parseRunFile(JSON.stringify(toRunFile(whole, figuresOf(whole))), 'run.json');
    expect(file.head.config).toEqual(whole.head.config);
    const cut = whole.log.findLastIndex(({ type }) => type === 'rank');
    const { run } = parseResult(formatResult({ ...whole, log: whole.log.slice(0, cut) }).text);
    expect(run.head.config).toEqual(whole.head.config);
    const cells = (of: Run): string[] => trainRecords(of).map(({ notation }) => notation);
    expect(cells(await go(run.log))).toEqual(cells(whole));
  });
});

test('within minutes, where times say how many, a cut run is gone on with to its end', async () => {
  const settings = { ...config, minutes: 1 };
  const whole = await searchedRun(settings, [], () => 1500);
  const cut = whole.log.slice(0, whole.log.findLastIndex(({ type }) => type === 'rank') + 3);
  const again = await searchedRun(settings, cut, () => 1500);
  expect(isOver(again.log)).toBe(true);
  const costs = (run: Run): Set<number> => new Set(pricedRecords(run, 'parameters').map(({ cost }) => cost));
  expect(costs(again).size).toBeGreaterThan(
    costs(await searchedRun({ ...settings, pareto: 'off' }, [], () => 1500)).size,
  );
});

describe('the front of a run', () => {
  test('has cells that were trained to the end, and whose cost or accuracy none of the others has', async () => {
    const run = await searchedRun({ blocks: 3, children: 12, pareto: 'accuracy,parameters' });
    const front = frontOfRun(run, 'parameters');
    const { costs } = aimOf(run.head.config)!;
    const all = trainRecords(run).map((record) => ({ record, cost: costs.of(parseCell(record.notation)) }));
    expect(front.length).toBeGreaterThan(1);
    for (const { record, accuracy, cost } of front) {
      expect(record.accuracy).toBe(accuracy);
      expect(all.filter((other) => other.cost <= cost && other.record.accuracy! > accuracy)).toEqual([]);
    }
    const { front: written } = figuresOf(run);
    expect(written).toMatchObject({ of: 'parameters', cells: front.map(({ accuracy, cost }) => ({ accuracy, cost })) });
    expect(figuresOf({ ...run, head: { ...run.head, config: { ...run.head.config, pareto: 'off' } } })).not.toHaveProperty('front'); // prettier-ignore
  });

  test('in milliseconds is modelled, times what the run took over that', async () => {
    const run = await searchedRun({ blocks: 2, pareto: 'accuracy,ms' });
    const slower = { ...run, log: run.log.map((one) => (one.type === 'train' ? { ...one, durationMs: 3 * one.durationMs } : one)) }; // prettier-ignore
    const ratios = frontOfRun(slower, 'ms').map(({ cost }, i) => cost / frontOfRun(run, 'ms')[i]!.cost);
    for (const ratio of ratios) expect(ratio).toBeCloseTo(3, 9);
    const untold = { ...run, log: run.log.map((one) => (one.type === 'train' ? { ...one, durationMs: 0 } : one)) };
    const { costs } = aimOf(run.head.config)!;
    for (const { record, cost } of frontOfRun(untold, 'ms')) expect(cost).toBe(costs.of(parseCell(record.notation)));
  });

  test('leaves out a child that was stopped early', async () => {
    const run = await searchedRun({ blocks: 2, epochs: 9, stopping: 'halving', pareto: 'accuracy,parameters' });
    const stopped = trainRecords(run).filter(({ epochs }) => epochs !== undefined);
    expect(stopped.length).toBeGreaterThan(0);
    for (const { record } of frontOfRun(run, 'parameters')) expect(record.epochs).toBeUndefined();
  });
});
