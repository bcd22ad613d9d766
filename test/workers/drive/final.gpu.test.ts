import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { planFinal } from '../../../src/contract/final-presets.ts';
import { compareDesigns, networkRecords, testRecord } from '../../../src/contract/final-outcome.ts';
import { parseFinalFile, toFinalFile } from '../../../src/contract/final-file.ts';
import type { FinalConfig } from '../../../src/contract/final-config.ts';
import type { FinalEvent } from '../../../src/contract/final-events.ts';
import type { FinalRun } from '../../../src/contract/final-records.ts';
import { loadSample, type LoadedData } from '../../../workers/data/node/files.ts';
import type { Device } from '../../../workers/device/device.ts';
import { newFinalHead } from '../../../workers/drive/new-run.ts';
import { readTestImages } from '../../../workers/drive/read-test.ts';
import type { TrainedNetwork } from '../../../src/contract/final-trained-network.ts';
import { FileStore } from '../../../workers/store/node/file-store.ts';
import { testIndices } from '../../../workers/train/split.ts';
import { openTestDevice } from '../../support/dawn.ts';

/** What a state must hold: averages, and which paths and images are drawn. */
const TINY: Partial<FinalConfig> = {
  repeats: 1,
  filters: 3,
  epochs: 2,
  batchSize: 2,
  images: 44,
  validationImages: 12,
  testImages: 11,
  dropPath: 0.2,
  averaging: 0.9,
  cutout: 8,
  stem: 'whitening',
};
const CELL = '-1,3x3 maxpool,-1,identity';

let device: Device;
let data: LoadedData;
let drive: typeof import('../../../workers/drive/final.ts');
beforeAll(async () => {
  device = await openTestDevice();
  data = await loadSample();
  drive = await import('../../../workers/drive/final.ts');
});

const newStore = (): FileStore => new FileStore(mkdtempSync(join(tmpdir(), 'pnas-final-')));

async function begin(store: FileStore, changes: Partial<FinalConfig> = {}): Promise<void> {
  const config = planFinal({ preset: 'coffee', cell: CELL, available: 2_500, testAvailable: 0, changes: { ...TINY, ...changes } }); // prettier-ignore
  const judged = { images: config.testImages, sha256: data.identity.sha256, isHeldOut: true } as const;
  const beginning = { id: 'run', data: data.identity, device: device.report, runtime: 'a test' };
  await store.createRun(newFinalHead({ ...beginning, config, test: judged }));
}

/** Runs until it ends or `shouldPause` says so. */
async function goOn(store: FileStore, onEvent: (event: FinalEvent) => void = () => {}, shouldPause = () => false) {
  const run = await store.finalRun('run');
  const loadTest = async () => ({ set: data.images, indices: testIndices(run.head) });
  return drive.runFinal({ run, images: data.images, loadTest, device, store, onEvent, shouldPause });
}

/** A network and its record, without times. */
async function trained(store: FileStore, network = 0): Promise<{ weights?: TrainedNetwork; run: FinalRun }> {
  const { head, log } = await store.finalRun('run');
  const timeless = log.map((record) => ({ ...record, durationMs: 0, ...('at' in record ? { at: '' } : {}) }));
  return { weights: await store.networks('run').load(network), run: { head, log: timeless as FinalRun['log'] } };
}

describe('a final training', () => {
  test('that is paused within an epoch, and killed within it, ends as one that is not', async () => {
    const whole = newStore();
    await begin(whole);
    expect(await goOn(whole)).toBe('finished');

    const broken = newStore();
    await begin(broken);
    const steps: number[] = [];
    const watch = (event: FinalEvent): void => {
      if (event.type === 'progress') steps.push(event.progress.step);
    };
    let asked = 0;
    expect(await goOn(broken, watch, () => ++asked > 1)).toBe('paused'); // after the first steps
    const saved = await broken.checkpoints('run').load();
    expect(saved!.curve).toHaveLength(0);
    expect(saved!.state.steps).toBeGreaterThan(0);
    expect(saved!.state.steps).toBeLessThan(16); // of the epoch
    const dies = (event: FinalEvent): void => {
      if (event.type === 'progress' && event.progress.step > saved!.state.steps) throw new Error('killed');
    };
    await expect(goOn(broken, dies)).rejects.toThrow('killed'); // nothing was saved since
    expect((await broken.checkpoints('run').load())!.state.steps).toBe(saved!.state.steps);
    expect(await goOn(broken)).toBe('finished');

    const [want, got] = [await trained(whole), await trained(broken)];
    expect(got.weights).toEqual(want.weights);
    const ofRun = ({ head: { startedAt: _at, ...head }, log }: FinalRun) => ({ head, log });
    expect(ofRun(got.run)).toEqual(ofRun(want.run));
    expect(await broken.checkpoints('run').load()).toBeUndefined();
  });

  test('reads the test images once, at the end, for all designs, and never again', async () => {
    const store = newStore();
    await begin(store, { controls: true, seeds: 2, epochs: 1, images: 30, validationImages: 10, testMirror: true });
    const phases: string[] = [];
    const note = (event: FinalEvent): void => {
      if (event.type === 'activity') phases.push(event.activity.phase);
    };
    expect(await goOn(store, note)).toBe('finished');
    const run = await store.finalRun('run');
    expect(phases.lastIndexOf('train')).toBeLessThan(phases.indexOf('test'));
    expect(run.log.map(({ type }) => type)).toEqual([...Array<string>(6).fill('network'), 'test', 'done']);
    const { results, images } = testRecord(run.log)!;
    expect(images).toBe(11);
    expect(results.map(({ design, seed }) => `${design} ${seed}`)).toEqual(
      networkRecords(run.log).map(({ design, seed }) => `${design} ${seed}`),
    );
    expect(compareDesigns(run).map(({ accuracies }) => accuracies.length)).toEqual([2, 2, 2]);
    expect(parseFinalFile(toFinalFile(run), 'final.json')).toEqual(run); // every record is as records must be

    expect(await goOn(store)).toBe('finished');
    expect((await store.finalRun('run')).log).toEqual(run.log);
    const images2 = { set: data.images, indices: testIndices(run.head) };
    const again = { ...run, images: images2, kept: store.networks('run'), check: device.check, onEvent: () => {} };
    const { networkFactory } = await import('../../../workers/drive/search.ts');
    await expect(readTestImages({ ...again, create: networkFactory(device) })).rejects.toThrow(
      /were read on .*; this run can't read them again/,
    );
  });

  test('test images that are held out are in no other part', async () => {
    const store = newStore();
    await begin(store);
    const { head } = await store.finalRun('run');
    const { splitImages } = await import('../../../workers/train/split.ts');
    const { streamsOf } = await import('../../../src/core/streams/streams.ts');
    const { training, validation } = splitImages(2_500, { ...head.config, confirmations: 0 }, streamsOf(head.streams));
    const all = [...training, ...validation, ...testIndices(head)];
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(44 + 11);
  });

  test('judges an image with its mirror image by the mean of both logits', async () => {
    const readings = [];
    for (const testMirror of [false, true]) {
      const store = newStore();
      await begin(store, { epochs: 1, images: 30, validationImages: 10, testMirror });
      await goOn(store);
      readings.push(testRecord((await store.finalRun('run')).log)!.results[0]!);
    }
    expect(readings[1]!.loss).not.toBe(readings[0]!.loss);
  });
});
