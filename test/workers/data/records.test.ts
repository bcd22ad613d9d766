import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { streamsOf } from '../../../src/core/streams.ts';
import { assembleBatch, NO_AUGMENTATION } from '../../../workers/data/assemble.ts';
import { PIXEL_DEVIATION, PIXEL_MEAN } from '../../../workers/data/image-set.ts';
import { loadFiles, loadSample } from '../../../workers/data/node/files.ts';
import { evaluationBatches, trainingBatches } from '../../../workers/train/batches.ts';
import { splitImages } from '../../../workers/train/split.ts';

const OFFICIAL = new URL('../../../../shared/data/cifar10/data_batch_1.bin', import.meta.url);

describe('the sample', () => {
  test('is 250 images of each class, zipped or not', async () => {
    const { images, identity } = await loadSample();
    expect(identity.images).toBe(2500);
    const counts = Array.from({ length: 10 }, (_, label) => images.labels.filter((other) => other === label).length);
    expect(counts).toEqual(Array(10).fill(250));
    const { sha256 } = identity;
    expect(sha256).toBe(createHash('sha256').update(images.labels).update(images.pixels).digest('hex'));
  });

  test.skipIf(!existsSync(OFFICIAL))('holds the official images', async () => {
    const { images } = await loadSample();
    const official = await loadFiles(fileURLToPath(OFFICIAL));
    expect(official.identity).toMatchObject({ name: 'data_batch_1.bin', images: 10_000 });
    expect(images.pixels.subarray(0, 3072 * 100)).toEqual(official.images.pixels.subarray(0, 3072 * 100));
  });
});

describe('batches', () => {
  const images = {
    labels: Uint8Array.of(0, 1, 2, 3),
    pixels: Uint8Array.from({ length: 4 * 3072 }, (_, i) => i % 251),
  };
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
    const settings = {
      streams: streamsOf(),
      seed: 1,
      key: 'k',
      epoch: 0,
      batchSize: 32,
      augmentation: 'pad-crop',
      lastBatch: 'dropped',
    } as const;
    const batches = trainingBatches(all, settings);
    expect(batches.map(({ indices }) => indices.length)).toEqual([32, 32, 32]);
    expect(new Set(batches.flatMap(({ indices }) => [...indices])).size).toBe(96);
    expect(trainingBatches(all, settings)).toEqual(batches);
    expect(trainingBatches(all, { ...settings, epoch: 1 })).not.toEqual(batches);
    expect(trainingBatches(all, { ...settings, key: 'l' })).not.toEqual(batches);
    expect(evaluationBatches(all, 32).map(({ indices }) => indices.length)).toEqual([32, 32, 32, 4]);
  });

  test('the last one can be filled up with the first images of its epoch', () => {
    const settings = {
      streams: streamsOf(),
      seed: 1,
      key: 'k',
      epoch: 0,
      augmentation: 'none',
      lastBatch: 'filled',
    } as const;
    const of = (count: number, batchSize: number) => {
      const all = Uint32Array.from({ length: count }, (_, i) => i);
      return trainingBatches(all, { ...settings, batchSize }).map(({ indices }) => [...indices]);
    };
    const batches = of(100, 32);
    expect(batches.map(({ length }) => length)).toEqual([32, 32, 32, 32]);
    expect(new Set(batches.flat()).size).toBe(100);
    expect(batches[3]!.slice(4)).toEqual(batches[0]!.slice(0, 28));
    expect(of(96, 32)).toHaveLength(3);
    expect(of(45_000, 128)).toHaveLength(352); // titu1994's
  });

  test('never validate on what they trained with', () => {
    const { training, validation } = splitImages(50, { images: 40, validationImages: 10, seed: 3 }, streamsOf());
    expect([training.length, validation.length, new Set([...training, ...validation]).size]).toEqual([30, 10, 40]);
    expect(() => splitImages(30, { images: 40, validationImages: 10, seed: 3 }, streamsOf())).toThrow(
      'at most the 30 of the data set; got 40',
    );
  });
});
