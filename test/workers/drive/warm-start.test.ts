/** Children that start as their trained parents: in whole searches, killed and without what was kept. */
import { beforeAll, describe, expect, test } from 'vitest';
import { parseConfig, type SearchConfig } from '../../../src/contract/config.ts';
import { formatResult, parseResult } from '../../../src/contract/link/result-link.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import { parseRunFile } from '../../../src/contract/read-run-file.ts';
import type { OutcomeRecord, RunHead } from '../../../src/contract/records.ts';
import { outcomesOf, trainRecords } from '../../../src/contract/run-file.ts';
import { toRunFile } from '../../../src/contract/to-run-file.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { noiseImages } from '../../../workers/data/image-set.ts';
import { openDevice, type Device } from '../../../workers/device/device.ts';
import { begun, goOn, killedAt } from '../../support/dying-store.ts';

const config = parseConfig({
  ...PRESETS.smoke,
  children: 2,
  lookback: 1,
  operators: ['identity', '3x3 maxpool'],
  filters: 1,
  epochs: 3,
  images: 20,
  validationImages: 10,
  start: 'warm',
});

let device: Device;
const images = noiseImages(20, stream(1, 'images'));
let head: RunHead;
beforeAll(async () => {
  device = await openDevice({ backend: 'cpu' });
  const { notes: _notes, ...identity } = device.report;
  const data = { name: 'noise', images: 20, sha256: 'ab'.repeat(32) };
  head = { id: 'run', streams: 2, config, data, device: identity, startedAt: '2026-11-29T00:00:00.000Z' };
});

const MODES: Readonly<Record<string, Partial<SearchConfig>>> = {
  'none stopped': {},
  'early stopping': { stopping: 'halving' },
  'picked for parameters too': { pareto: 'accuracy,parameters' },
};

describe.each(Object.keys(MODES))('a search with warm children, %s', (mode) => {
  let whole: readonly OutcomeRecord[];
  let mostKept = 0;
  const on = () => ({ device, images });
  const own = (): RunHead => ({ ...head, config: { ...config, ...MODES[mode] } });
  beforeAll(async () => {
    const store = await begun(own());
    whole = await goOn(store, on(), () => (mostKept = Math.max(mostKept, store.kept.length)));
  });

  test('labels those whose parent is among the best K, and keeps K parents and K children at most', () => {
    const trained = trainRecords({ log: whole });
    const best = trained
      .filter(({ level }) => level === 1)
      .toSorted((a, b) => (b.epochs ?? 99) - (a.epochs ?? 99) || b.accuracy! - a.accuracy!)
      .slice(0, config.children)
      .map(({ notation }) => notation);
    for (const { notation, level, start } of trained) {
      const isWarm = best.includes(
        notation
          .split(',')
          .slice(0, 4 * (level - 1))
          .join(),
      );
      expect(start, notation).toBe(isWarm ? 'warm' : undefined);
    }
    expect(trained.some(({ start }) => start === 'warm')).toBe(true);
    expect(mostKept).toBeLessThanOrEqual(2 * config.children);
  });

  test('killed at any write it ends the same, also without what was kept', async () => {
    expect(await killedAt(3, own(), on(), true)).toEqual(whole);
    expect(await killedAt(whole.length + 3, own(), on(), false)).toEqual(whole); // its parents are trained again
  });

  test('its file and its link say which were warm', () => {
    const run = { head: own(), log: [...whole] };
    expect(outcomesOf(parseRunFile(JSON.stringify(toRunFile(run)), 'run.json').log)).toEqual(whole);
    const startsOf = (log: readonly OutcomeRecord[]) =>
      trainRecords({ log }).map(({ start, epochs }) => [start, epochs]);
    expect(startsOf(outcomesOf(parseResult(formatResult(run).text).run.log))).toEqual(startsOf(whole));
    const cold = { ...toRunFile(run), config: { ...own().config, start: 'cold' } };
    expect(() => parseRunFile(JSON.stringify(cold), 'run.json')).toThrow('start must be cold');
  });
});
