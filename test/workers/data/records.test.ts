import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CIFAR10_NORMALISATION, NO_NORMALISATION } from '../../../src/core/network/normalisation.ts';
import { streamsOf } from '../../../src/core/streams/streams.ts';
import { assembleBatch, ENLARGED_BIT, NO_AUGMENTATION } from '../../../workers/data/assemble.ts';
import { pixelNormalisation } from '../../../workers/data/normalisation.ts';
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
    (images.pixels[image * 3072 + channel * 1024 + y * 32 + x]! / 255 - CIFAR10_NORMALISATION.mean[channel]!) /
    CIFAR10_NORMALISATION.deviation[channel]!;

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

  test('are cropped from the image enlarged to 40x40, as the paper says', () => {
    const ramp = {
      labels: Uint8Array.of(0),
      pixels: Uint8Array.from({ length: 3072 }, (_, i) => 4 * (i % 32) + 2 * (Math.floor(i / 32) % 32)),
    };
    const plain = { ...ramp, normalisation: NO_NORMALISATION };
    const crop = (top: number, left: number, flip: number) => {
      const code = top | (left << 4) | (flip << 8) | (1 << ENLARGED_BIT);
      return assembleBatch(plain, { indices: Uint32Array.of(0), augmentation: Uint32Array.of(code) });
    };
    // pixel centres: place r of the enlarged axis is place 0.8 (r + 0.5) - 0.5 of the image's, within it
    const at = (place: number) => Math.min(Math.max(0.8 * (place + 0.5) - 0.5, 0), 31);
    const want = (row: number, column: number) => (4 * at(column) + 2 * at(row)) / 255;
    expect(value(crop(0, 0, 0), 0, 0, 0)).toBeCloseTo(want(0, 0), 6);
    expect(value(crop(3, 5, 0), 10, 7, 1)).toBeCloseTo(want(13, 12), 6);
    expect(value(crop(8, 8, 1), 31, 0, 2)).toBeCloseTo(want(39, 39), 6);
    const codes = trainingBatches(Uint32Array.from({ length: 64 }), {
      streams: streamsOf(), seed: 1, key: 'k', epoch: 0, batchSize: 64, augmentation: 'resize-crop', lastBatch: 'dropped',
    })[0]!.augmentation!; // prettier-ignore
    expect([...codes].every((code) => code >> ENLARGED_BIT === 1)).toBe(true);
  });

  test('are whitened by what is trained on, never by what is measured on', () => {
    const training = Uint32Array.of(0, 2);
    const { mean, deviation } = pixelNormalisation('training', images, training);
    const reds = [0, 2].flatMap((image) => [...images.pixels.subarray(3072 * image, 3072 * image + 1024)]);
    const average = reds.reduce((sum, red) => sum + red / 255, 0) / reds.length;
    expect(mean[0]).toBeCloseTo(average, 9);
    const variance = reds.reduce((sum, red) => sum + (red / 255 - average) ** 2, 0) / reds.length;
    expect(deviation[0]).toBeCloseTo(Math.sqrt(variance), 9);
    const others = {
      ...images,
      pixels: images.pixels.map((pixel, i) => (i >= 3072 && i < 6144 ? 255 - pixel : pixel)),
    };
    expect(pixelNormalisation('training', others, training)).toEqual({ mean, deviation });
    const black = { labels: Uint8Array.of(0), pixels: new Uint8Array(3072) };
    expect(pixelNormalisation('training', black, Uint32Array.of(0)).deviation).toEqual([1, 1, 1]);
    const scaled = assembleBatch({ ...images, normalisation: NO_NORMALISATION }, { indices: Uint32Array.of(2) });
    expect(value(scaled, 5, 7, 1)).toBeCloseTo(images.pixels[2 * 3072 + 1024 + 5 * 32 + 7]! / 255, 6);
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
    const { training, validation } = splitImages(
      50,
      { images: 40, validationImages: 10, confirmations: 0, seed: 3 },
      streamsOf(),
    );
    expect([training.length, validation.length, new Set([...training, ...validation]).size]).toEqual([30, 10, 40]);
    expect(() => splitImages(30, { images: 40, validationImages: 10, confirmations: 0, seed: 3 }, streamsOf())).toThrow(
      'at most the 30 of the data set; got 40',
    );
  });
});

test('confirmation images take no part in the search, whether the set has more or not; the rest of the split stays', () => {
  const plain = { images: 40, validationImages: 10, confirmations: 0, seed: 3 };
  for (const [available, validated, confirmed] of [
    [60, 10, 20], // images beyond those used
    [50, 10, 10],
    [49, 5, 5], // too few: half of those held out
    [40, 5, 5],
  ] as const) {
    const before = splitImages(available, plain, streamsOf());
    const { training, validation, confirmation } = splitImages(available, { ...plain, confirmations: 5 }, streamsOf());
    expect([...training]).toEqual([...before.training]);
    expect([...validation]).toEqual([...before.validation.subarray(0, validated)]);
    expect(confirmation).toHaveLength(confirmed);
    expect(new Set([...training, ...validation, ...confirmation]).size).toBe(30 + validated + confirmed);
    expect([...training, ...validation, ...confirmation].every((index) => index < available)).toBe(true);
    expect(before.confirmation).toHaveLength(0);
  }
});
