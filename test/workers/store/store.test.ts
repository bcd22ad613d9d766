import 'fake-indexeddb/auto';
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { PRESETS } from '../../../src/contract/presets.ts';
import type { LogRecord, RunHead } from '../../../src/contract/records.ts';
import { deleteIndexedDb, openIndexedDb, type IndexedDbStore } from '../../../workers/store/indexed-db.ts';
import { MemoryStore } from '../../../workers/store/memory.ts';
import { FileStore } from '../../../workers/store/node/file-store.ts';
import type { RunStore } from '../../../workers/store/store.ts';

const head = (id: string, startedAt = '2026-01-02T03:04:05.000Z'): RunHead => ({
  id,
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
const stores: Record<string, () => Promise<RunStore>> = {
  IndexedDB: async () => (opened = await openIndexedDb('test')),
  files: async () => new FileStore(mkdtempSync(join(tmpdir(), 'pnas-store-'))),
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
    for (const one of log) await store.append('a', one);
    expect(await store.run('a')).toEqual({ head: head('a'), log });
  });

  test('are listed newest first, and deleted alone', async () => {
    const store = await stores[name]!();
    await store.createRun(head('a', '2026-01-01T00:00:00.000Z'));
    await store.createRun(head('b', '2026-01-02T00:00:00.000Z'));
    await store.append('a', record('a'));
    await store.append('b', record('b'));
    expect((await store.runs()).map(({ id }) => id)).toEqual(['b', 'a']);
    await store.deleteRun('a');
    expect((await store.runs()).map(({ id }) => id)).toEqual(['b']);
    expect((await store.run('b')).log).toHaveLength(1);
    await expect(store.run('a')).rejects.toThrow('storage: there is no run a');
  });
});

describe('a log file', () => {
  test('cut in the middle of a line is read to its last whole record and goes on from there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pnas-store-'));
    const store = new FileStore(folder);
    await store.createRun(head('a'));
    await store.append('a', record('first'));
    const path = join(folder, 'a', 'log.jsonl');
    appendFileSync(path, JSON.stringify(record('cut')).slice(0, 30));
    expect((await store.run('a')).log).toEqual([record('first')]);
    await store.append('a', record('second'));
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
    await expect(store.run('a')).rejects.toThrow(`${path}: line 1 must be a JSON record; got nonsense`);
  });
});

test('data sets in IndexedDB keep every byte', async () => {
  opened = await openIndexedDb('test');
  const images = { labels: Uint8Array.from([3, 9]), pixels: Uint8Array.from({ length: 6144 }, (_, i) => i % 251) };
  const identity = { name: 'two', images: 2, sha256: 'cd'.repeat(32) };
  const incoming = await opened.receive();
  for (const i of [1, 0]) {
    await incoming.add({
      labels: images.labels.slice(i, i + 1),
      pixels: images.pixels.slice(3072 * i, 3072 * (i + 1)),
    });
  }
  expect(await opened.list()).toEqual([]);
  await incoming.commit(identity, [1, 0]);
  expect(await opened.list()).toEqual([identity]);
  expect(await opened.load(identity.sha256)).toEqual(images);
  await expect(opened.load('x')).rejects.toThrow('storage: there is no data set x');
});
