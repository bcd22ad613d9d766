import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { openDB, type IDBPDatabase } from 'idb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IMPORT_CANCELLED, type ByteSource, type ImportProgress } from '../../../src/contract/api.ts';
import { MemoryIncoming } from '../../../workers/data/import/incoming.ts';
import { importArchive } from '../../../workers/data/import/import-archive.ts';
import { joinImages } from '../../../workers/data/records.ts';
import { deleteIndexedDb, openIndexedDb, type IndexedDbStore } from '../../../workers/store/indexed-db.ts';
import {
  cut,
  dropped,
  END,
  file,
  member,
  RECORD,
  records,
  sizeOf,
  tar,
  zipped,
  type Parts,
} from '../../support/cifar.ts';

const name = 'CIFAR-10';
const ascii = (text: string): Parts => [Uint8Array.from(text, (letter) => letter.charCodeAt(0))];
const zeros = (n: number): Parts => [new Uint8Array(n)];
/** Twenty records, the last with this label. */
const labelled = (label: number): Parts => [
  ...records(10),
  ...records(10).map((part) => part.slice().fill(label, 9 * RECORD, 9 * RECORD + 1)),
];
const gz = (parts: Parts): Uint8Array => gzipSync(Buffer.concat(parts));
const path = (inside: string) => `cifar-10-batches-bin/${inside}`;
const many = (parts: Parts, times: number): Parts => Array.from({ length: times }, () => parts).flat();

describe('an import', () => {
  test('takes the archive, zipped or not, and the files in any order as the same set; the test batch is left out', async () => {
    const sources: ByteSource[][] = [
      [zipped('cifar-10-binary.tar.gz', tar())],
      [file('cifar-10-binary.tar', tar())],
      [6, 3, 5, 1, 4, 2].map((k) => dropped(k === 6 ? 'test_batch.bin' : `data_batch_${k}.bin`, records(10_000, k))),
    ];
    const labels = createHash('sha256');
    for (const k of [1, 2, 3, 4, 5]) for (let i = 0; i < 10_000; i++) labels.update(Uint8Array.of((i + k) % 10));
    for (const k of [1, 2, 3, 4, 5]) {
      for (const part of records(10_000, k))
        for (let i = 0; i < 10; i++) labels.update(part.subarray(i * RECORD + 1, (i + 1) * RECORD));
    }
    const sha256 = labels.digest('hex');
    for (const files of sources) {
      expect(await importArchive(files, new MemoryIncoming(), { name })).toEqual({ name, images: 50_000, sha256 });
    }
  });

  test('is who it is in any store, whatever the order of its files and however large they are', async () => {
    const files = () => [['c', 2500], ['a', 1200], ['b', 3020]].map(([letter, count], i) => dropped(`${letter}.bin`, records(Number(count), i))); // prettier-ignore
    const { sha256 } = await importArchive(files(), new MemoryIncoming(), { name });
    const store = await openIndexedDb('any order');
    expect(await importArchive(files(), await store.startImport(), { name })).toEqual({ name, images: 6720, sha256 });
    const { labels, pixels } = await store.load(sha256);
    expect(createHash('sha256').update(labels).update(pixels).digest('hex')).toBe(sha256);
    store.close();
    await deleteIndexedDb('any order');
  });

  test('keeps every byte and tells how far it is', async () => {
    const incoming = new MemoryIncoming();
    const told: ImportProgress[] = [];
    const parts = records(6000, 2);
    await importArchive([file('b.bin', parts), file('a.bin', records(20, 3))], incoming, {
      name,
      onProgress: (progress) => told.push(progress),
    });
    const { labels, pixels } = joinImages(incoming.takePieces());
    expect(labels).toHaveLength(6020);
    const back = Buffer.concat(
      Array.from({ length: 6000 }, (_, i) => [
        labels.subarray(20 + i, 21 + i),
        pixels.subarray((20 + i) * 3072, (21 + i) * 3072),
      ]).flat(),
    );
    expect(back.equals(Buffer.concat(parts))).toBe(true);
    expect(told.map(({ images }) => images)).toEqual([1000, 2000, 3000, 4000, 5000, 6000, 6020]);
    expect(told.at(-1)).toMatchObject({ bytes: 6020 * RECORD, sizeBytes: 6020 * RECORD });
  });
});

