import 'fake-indexeddb/auto';
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDB } from 'idb';
import { afterEach, describe, expect, test } from 'vitest';
import { parseWith } from '../../../src/contract/config.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import { RunHeadSchema, type LogRecord, type RunHead } from '../../../src/contract/records.ts';
import { NEWEST_STREAMS } from '../../../src/core/streams/streams.ts';
import { runFingerprint, type KeptCheckpoint } from '../../../workers/store/checkpoint.ts';
import { VERSION } from '../../../workers/store/migrations.ts';
import { packCheckpoint, unpackCheckpoint } from '../../../workers/store/node/checkpoint-file.ts';
import { deleteIndexedDb, openIndexedDb, type IndexedDbStore } from '../../../workers/store/indexed-db.ts';
import { MemoryStore } from '../../../workers/store/memory.ts';
import { FileStore } from '../../../workers/store/node/file-store.ts';
import type { RunStore } from '../../../workers/store/store.ts';

const head = (id: string, startedAt = '2026-01-02T03:04:05.000Z'): RunHead => ({
  id,
  streams: NEWEST_STREAMS,
  config: PRESETS.smoke,
  data: { name: 'sample', images: 2500, sha256: 'ab'.repeat(32) },
  device: { backend: 'webgpu', description: 'a device', software: true },
  startedAt,
});
const record = (notation: string): LogRecord => ({
  type: 'train',
  notation,
  level: 1,
  accuracy: 0.25,
  curve: [0.2, 0.25],
  durationMs: 12,
  parameters: 34,
});

let opened: IndexedDbStore | undefined;
let lastFolder: string;
const stores: Record<string, () => Promise<RunStore>> = {
  IndexedDB: async () => (opened = await openIndexedDb('test')),
  files: async () => new FileStore((lastFolder = mkdtempSync(join(tmpdir(), 'pnas-store-')))),
  memory: async () => new MemoryStore(),
};

afterEach(async () => {
  opened?.close();
  opened = undefined;
  await deleteIndexedDb('test');
});

describe.each(Object.keys(stores))('runs in %s', (name) => {
  test('come back as they went, records in order', async () => {
    const store = await stores[name]!();
    await store.createRun(head('a'));
    const log = Array.from({ length: 12 }, (_, i) => record(`-1,identity,-1,identity #${i}`));
    for (const [place, one] of log.entries()) await store.append('a', one, place);
    expect(await store.run('a')).toEqual({ head: head('a'), log });
  });

  test('may come with a log, whole or not at all, and go on after it', async () => {
    const store = await stores[name]!();
    const log = [record('first'), record('second')];
    await store.createRun(head('a'), log);
    await store.append('a', record('third'), 2);
    expect(await store.run('a')).toEqual({ head: head('a'), log: [...log, record('third')] });
    if (name === 'memory') return; // its caller alone makes ids
    await expect(store.createRun(head('a'), [record('other')])).rejects.toThrow();
    expect((await store.run('a')).log).toHaveLength(3);
  });

  test('take a record only at the place that its writer expects', async () => {
    const store = await stores[name]!();
    const other = name === 'files' ? new FileStore(lastFolder) : store; // as another terminal has it
    await store.createRun(head('a'));
    await store.append('a', record('first'), 0);
    await other.append('a', record('second'), 1);
    const log = [record('first'), record('second')];
    for (const place of [1, 0, 3]) {
      await expect(store.append('a', record('lost'), place)).rejects.toMatchObject({
        name: 'LogConflict',
        message: expect.stringContaining(`run a must have ${place} records before the next one; it has 2. Another`),
      });
    }
    expect((await store.run('a')).log).toEqual(log);
    await other.append('a', record('third'), 2);
    expect((await store.run('a')).log).toEqual([...log, record('third')]);
  });

  test('keep children by their cells, beside the one in training, as long as they are to', async () => {
    const store = await stores[name]!();
    await store.createRun(head('a'));
    await store.createRun(head('b'));
    await store.acquire('a');
    const kept = store.children('a');
    const child = (notation: string): KeptCheckpoint => ({
      run: runFingerprint(head('a')),
      epochs: 1,
      notation,
      curve: [0.5],
      durationMs: 1,
      state: { steps: 1, tensors: [Float32Array.of(1, 2)] },
    });
    for (const notation of ['one', 'two', 'three']) await kept.save(child(notation));
    await store.children('b').save(child('one'));
    await store.checkpoints('a').save(child('in training'));
    expect(await kept.load('two')).toEqual(child('two'));
    await kept.retain(['two', 'three']);
    await kept.remove('three');
    const left = await Promise.all(['one', 'two', 'three'].map((notation) => kept.load(notation)));
    expect(left.map((one) => one?.notation)).toEqual([undefined, 'two', undefined]);
    expect((await store.checkpoints('a').load())?.notation).toBe('in training');
    await store.deleteRun('a');
    expect(await store.children('a').load('two')).toBeUndefined();
    expect(await store.children('b').load('one')).toEqual(child('one'));
  });

  test('are listed newest first, and deleted alone', async () => {
    const store = await stores[name]!();
    await store.createRun(head('a', '2026-01-01T00:00:00.000Z'));
    await store.createRun(head('b', '2026-01-02T00:00:00.000Z'));
    await store.append('a', record('a'), 0);
    await store.append('b', record('b'), 0);
    expect((await store.runs()).items.map(({ id }) => id)).toEqual(['b', 'a']);
    await store.deleteRun('a');
    expect((await store.runs()).items.map(({ id }) => id)).toEqual(['b']);
    expect((await store.run('b')).log).toHaveLength(1);
    await expect(store.run('a')).rejects.toThrow('storage: there is no run a');
  });
});

