/** A whole search, really trained, that is killed and crashes in the middle of confirming its best cells. */
import { beforeAll, describe, expect, test } from 'vitest';
import { stream } from '../../../src/core/random/rng.ts';
import { answerOf } from '../../../src/contract/answer.ts';
import { parseConfig } from '../../../src/contract/config.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import { parseRunFile } from '../../../src/contract/read-run-file.ts';
import type { LogRecord, RunHead } from '../../../src/contract/records.ts';
import { confirmRecords, trainRecords } from '../../../src/contract/run-file.ts';
import { toRunFile } from '../../../src/contract/to-run-file.ts';
import { splitSizes } from '../../../src/contract/split-sizes.ts';
import { noiseImages } from '../../../workers/data/image-set.ts';
import { openDevice, type Device } from '../../../workers/device/device.ts';
import { runSearch, type SearchOptions } from '../../../workers/drive/search.ts';
import type { KeptCheckpoint, KeptCheckpoints } from '../../../workers/store/checkpoint.ts';
import { MemoryStore } from '../../../workers/store/memory.ts';
import { essence, incidentsOf } from '../../support/log.ts';

const config = parseConfig({
  ...PRESETS.smoke,
  macro: 'titu1994',
  blocks: 1,
  lookback: 1,
  operators: ['identity', '3x3 maxpool'],
  filters: 2,
  epochs: 2,
  images: 40,
  validationImages: 10,
  confirmations: 2,
  confirmationSeeds: 2,
});
const images = noiseImages(60, stream(1, 'images'));
const head: RunHead = {
  id: 'run',
  streams: 2,
  config,
  data: { name: 'noise', images: 60, sha256: '0'.repeat(64) },
  device: { backend: 'cpu', description: 'none', software: true },
  startedAt: '2026-11-29T00:00:00.000Z',
};

/** A store that outlives the search on it, as a disk does. */
class Disk extends MemoryStore {
  isLeft = true;
  onSave: (checkpoint: KeptCheckpoint) => void = () => {};
  override async acquire(): Promise<boolean> {
    const wasLeft = this.isLeft;
    this.isLeft = false;
    return !wasLeft;
  }
  override checkpoints(id: string): KeptCheckpoints {
    const { load, save } = super.checkpoints(id);
    const saveAndTell = async (checkpoint: KeptCheckpoint): Promise<void> => {
      await save(checkpoint);
      this.onSave(checkpoint);
    };
    return { load, save: saveAndTell };
  }
}

let device: Device;
beforeAll(async () => {
  device = await openDevice({ backend: 'cpu' });
});

async function begun(): Promise<Disk> {
  const store = new Disk();
  await store.createRun({ ...head, device: { ...device.report } });
  return store;
}

async function goOn(store: Disk, options: Partial<SearchOptions> = {}): Promise<string> {
  const run = await store.run('run');
  const end = await runSearch({ run, images, device, store, onEvent: () => {}, shouldPause: () => false, ...options });
  store.isLeft = true;
  return end;
}

const logOf = async (store: Disk): Promise<readonly LogRecord[]> => (await store.run('run')).log;

describe('a search that confirms', () => {
  let whole: readonly LogRecord[];
  beforeAll(async () => {
    const store = await begun();
    expect(await goOn(store)).toBe('finished');
    whole = await logOf(store);
  });

  test('trains its best again, on weights of their own, and judges them on images of their own', () => {
    const trained = trainRecords({ log: whole });
    const confirmed = confirmRecords({ log: whole });
    expect([trained.length, confirmed.length]).toEqual([3, 4]);
    const { confirmation } = splitSizes(config, 60);
    for (const { accuracy, curve, failure } of confirmed) {
      expect([failure, curve.length]).toEqual([undefined, 2]);
      expect((accuracy! * confirmation) % 1).toBeCloseTo(0, 9);
    }
    const curves = [...trained, ...confirmed].map(({ curve }) => curve.join());
    expect(new Set(curves).size).toBeGreaterThan(3); // three cells, seven trainings
    expect(whole.at(-1)).toEqual({ type: 'done', best: answerOf({ log: whole })!.record.notation });
    const file = toRunFile({ head, log: whole });
    expect(parseRunFile(JSON.stringify(file), 'run.json').log).toEqual(whole);
  });

  test('killed in the middle of a confirmation it goes on from that epoch, and its log is the same', async () => {
    const store = await begun();
    const saved: KeptCheckpoint[] = [];
    store.onSave = (checkpoint) => {
      saved.push(checkpoint);
      if (checkpoint.purpose === 'confirm' && checkpoint.repeat === 2) throw new Error('the machine lost its power');
    };
    await expect(goOn(store)).rejects.toThrow('lost its power');
    const cut = (await logOf(store)).length;
    expect(cut).toBe(5); // three children, and one round of two
    store.onSave = (checkpoint) => void saved.push(checkpoint);
    const before = saved.length;
    expect(await goOn(store)).toBe('finished');
    const log = await logOf(store);
    expect(essence(log)).toEqual(essence(whole));
    expect(incidentsOf(log)).toEqual(['killed']);
    expect(log.find((record) => record.type === 'incident')).toMatchObject({
      purpose: 'confirm',
      repeat: 2,
      epochs: 1,
    });
    const notation = confirmRecords({ log })[2]!.notation;
    expect(saved.slice(before).some((checkpoint) => checkpoint.notation === notation)).toBe(false); // its first epoch was kept
    expect(confirmRecords({ log })[2]).toMatchObject({ retries: 1 });
  });

  test('paused in the middle of one, and with a worker that died at the next', async () => {
    const store = await begun();
    let isAsked = false;
    store.onSave = ({ purpose }) => (isAsked ||= purpose === 'confirm');
    expect(await goOn(store, { shouldPause: () => isAsked })).toBe('paused');
    expect(confirmRecords({ log: await logOf(store) })).toEqual([]);
    store.onSave = () => {};
    expect(await goOn(store, { crash: 'out of memory' })).toBe('finished');
    const log = await logOf(store);
    expect(essence(log)).toEqual(essence(whole));
    expect(incidentsOf(log)).toEqual(['worker-crash']);
  });

  test('with confirmation off has the same children', async () => {
    const store = new Disk();
    await store.createRun({ ...head, config: { ...config, confirmations: 0 } });
    await goOn(store);
    const children = whole.filter(({ type }) => type === 'train');
    expect(essence((await logOf(store)).slice(0, -1))).toEqual(essence(children));
  });
});
