import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { assembleBatch, NO_AUGMENTATION } from '../../../workers/data/assemble.ts';
import { PIXEL_DEVIATION, PIXEL_MEAN, RECORD_BYTES } from '../../../workers/data/image-set.ts';
import { loadSample } from '../../../workers/data/node/files.ts';
import { identify, joinImages, parseRecords } from '../../../workers/data/records.ts';
import { parseSample } from '../../../workers/data/sample.ts';
import { evaluationBatches, trainingBatches } from '../../../workers/train/batches.ts';
import { splitImages } from '../../../workers/train/split.ts';

const OFFICIAL = new URL('../../../../shared/data/cifar10/data_batch_1.bin', import.meta.url);

/** n records with labels 0, 1, .. and pixels that count up. */
function recordsOf(n: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(n * RECORD_BYTES);
  for (let i = 0; i < bytes.length; i++) bytes[i] = i % RECORD_BYTES === 0 ? (i / RECORD_BYTES) % 10 : i % 256;
  return bytes;
}

describe('records', () => {
  test('split into labels and planar pixels', () => {
    const bytes = recordsOf(12);
    const { labels, pixels } = parseRecords(bytes, 'a.bin');
    expect([...labels]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    expect(pixels.subarray(3072, 6144)).toEqual(bytes.subarray(RECORD_BYTES + 1, 2 * RECORD_BYTES));
  });

  test.each([
    ['an empty file', new Uint8Array(0), 'data: x.bin must hold at least one record; got an empty file'],
    [
      'a cut file',
      recordsOf(2).subarray(1),
      'data: x.bin must be a multiple of 3,073 bytes (1 label, 3,072 pixels); got 6145',
    ],
    [
      'a label of 10',
      recordsOf(3).fill(10, RECORD_BYTES, RECORD_BYTES + 1),
      'data: x.bin record 1 has label 10; labels are 0 to 9',
    ],
  ])('refuse %s', (_, bytes, message) => {
    expect(() => parseRecords(bytes, 'x.bin')).toThrow(new RangeError(message));
  });

  test('join in order and are told apart by their hash', async () => {
    const [a, b] = [parseRecords(recordsOf(3), 'a'), parseRecords(recordsOf(2), 'b')];
    const joined = joinImages([a, b]);
    expect([...joined.labels]).toEqual([0, 1, 2, 0, 1]);
    const [one, other] = [await identify('x', joined), await identify('x', joinImages([b, a]))];
    expect(one.sha256).not.toBe(other.sha256);
    expect(one).toEqual(await identify('x', joined));
  });
});

describe('the sample', () => {
  test('is 250 images of each class, zipped or not', async () => {
    const { images, identity } = await loadSample();
    expect(identity.images).toBe(2500);
    const counts = Array.from({ length: 10 }, (_, label) => images.labels.filter((other) => other === label).length);
    expect(counts).toEqual(Array(10).fill(250));
    const bytes = recordsOf(20);
    expect(await parseSample(bytes)).toEqual(parseRecords(bytes, 'raw'));
  });

  test.skipIf(!existsSync(OFFICIAL))('holds the official images', async () => {
    const { images } = await loadSample();
    const official = parseRecords(new Uint8Array(readFileSync(OFFICIAL)), 'data_batch_1.bin');
    expect(images.pixels.subarray(0, 3072 * 100)).toEqual(official.pixels.subarray(0, 3072 * 100));
  });
});

describe('batches', () => {
  const images = parseRecords(recordsOf(4), 'a');
  const value = (batch: Float32Array, y: number, x: number, channel: number) => batch[(y * 32 + x) * 3 + channel]!;
  const whitened = (image: number, y: number, x: number, channel: number) =>
    (images.pixels[image * 3072 + channel * 1024 + y * 32 + x]! / 255 - PIXEL_MEAN[channel]!) /
    PIXEL_DEVIATION[channel]!;

  test('are whitened, cropped and flipped as coded', () => {
    const plain = assembleBatch(images, { indices: Uint32Array.of(2) });
    expect(value(plain, 5, 7, 1)).toBeCloseTo(whitened(2, 5, 7, 1), 5);
    const corner = 0 | (8 << 4) | (1 << 8); // up by 4, right by 4, flipped
    const batch = assembleBatch(images, { indices: Uint32Array.of(2), augmentation: Uint32Array.of(corner) });
    expect(value(batch, 4, 10, 2)).toBeCloseTo(whitened(2, 0, 31 - 10 + 4, 2), 5);
    expect(value(batch, 3, 10, 2)).toBe(0);
    expect(value(batch, 10, 0, 0)).toBe(0);
    const none = assembleBatch(images, { indices: Uint32Array.of(2), augmentation: Uint32Array.of(NO_AUGMENTATION) });
    expect(none).toEqual(plain);
  });

  test('repeat by seed and child, and differ between epochs', () => {
    const all = Uint32Array.from({ length: 100 }, (_, i) => i);
    const settings = { seed: 1, key: 'k', epoch: 0, batchSize: 32, augmentation: true };
    const batches = trainingBatches(all, settings);
    expect(batches.map(({ indices }) => indices.length)).toEqual([32, 32, 32]);
    expect(new Set(batches.flatMap(({ indices }) => [...indices])).size).toBe(96);
    expect(trainingBatches(all, settings)).toEqual(batches);
    expect(trainingBatches(all, { ...settings, epoch: 1 })).not.toEqual(batches);
    expect(trainingBatches(all, { ...settings, key: 'l' })).not.toEqual(batches);
    expect(evaluationBatches(all, 32).map(({ indices }) => indices.length)).toEqual([32, 32, 32, 4]);
  });

  test('never validate on what they trained with', () => {
    const { training, validation } = splitImages(50, { images: 40, validationImages: 10, seed: 3 });
    expect([training.length, validation.length, new Set([...training, ...validation]).size]).toEqual([30, 10, 40]);
    expect(() => splitImages(30, { images: 40, validationImages: 10, seed: 3 })).toThrow(
      'at most the 30 of the data set; got 40',
    );
  });
});