/** What goes wrong, the files, and what is said of it. */
const CORPUS: readonly (readonly [string, readonly ByteSource[], string])[] = [
  ['nothing', [], 'needs cifar-10-binary.tar.gz or data_batch_1.bin to 5; got no file'],
  ['only the test batch', [file('test_batch.bin', records(10))], 'test_batch.bin alone cannot be searched on'],
  ['an empty file', [file('a.bin', [])], 'a.bin must hold at least one record; got an empty file'],
  ['one byte', [file('a.bin', zeros(1))], 'a.bin must be a multiple of 3,073 bytes (1 label, 3,072 pixels); got 1'],
  ['one byte, dropped', [dropped('a.bin', zeros(1))], 'a.bin must be a multiple of 3,073 bytes (1 label, 3,072 pixels); got 1'],
  ['gzip of a few bytes', [file('a.gz', [gz(zeros(100))])], 'a.gz must be a multiple of 3,073 bytes (1 label, 3,072 pixels); got 100'],
  ['gzip of a few bytes, dropped', [dropped('a.gz', [gz(zeros(100))])], 'a.gz must be a multiple of 3,073 bytes (1 label, 3,072 pixels); got 100'],
  ['a zipped web page', [file('a.gz', [gz(ascii('<!DOCTYPE html>'))])], 'inside, it is a web page'],
  ['a record less a byte', [file('a.bin', zeros(RECORD - 1))], 'got 3072'],
  ['a record and a byte', [file('a.bin', zeros(RECORD + 1))], 'got 3074. This is the size of CIFAR-100'],
  ['a batch less a byte', [file('data_batch_1.bin', cut(records(10_000), 30_729_999))], 'got 30729999'],
  ['CIFAR-100 records', [file('test.bin', zeros(10_000 * 3074))], 'got 30740000. This is the size of CIFAR-100; CIFAR-10 is needed'],
  ['a label of 10', [file('a.bin', labelled(10))], 'a.bin record 19 has label 10; labels are 0 to 9'],
  ['a label of 255', [file('a.bin', labelled(255))], 'a.bin record 19 has label 255; labels are 0 to 9'],
  ['a good file and a bad one', [file('a.bin', records(10)), file('b.bin', labelled(77))], 'b.bin record 19 has label 77'],
  ['a file that ends early', [{ ...file('a.bin', records(20)), size: 30 * RECORD }], 'a.bin must have 92190 bytes; it is cut off after 61460'],
  ['60,000 records', [file('a.bin', records(60_000))], 'a.bin must have at most 50,000 records, as the training set has'],
  ['60,000 records in two files', [file('a.bin', records(50_000)), file('b.bin', records(10_000, 2))], 'needs at most 50,000 images, as the training set has; b.bin makes it more'],
  ['a copy of a file', [file('data_batch_1.bin', records(100)), file('data_batch_1 (1).bin', records(100))], 'must not be a copy of'],
  ['50,000 images of uneven classes', [file('a.bin', many([records(10)[0]!.map((byte, i) => (i % RECORD === 0 ? Math.min(byte, 8) : byte))], 5000))], 'must be the training set, with 5,000 of each class; got 10000 of ship'],
  ['a JPEG renamed', [file('a.bin', [...ascii('\xff\xd8\xff\xe0'), ...zeros(RECORD - 4)])], 'a.bin must be CIFAR-10 in its binary version; it is a JPEG picture'],
  ['a PNG', [file('data_batch_1.bin', ascii('\x89PNG\r\n'))], 'it is a PNG picture'],
  ['a zip', [file('cifar-10.zip', ascii('PK\x03\x04'))], 'it is a zip archive'],
  ['an xz archive', [file('c.tar.xz', ascii('\xfd7zXZ\0'))], 'it is an xz archive'],
  ['a bzip2 archive', [file('c.tar.bz2', ascii('BZh9'))], 'it is a bzip2 archive'],
  ['a pickle', [file('data_batch_1', ascii('\x80\x02}q\x01'))], 'it is a Python pickle: the Python version of CIFAR'],
  ['a web page', [file('cifar-10-binary.tar.gz', ascii('<!DOCTYPE html>'))], 'it is a web page: the download failed'],
  ['a zipped JPEG', [file('a.gz', [gz([...ascii('\xff\xd8\xff\xe0'), ...zeros(600)])])], 'inside, it is a JPEG picture'],
  ['gzip in gzip', [file('a.gz', [gz([gz(records(10))])])], 'inside, it is gzip inside gzip'],
  ['gzip, the header only', [file('a.gz', [gz(records(10)).subarray(0, 10)])], 'a.gz must be whole gzip data'],
  ['gzip cut in the middle', [file('a.gz', [gz(records(10)).subarray(0, 300)])], 'a.gz must be whole gzip data'],
  ['gzip without its checksum', [file('a.gz', [gz(records(10)).subarray(0, -8)])], 'a.gz must be whole gzip data'],
  ['gzip with a wrong checksum', [file('a.gz', [gz(records(10)).map((byte, i, all) => (i === all.length - 6 ? byte ^ 1 : byte))])], 'a.gz must be whole gzip data'],
  ['gzip of nothing', [file('a.gz', [gz([])])], 'a.gz must hold at least one record; got an empty file'],
  ['a gzip bomb', [zipped('bomb.gz', many(zeros(1_000_000), 400))], 'bomb.gz must have at most 50,000 records'],
  ['a gzip bomb in a tar', [zipped('bomb.tar.gz', [...member(path('readme.html'), [], { size: 2 ** 32 }), ...zeros(1000)])], 'bomb.tar.gz: readme.html must have at most 1000000 bytes; got 4294967296'],
  ['a tar without a batch', [file('c.tar', tar({ 'data_batch_3.bin': undefined }))], 'c.tar must have data_batch_1.bin to 5; it lacks data_batch_3.bin'],
  ['a tar with a batch twice', [file('c.tar', tar({ 'data_batch_5.bin': member(path('data_batch_1.bin'), records(10_000, 5)) }))], 'c.tar has data_batch_1.bin twice'],
  ['a tar with a short batch', [file('c.tar', tar({ 'data_batch_2.bin': member(path('data_batch_2.bin'), records(9990)) }))], 'c.tar: data_batch_2.bin must have 30,730,000 bytes (10,000 records of 3,073); got 30699270'],
  ['a tar with a wrong label', [file('c.tar', tar({ 'data_batch_4.bin': member(path('data_batch_4.bin'), [...records(9980), ...labelled(11)]) }))], 'c.tar: data_batch_4.bin record 9999 has label 11'],
  ['a tar of other names', [file('c.tar', [...member('photos/cat.jpg', zeros(100)), ...END])], 'c.tar must be cifar-10-binary.tar.gz; it holds photos/cat.jpg'],
  ['a tar with a stranger', [file('c.tar', tar({ x: member(path('data_batch_6.bin'), records(10_000)) }))], 'it holds cifar-10-batches-bin/data_batch_6.bin'],
  ['a tar with a symbolic link', [file('c.tar', [...member(path('data_batch_1.bin'), [], { type: '2', link: '/etc/passwd' }), ...END])], 'data_batch_1.bin must be a file; it is a link'],
  ['a tar with a hard link', [file('c.tar', [...member(path('test_batch.bin'), [], { type: '1', link: 'x' }), ...END])], 'test_batch.bin must be a file; it is a link'],
  ['a tar with a device', [file('c.tar', [...member('dev', [], { type: '3' }), ...END])], 'dev must be a file; it is a member of type "3"'],
  ['a tar with an absolute path', [file('c.tar', [...member('/data_batch_1.bin', records(10)), ...END])], '/data_batch_1.bin must be a path inside the archive'],
  ['a tar with a path upwards', [file('c.tar', [...member('a/../../data_batch_1.bin', records(10)), ...END])], 'a/../../data_batch_1.bin must be a path inside the archive'],
  ['a tar with a huge header', [file('c.tar', [...member('x', [], { type: 'x', size: 1e6 }), ...END])], 'c.tar has a header of 1000000 bytes for x; at most 65536 are read'],
  ['CIFAR-100 in a tar', [file('c.tar', [...member('cifar-100-binary/', [], { type: '5' }), ...END])], 'c.tar is CIFAR-100; CIFAR-10 is needed'],
  ['the Python version in a tar', [file('c.tar', [...member('cifar-10-batches-py/', [], { type: '5' }), ...END])], 'c.tar is the Python version of CIFAR-10; the binary version, cifar-10-binary.tar.gz, is needed'],
  ['a tar of nothing', [file('c.tar', [...member('a/', [], { type: '5' }), ...END])], 'c.tar must have data_batch_1.bin to 5; it lacks data_batch_1.bin, data_batch_2.bin'],
  ['a tar cut after a header', [file('c.tar', cut(tar(), 1024))], 'c.tar: data_batch_1.bin must have 30730000 bytes; it is cut off after 0'],
  ['a tar cut in a batch', [file('c.tar', cut(tar(), 10_000_000))], 'c.tar: data_batch_1.bin must have 30730000 bytes; it is cut off after 9998976'],
  ['a tar cut in the padding', [file('c.tar', cut(tar(), 1024 + 30_730_000))], 'data_batch_1.bin is cut off'],
  ['a tar cut in a header', [file('c.tar', cut(tar(), 1024 + 30_730_240 + 100))], 'c.tar must end with two empty blocks; it ends in the middle'],
  ['a tar cut before its end', [file('c.tar', tar({}, []))], 'c.tar must end with two empty blocks'],
  ['a tar cut in the test batch', [file('c.tar', cut(tar(), sizeOf(tar()) - 20_000_000))], 'c.tar: test_batch.bin must have 30730000 bytes; it is cut off'],
  ['a tar with a damaged header', [file('c.tar', [...member(path('batches.meta.txt')), ...member(path('readme.html')).map((block) => block.map((byte, i) => (i === 3 ? byte ^ 1 : byte))), ...END])], 'c.tar has a damaged tar header'],
  ['a tar with more behind it', [file('c.tar', tar({}, [...END, ...zeros(2_000_000)]))], 'c.tar must end after its last member'],
  ['an archive among files', [file('a.tar', tar()), file('b.bin', records(10))], 'a.tar is an archive and must come alone; got 2 files'],
]; // prettier-ignore

