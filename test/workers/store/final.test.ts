import 'fake-indexeddb/auto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { TrainedNetwork } from '../../../src/contract/final-trained-network.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import type { RunHead } from '../../../src/contract/records.ts';
import { fileSource, loadFiles } from '../../../workers/data/node/files.ts';
import { noiseImages } from '../../../workers/data/image-set.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { runFingerprint, type KeptCheckpoint } from '../../../workers/store/checkpoint.ts';
import { deleteIndexedDb, openIndexedDb, type IndexedDbStore } from '../../../workers/store/indexed-db.ts';
import { MemoryStore } from '../../../workers/store/memory.ts';
import { packCheckpoint, unpackCheckpoint } from '../../../workers/store/node/checkpoint-file.ts';
import { FileStore } from '../../../workers/store/node/file-store.ts';
import type { RunStore } from '../../../workers/store/store.ts';
import { importArchive } from '../../../workers/data/import/import-archive.ts';
import { finalRun } from '../../support/final-run.ts';

const { head, log } = finalRun();
const search: RunHead = {
  id: 'a-search',
  streams: 2,
  config: PRESETS.smoke,
  data: head.data,
  device: head.device,
  startedAt: head.startedAt,
};
const network: TrainedNetwork = {
  notation: '-1,3x3 dconv,-2,identity',
  filters: 4,
  normalisation: { mean: [0.5, 0.4, 0.3], deviation: [0.2, 0.2, 0.25] },
  tensors: [Float32Array.of(1, -2.5), Float32Array.of(), Float32Array.of(3)],
};

let opened: IndexedDbStore | undefined;
let folder: string;
const stores: Record<string, () => Promise<RunStore>> = {
  IndexedDB: async () => (opened = await openIndexedDb('test-final')),
  files: async () => new FileStore((folder = mkdtempSync(join(tmpdir(), 'pnas-store-')))),
  memory: async () => new MemoryStore(),
};

afterEach(async () => {
  opened?.close();
  opened = undefined;
  await deleteIndexedDb('test-final');
});

describe.each(Object.keys(stores))('final trainings in %s', (name) => {
  test('come back whole, beside searches, each in its own list', async () => {
    const store = await stores[name]!();
    await store.createRun(search);
    await store.createRun(head);
    for (const [place, record] of log.entries()) await store.append(head.id, record, place);
    expect(await store.finalRun(head.id)).toEqual({ head, log });
    expect((await store.runs()).items).toEqual([search]);
    expect((await store.finals()).items).toEqual([head]);
    await expect(store.run(head.id)).rejects.toThrow('must be a search; it is a final training');
    await expect(store.finalRun(search.id)).rejects.toThrow('must be a final training; it is a search');
  });

  test('keep each trained network until the run is deleted', async () => {
    const store = await stores[name]!();
    await store.createRun(head);
    const networks = store.networks(head.id);
    await networks.save(0, network);
    await networks.save(2, { ...network, filters: 5 });
    expect(await networks.load(0)).toEqual(network);
    expect(await networks.load(1)).toBeUndefined();
    expect((await networks.load(2))!.filters).toBe(5);
    await store.deleteRun(head.id);
    expect(await store.networks(head.id).load(0)).toBeUndefined();
  });

  test('a record of a network ends its checkpoint, and one of the test does not', async () => {
    const store = await stores[name]!();
    await store.createRun(head);
    const checkpoint: KeptCheckpoint = {
      notation: network.notation,
      repeat: 1,
      purpose: 'final',
      curve: [],
      durationMs: 5,
      state: { steps: 3, tensors: network.tensors },
      learned: { epochs: [], loss: 7.5, correct: 3, examples: 12 },
      run: runFingerprint(head),
      epochs: 0,
    };
    expect(unpackCheckpoint(Buffer.from(packCheckpoint(checkpoint)))).toEqual(checkpoint);
    await store.checkpoints(head.id).save(checkpoint);
    expect(await store.checkpoints(head.id).load()).toEqual(checkpoint);
    await store.append(head.id, log[0]!, 0);
    expect(await store.checkpoints(head.id).load()).toBeUndefined();
  });
});

test('a damaged file of a network is refused by its name', async () => {
  const store = await stores['files']!();
  await store.createRun(head);
  await store.networks(head.id).save(0, network);
  const path = join(folder, head.id, 'network-1.bin');
  const bytes = readFileSync(path);
  bytes[bytes.length - 6]! ^= 1;
  writeFileSync(path, bytes);
  await expect(store.networks(head.id).load(0)).rejects.toThrow(`${path} is damaged`);
});

describe('test images', () => {
  const data = mkdtempSync(join(tmpdir(), 'pnas-data-'));
  const write = (name: string, count: number, seed: number): void => {
    const { labels, pixels } = noiseImages(count, stream(seed, 'records'));
    const records = Array.from(labels, (label, i) => [label, ...pixels.subarray(i * 3072, (i + 1) * 3072)]);
    writeFileSync(join(data, name), Uint8Array.from(records.flat()));
  };
  write('data_batch_1.bin', 20, 1);
  const training = loadFiles(data);

  test('come beside the training images, which are the same with and without', async () => {
    const without = await training;
    expect(without.test).toBeUndefined();
    write('test_batch.bin', 12, 2);
    const { identity, images, test: own } = await loadFiles(data);
    expect({ identity, images }).toEqual(without);
    expect(own!.identity.images).toBe(12);
    expect(own!.images.labels).toEqual(noiseImages(12, stream(2, 'records')).labels);
    expect(own!.identity.sha256).not.toBe(identity.sha256);
  });

  test.each(['IndexedDB', 'memory'])('are kept with their set in %s, and read apart from it', async (name) => {
    await training;
    write('test_batch.bin', 12, 2);
    const store = (await stores[name]!()) as IndexedDbStore | MemoryStore;
    const sources = await Promise.all(
      ['test_batch.bin', 'data_batch_1.bin'].map((file) => fileSource(join(data, file))),
    );
    const { sha256, images } = await importArchive(sources, await store.startImport(), { name: 'made up' });
    expect(images).toBe(20);
    expect((await store.load(sha256)).labels).toHaveLength(20);
    expect((await store.testOf(sha256))!.images).toBe(12);
    expect((await store.loadTest(sha256)).labels).toEqual(noiseImages(12, stream(2, 'records')).labels);
  });
});