test('a search that ended without a word is told from one that left, in IndexedDB', async () => {
  const store = await stores['IndexedDB']!();
  await store.createRun(head('a'));
  expect(await store.acquire('a')).toBe(false);
  expect(await store.acquire('a')).toBe(true);
  await store.release('a');
  expect(await store.acquire('a')).toBe(false);
  expect((await store.run('a')).head).toEqual(head('a'));
  expect((await store.runs()).items).toEqual([head('a')]);
});

test('in IndexedDB the last that came to a run writes: the one before it is refused, and leaves it as it is', async () => {
  const first = (opened = await openIndexedDb('test'));
  const second = await openIndexedDb('test');
  await first.createRun(head('a'));
  await first.acquire('a');
  await first.append('a', record('first'), 0);
  expect(await second.acquire('a')).toBe(true);
  await second.append('a', record('second'), 1);
  const other: KeptCheckpoint = {
    run: runFingerprint(head('a')),
    epochs: 1,
    notation: 'b',
    curve: [0.5],
    durationMs: 1,
    state: { steps: 1, tensors: [] },
  };
  await second.checkpoints('a').save(other);

  const taken = { name: 'RunTaken', message: expect.stringContaining('another tab has gone on with this run') };
  await expect(first.append('a', record('third'), 2)).rejects.toMatchObject(taken);
  await expect(first.checkpoints('a').save({ ...other, notation: 'c' })).rejects.toMatchObject(taken);
  await first.release('a');
  await second.append('a', { type: 'done' }, 2);
  expect((await second.run('a')).log).toEqual([record('first'), record('second'), { type: 'done' }]);
  expect(await second.checkpoints('a').load()).toEqual(other);
  expect(await second.acquire('a')).toBe(true); // the first did not take the second's note
  second.close();
});

describe('a log file', () => {
  test('cut in the middle of a line is read to its last whole record and goes on from there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pnas-store-'));
    const store = new FileStore(folder);
    await store.createRun(head('a'));
    await store.append('a', record('first'), 0);
    const path = join(folder, 'a', 'log.jsonl');
    appendFileSync(path, JSON.stringify(record('cut')).slice(0, 30));
    expect((await store.run('a')).log).toEqual([record('first')]);
    await store.append('a', record('second'), 1);
    expect((await store.run('a')).log).toEqual([record('first'), record('second')]);
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(3);
  });

  test('with a line that is no record names the line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pnas-store-'));
    const store = new FileStore(folder);
    await store.createRun(head('a'));
    const path = join(folder, 'a', 'log.jsonl');
    writeFileSync(path, `${JSON.stringify(record('first'))}\n{"type":"train","level":-1}\n`);
    await expect(store.run('a')).rejects.toThrow(`${path}: line 2: notation`);
    writeFileSync(path, 'nonsense\n');
    await expect(store.run('a')).rejects.toThrow(`${path}: line 1: must be a JSON record; got "nonsense"`);
  });
});