describe('bad input', () => {
  let store: IndexedDbStore;
  let raw: IDBPDatabase;
  let before: unknown;
  const everything = async () => ({ sets: await store.list(), pieces: await raw.getAllKeys('pieces') });

  beforeAll(async () => {
    store = await openIndexedDb('corpus');
    raw = await openDB('corpus');
    await importArchive([file('a.bin', records(20))], await store.startImport(), { name: 'before' });
    before = await everything();
  });
  afterAll(async () => {
    raw.close();
    store.close();
    await deleteIndexedDb('corpus');
  });

  test('comes in at least forty kinds, each with its own message', () => {
    expect(CORPUS.length).toBeGreaterThanOrEqual(40);
  });

  test.each(CORPUS)('%s', async (_, files, message) => {
    const refused = importArchive(files, await store.startImport(), { name });
    await expect(refused).rejects.toThrow(RangeError);
    await expect(refused).rejects.toThrow(message);
    expect(await everything()).toEqual(before);
  });

  test('cancelled: nothing is kept', async () => {
    const cancel = new AbortController();
    const onProgress = ({ images }: ImportProgress): void => {
      if (images >= 5000) cancel.abort(new Error(IMPORT_CANCELLED));
    };
    const options = { name, onProgress, signal: cancel.signal };
    await expect(importArchive([file('a.bin', records(10_000))], await store.startImport(), options)).rejects.toThrow(
      IMPORT_CANCELLED,
    );
    expect(await everything()).toEqual(before);
  });

  /** A stream of these parts, one after the other without a wait, and then for ever nothing; and how many were read. */
  const stalling = (parts: Iterable<Uint8Array>): { source: ByteSource; reads: () => number } => {
    const iterator = parts[Symbol.iterator]();
    let count = 0;
    const read = async (): Promise<{ done: boolean; value?: Uint8Array }> => {
      const { done, value } = iterator.next();
      if (done === true) return new Promise(() => {});
      count++;
      return { done: false, value };
    };
    const stream = () => ({ getReader: () => ({ read, cancel: () => new Promise<void>(() => {}) }) });
    return { source: { name: 'slow', size: 1000 * RECORD, stream }, reads: () => count };
  };

  test.each([
    ['a file', [records(2000)[0]!]],
    ['a tar', tar().slice(0, 5)],
    ['gzip', [gz(records(2000)).subarray(0, 5000)]],
    ['a source that never begins', []],
  ])(
    'cancelled while it waits for more of %s: it ends there and then, and nothing is kept',
    async (_, parts) => {
      const cancel = new AbortController();
      const taken = importArchive([stalling(parts).source], await store.startImport(), { name, signal: cancel.signal });
      setTimeout(() => cancel.abort(new Error(IMPORT_CANCELLED)), 50);
      await expect(taken).rejects.toThrow(IMPORT_CANCELLED);
      expect(await everything()).toEqual(before);
    },
    5000,
  );

  test('cancelled in gzip without a reason: it ends with the signal’s own, a DOMException', async () => {
    const cancel = new AbortController();
    const { source } = stalling([gz(records(2000)).subarray(0, 5000)]);
    const taken = importArchive([source], await store.startImport(), { name, signal: cancel.signal });
    setTimeout(() => cancel.abort(), 50);
    await expect(taken).rejects.toMatchObject({ name: 'AbortError' });
  }, 5000);

  test('cancelled in two gigabytes of other members that come without a wait: it is heard before they end', async () => {
    const cancel = new AbortController();
    const beside = member('._x', [new Uint8Array(1e6)]);
    const endless = (function* () {
      for (let i = 0; i < 2000; i++) yield* beside;
    })();
    const { source, reads } = stalling(endless);
    const taken = importArchive([source], await store.startImport(), { name, signal: cancel.signal });
    let atCancel = 0;
    setTimeout(() => {
      atCancel = reads();
      cancel.abort(new Error(IMPORT_CANCELLED));
    });
    await expect(taken).rejects.toThrow(IMPORT_CANCELLED);
    expect(atCancel).toBeGreaterThan(0);
    expect(reads() - atCancel).toBeLessThanOrEqual(1);
    expect(await everything()).toEqual(before);
  }, 20_000);

  test.each([
    ['NotReadableError', 'data: a.gz cannot be read any more: it was changed after it was chosen'],
    ['NotFoundError', 'data: a.gz is not there any more: it was moved, renamed or deleted after it was chosen'],
    ['TypeError', 'data: a.gz could not be read to its end; network error'],
  ])('a file whose reading ends with a %s is named as that, and not as damaged', async (kind, message) => {
    const bytes = gz(records(2000));
    const error = kind === 'TypeError' ? new TypeError('network error') : new DOMException('The browser’s words', kind);
    for (const sizeBefore of [0, 5000]) {
      let isFirst = sizeBefore > 0;
      const read = async (): Promise<{ done: boolean; value?: Uint8Array }> => {
        if (!isFirst) throw error;
        isFirst = false;
        return { done: false, value: bytes.slice(0, sizeBefore) };
      };
      const stream = () => ({ getReader: () => ({ read, cancel: async () => {} }) });
      const taken = importArchive([{ name: 'a.gz', size: bytes.length, stream }], await store.startImport(), { name });
      await expect(taken).rejects.toThrow(message);
    }
  });

  test('killed in the middle: the next import deletes what was left', async () => {
    const killed = await store.startImport();
    await killed.add({ labels: Uint8Array.of(1), pixels: new Uint8Array(3072) });
    expect(await everything()).not.toEqual(before);
    await store.startImport();
    expect(await everything()).toEqual(before);
  });
});