test('data sets in IndexedDB keep every byte', async () => {
  opened = await openIndexedDb('test');
  const images = { labels: Uint8Array.from([3, 9]), pixels: Uint8Array.from({ length: 6144 }, (_, i) => i % 251) };
  const identity = { name: 'two', images: 2, sha256: 'cd'.repeat(32) };
  const incoming = await opened.startImport();
  for (const i of [1, 0]) {
    await incoming.add({
      labels: images.labels.slice(i, i + 1),
      pixels: images.pixels.slice(3072 * i, 3072 * (i + 1)),
    });
  }
  expect((await opened.list()).items).toEqual([]);
  await incoming.commit(identity, [1, 0]);
  expect((await opened.list()).items).toEqual([identity]);
  expect(await opened.load(identity.sha256)).toEqual(images);
  await expect(opened.load('x')).rejects.toThrow('storage: there is no data set x');
});

describe('what cannot be read in IndexedDB', () => {
  const damage = async (store: string, value: unknown, key: IDBValidKey): Promise<void> => {
    const db = await openDB('test');
    await db.put(store, value, key);
    db.close();
  };
  const keysIn = async (store: string): Promise<IDBValidKey[]> => {
    const db = await openDB('test');
    const keys = await db.getAllKeys(store);
    db.close();
    return keys;
  };

  test('a bad head is named and deleted, and hides no other run', async () => {
    opened = await openIndexedDb('test');
    await opened.createRun(head('a'), [record('a')]);
    await opened.createRun(head('b'), [record('b')]);
    for (const bad of [{ ...head('b'), config: { ...PRESETS.smoke, blocks: 'two' } }, null, 'nonsense']) {
      await damage('runs', bad, 'b');
      const { items, unreadable } = await opened.runs();
      expect(items.map(({ id }) => id)).toEqual(['a']);
      expect(unreadable).toEqual([{ kind: 'run', id: 'b', reason: expect.stringContaining('storage: run b: ') }]);
    }
    await opened.deleteRun('b');
    expect((await opened.runs()).unreadable).toEqual([]);
    expect(await keysIn('log')).toEqual([['a', 0]]);
  });

  test('a bad record is left out and named; deleted, it takes with it what a replay could not reach', async () => {
    opened = await openIndexedDb('test');
    const incident: LogRecord = { type: 'incident', reason: 'hidden', message: '', phase: 'train', level: 1, at: '' };
    await opened.createRun(head('a'), [record('0'), incident, record('2'), record('3'), record('4')]);
    await damage('log', { ...incident, reason: 'of a later version' }, ['a', 1]);
    await damage('log', { ...record('3'), accuracy: 7 }, ['a', 3]);
    const { log, unreadable } = await opened.run('a');
    expect(log).toEqual([record('0'), record('2'), record('4')]);
    expect(unreadable).toMatchObject([
      { place: 1, after: 0, isIncident: true },
      { place: 3, after: 1, isIncident: false, reason: expect.stringContaining('storage: run a, record 3: accuracy') },
    ]);
    await opened.deleteRecords('a', 1, 0);
    expect((await opened.run('a')).log).toEqual(log);
    await opened.deleteRecords('a', 3, 1);
    expect(await opened.run('a')).toEqual({ head: head('a'), log: [record('0'), record('2')] });
    await opened.append('a', record('next'), 2);
    expect((await opened.run('a')).log).toHaveLength(3);
  });

  test('a bad data set is named and deleted, hides no other, and keeps its images until then', async () => {
    opened = await openIndexedDb('test');
    const kept = ['ab', 'cd'].map((pair) => ({ name: pair, images: 1, sha256: pair.repeat(32) }));
    for (const identity of kept) {
      const incoming = await opened.startImport();
      await incoming.add({ labels: new Uint8Array(1), pixels: new Uint8Array(3072) });
      await incoming.commit(identity, [0]);
    }
    const [good, bad] = kept;
    const pieces = await keysIn('pieces');
    const db = await openDB('test');
    const { owner } = (await db.get('dataSets', bad!.sha256)) as { owner: string };
    db.close();
    for (const stored of [{ ...bad, owner, images: -1 }, { ...bad }, null]) {
      await damage('dataSets', stored, bad!.sha256);
      const { items, unreadable } = await opened.list();
      expect(items).toEqual([good]);
      expect(unreadable).toEqual([
        { kind: 'dataSet', id: bad!.sha256, reason: expect.stringContaining('storage: data set cdcdcdcdcdcd: ') },
      ]);
      expect((await opened.load(good!.sha256)).labels).toHaveLength(1);
      await opened.startImport(); // forgets what nobody owns
      expect(await keysIn('pieces')).toEqual(pieces);
    }
    await opened.deleteDataSet(bad!.sha256);
    expect(await opened.list()).toEqual({ items: [good], unreadable: [] });
    await opened.startImport();
    expect(await keysIn('pieces')).toHaveLength(1);
  });
});

test('a folder whose head cannot be read hides no other run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pnas-store-'));
  const store = new FileStore(folder);
  for (const id of ['a', 'b']) await store.createRun(head(id));
  const path = join(folder, 'b', 'head.json');
  writeFileSync(path, '{"id":');
  expect(await store.runs()).toEqual({
    items: [head('a')],
    unreadable: [{ kind: 'run', id: 'b', reason: `${path}: must be a JSON record; got "{\\"id\\":"` }],
  });
});

test('passed self-tests are kept, the last device alone; what is no pass is none', async () => {
  const { passes } = (opened = await openIndexedDb('test'));
  const has = async (identity: string): Promise<boolean> => (await passes.get(identity)) !== undefined;
  expect(await has('a')).toBe(false);
  await passes.add('a', {});
  expect(await has('a')).toBe(true);
  expect(await has('a, next build')).toBe(false);
  const cuts = { wide: '4x2', narrow: '2x1', shares: true };
  await passes.add('b', { cuts });
  expect([await has('a'), await has('b')]).toEqual([false, true]);
  expect(await passes.get('b')).toMatchObject({ cuts });
  const db = await openDB('test');
  await db.put('passes', { passedAt: 'nonsense' }, 'c');
  db.close();
  expect(await has('c')).toBe(false);
});

describe('checkpoints', () => {
  const checkpoint: KeptCheckpoint = {
    run: runFingerprint(head('a')),
    epochs: 2,
    notation: 'a',
    curve: [0.25, 1 / 3],
    durationMs: 12.5,
    state: { steps: 7, tensors: [Float32Array.of(1 / 3, -0, 1e-40), new Float32Array(0), Float32Array.of(3)] },
  };

  test.each(Object.keys(stores))('in %s: the last is kept bit for bit, until its child is in the log', async (name) => {
    const store = await stores[name]!();
    await store.createRun(head('a'));
    const { load, save } = store.checkpoints('a');
    expect(await load()).toBeUndefined();
    await save({ ...checkpoint, curve: [0.25] });
    await save(checkpoint);
    expect(await load()).toEqual(checkpoint);
    await store.append('a', { type: 'fit', level: 1, cells: 1, losses: [], durationMs: 1 }, 0);
    expect(await load()).toEqual(checkpoint);
    await store.append('a', record('a'), 1);
    expect(await load()).toBeUndefined();
  });

  test('a file cut anywhere is no checkpoint', () => {
    const bytes = Buffer.from(packCheckpoint(checkpoint));
    expect(unpackCheckpoint(bytes)).toEqual(checkpoint);
    for (let size = 0; size < bytes.length; size++) {
      expect(() => unpackCheckpoint(bytes.subarray(0, size)), `${size} bytes`).toThrow('its file is damaged');
    }
  });
});

/** Puts what version 1 of the page stored; the form is in `fixtures/stores/version-1.json`, images as numbers of equal bytes. */
async function storeOfVersion1(): Promise<typeof import('../../fixtures/stores/version-1.json')> {
  const fixture = (await import('../../fixtures/stores/version-1.json')).default;
  const db = await openDB('test', 1, {
    upgrade: (fresh) => {
      for (const name of ['runs', 'log', 'dataSets', 'images']) fresh.createObjectStore(name);
    },
  });
  for (const run of fixture.runs) await db.put('runs', run, run.id);
  for (const { run, place, record: logged } of fixture.log) await db.put('log', logged, [run, place]);
  for (const { identity, labels, pixel } of fixture.dataSets) {
    await db.put('dataSets', identity, identity.sha256);
    const images = { labels: Uint8Array.from(labels), pixels: new Uint8Array(3072 * labels.length).fill(pixel) };
    await db.put('images', images, identity.sha256);
  }
  db.close();
  return fixture;
}

/** Puts what version 2 of the page stored: data sets in pieces, in the order that each says. */
async function storeOfVersion2(): Promise<typeof import('../../fixtures/stores/version-2.json')> {
  const fixture = (await import('../../fixtures/stores/version-2.json')).default;
  const db = await openDB('test', 2, {
    upgrade: (fresh) => {
      for (const name of ['runs', 'log', 'dataSets', 'checkpoints', 'pieces']) fresh.createObjectStore(name);
    },
  });
  for (const run of fixture.runs) await db.put('runs', run, run.id);
  for (const { run, place, record: logged } of fixture.log) await db.put('log', logged, [run, place]);
  for (const { identity, owner, order } of fixture.dataSets) {
    await db.put('dataSets', { ...identity, owner, order }, identity.sha256);
  }
  for (const { owner, place, labels, pixel } of fixture.pieces) {
    const images = { labels: Uint8Array.from(labels), pixels: new Uint8Array(3072 * labels.length).fill(pixel) };
    await db.put('pieces', images, [owner, place]);
  }
  db.close();
  return fixture;
}

/** An old head as it is read now: version 1 of the streams, and the settings that came later as they were before. */
const headOfNow = (stored: object): RunHead => ({ ...parseWith(RunHeadSchema, stored, 'fixture'), streams: 1 });

describe('stores of other versions', () => {
  test('version 1: every run and every data set is there, and goes on', async () => {
    const { runs, log, dataSets } = await storeOfVersion1();
    opened = await openIndexedDb('test');
    expect(await opened.runs()).toEqual({ items: runs.map(headOfNow), unreadable: [] });
    const [run] = runs;
    expect((await opened.run(run!.id)).log).toEqual(log.map(({ record: logged }) => logged));
    expect((await opened.list()).items).toEqual(dataSets.map(({ identity }) => identity));
    for (const { identity, labels, pixel } of dataSets) {
      const pixels = new Uint8Array(3072 * labels.length).fill(pixel);
      expect(await opened.load(identity.sha256)).toEqual({ labels: Uint8Array.from(labels), pixels });
    }
    await opened.append(run!.id, record('next'), log.length);
    expect((await opened.run(run!.id)).log).toHaveLength(log.length + 1);
    await opened.startImport(); // forgets pieces that nobody owns, and these have an owner
    expect((await opened.load(dataSets[0]!.identity.sha256)).labels).toHaveLength(dataSets[0]!.labels.length);
  });

  test('version 2: every run and every data set is there, and no device is trusted yet', async () => {
    const { runs, log, dataSets, pieces } = await storeOfVersion2();
    opened = await openIndexedDb('test');
    expect(await opened.runs()).toEqual({ items: runs.map(headOfNow), unreadable: [] });
    expect((await opened.run(runs[0]!.id)).log).toEqual(log.map(({ record: logged }) => logged));
    for (const { identity, owner, order } of dataSets) {
      const own = pieces.filter((piece) => piece.owner === owner);
      const { labels } = await opened.load(identity.sha256);
      expect([...labels]).toEqual(order.flatMap((place) => own.find((piece) => piece.place === place)!.labels));
    }
    expect(await opened.passes.get('a device')).toBeUndefined();
  });

  test('a newer one is refused in plain words and left as it is', async () => {
    (await openDB('test', VERSION + 1, { upgrade: (fresh) => void fresh.createObjectStore('future') })).close();
    await expect(openIndexedDb('test')).rejects.toThrow(
      `storage: a newer version of this page has been here, and this one reads up to version ${VERSION} of its store. Reload the page`,
    );
    const left = await openDB('test');
    expect([left.version, [...left.objectStoreNames]]).toEqual([VERSION + 1, ['future']]);
    left.close();
  });

  test('an open store makes room for a newer page and says so', async () => {
    let closed = 0;
    opened = await openIndexedDb('test', () => closed++);
    (await openDB('test', VERSION + 1)).close();
    expect(closed).toBe(1);
  });
});
