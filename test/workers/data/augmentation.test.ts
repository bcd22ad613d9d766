import { describe, expect, test } from 'vitest';
import { streamsOf } from '../../../src/core/streams/streams.ts';
import { stream } from '../../../src/core/random/rng.ts';
import type { AugmentationParts } from '../../../src/contract/training-config.ts';
import { assembleBatch, CUTOUT, NO_AUGMENTATION } from '../../../workers/data/assemble.ts';
import { noiseImages } from '../../../workers/data/image-set.ts';
import { keepProbability, pathFactors } from '../../../workers/network/drop-path.ts';
import { trainingBatches } from '../../../workers/train/batches.ts';
import { whiteningFilters } from '../../../workers/train/whitening.ts';

const images = Uint32Array.from({ length: 400 }, (_, i) => i);
const NONE: AugmentationParts = { translate: 0, mirror: 'none', cutout: 0 };

/** The code of each image in an epoch. */
function codes(parts: Partial<AugmentationParts>, epoch: number): number[] {
  const settings = {
    streams: streamsOf(),
    seed: 3,
    key: 'final 1',
    epoch,
    batchSize: 40,
    lastBatch: 'dropped',
  } as const;
  const batches = trainingBatches(images, { ...settings, augmentation: { ...NONE, ...parts } });
  const byImage: number[] = [];
  for (const { indices, augmentation } of batches) for (const [i, image] of indices.entries()) byImage[image] = augmentation![i]!; // prettier-ignore
  return byImage;
}

const isMirrored = (code: number): number => (code >> 8) & 1;

describe('augmentation by parts', () => {
  test('without parts, images are as they are', () => {
    expect(new Set(codes({}, 0))).toEqual(new Set([NO_AUGMENTATION]));
  });

  test('alternating mirrors show every image both ways in two epochs', () => {
    const epochs = [0, 1, 2, 3].map((epoch) => codes({ mirror: 'alternating' }, epoch).map(isMirrored));
    expect(epochs[0]!.every((mirrored, i) => mirrored !== epochs[1]![i])).toBe(true);
    expect(epochs[2]).toEqual(epochs[0]);
    expect(epochs[3]).toEqual(epochs[1]);
    const share = epochs[0]!.reduce((sum, mirrored) => sum + mirrored, 0) / images.length;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.1);
  });

  test('random mirrors leave a quarter of the images mirrored twice', () => {
    const [first, second] = [0, 1].map((epoch) => codes({ mirror: 'random' }, epoch).map(isMirrored));
    const twice = first!.filter((mirrored, i) => mirrored === 1 && second![i] === 1).length / images.length;
    expect(Math.abs(twice - 0.25)).toBeLessThan(0.1);
  });

  test('images are moved by up to so many pixels, each way alike', () => {
    const moved = codes({ translate: 2 }, 0);
    expect(new Set(moved.map((code) => (code & 15) - 4))).toEqual(new Set([-2, -1, 0, 1, 2]));
    expect(new Set(moved.map((code) => ((code >> 4) & 15) - 4))).toEqual(new Set([-2, -1, 0, 1, 2]));
  });

  test('a cutout is a square of zeros about a pixel of the image, all of whose places are drawn', () => {
    const cut = codes({ cutout: 8 }, 0);
    expect(new Set(cut.map((code) => (code >> CUTOUT.row) & 31)).size).toBe(32);
    const set = noiseImages(1, stream(1, 'image'));
    const plain = assembleBatch(set, { indices: Uint32Array.of(0) });
    const code = NO_AUGMENTATION | (2 << CUTOUT.row) | (20 << CUTOUT.column) | (8 << CUTOUT.side);
    const pixels = assembleBatch(set, { indices: Uint32Array.of(0), augmentation: Uint32Array.of(code) });
    const zeros: [number, number][] = [];
    for (let row = 0; row < 32; row++) {
      for (let column = 0; column < 32; column++) {
        const at = 3 * (32 * row + column);
        if (pixels.subarray(at, at + 3).every((value) => value === 0)) zeros.push([row, column]);
        else expect([...pixels.subarray(at, at + 3)]).toEqual([...plain.subarray(at, at + 3)]);
      }
    }
    const [rows, columns] = [0, 1].map((axis) => zeros.map((place) => place[axis]!));
    expect([Math.min(...rows!), Math.max(...rows!)]).toEqual([0, 5]); // -2 to 5, of which six rows are in the image
    expect([Math.min(...columns!), Math.max(...columns!)]).toEqual([16, 23]);
    expect(zeros).toHaveLength(6 * 8);
  });
});

test('paths are dropped with their probability, and kept ones make up for it', () => {
  const keep = keepProbability(0.5, 0.6);
  expect(keep).toBeCloseTo(0.7);
  const factors = Array.from({ length: 100 }, (_, seed) => [...pathFactors(seed * 7919, 5, keep, 64)]).flat();
  expect(new Set(factors)).toEqual(new Set([0, Math.fround(1 / keep)]));
  expect(Math.abs(factors.reduce((sum, factor) => sum + factor, 0) / factors.length - 1)).toBeLessThan(0.05);
  expect(pathFactors(1, 5, keep, 64)).not.toEqual(pathFactors(1, 6, keep, 64));
  expect(pathFactors(1, 5, keep, 64)).not.toEqual(pathFactors(2, 5, keep, 64));
});

test('whitening filters give patches with a covariance of one', () => {
  // neighbouring pixels and channels that go together, as in photographs
  const set = noiseImages(60, stream(2, 'images'));
  for (let i = 1; i < set.pixels.length; i++)
    set.pixels[i] = Math.round(0.3 * set.pixels[i]! + 0.7 * set.pixels[i - 1]!);
  const normalised = { ...set, normalisation: { mean: [0.5, 0.5, 0.5], deviation: [0.2, 0.2, 0.2] } as const };
  const training = Uint32Array.from({ length: 60 }, (_, i) => i);
  const filters = whiteningFilters(normalised, training);
  const pixels = assembleBatch(normalised, { indices: training });
  const sums = Array.from({ length: 54 }, () => new Float64Array(54));
  let count = 0;
  for (let n = 0; n < 60; n++) {
    for (let row = 0; row < 30; row += 3) {
      for (let column = 0; column < 30; column++) {
        const out = new Float64Array(54);
        for (let tap = 0; tap < 27; tap++) {
          const [y, x, c] = [Math.floor(tap / 9), Math.floor(tap / 3) % 3, tap % 3];
          const value = pixels[((n * 32 + row + y) * 32 + column + x) * 3 + c]!;
          for (let k = 0; k < 54; k++) out[k]! += value * filters[tap * 54 + k]!;
        }
        for (let a = 0; a < 54; a += 2) for (let b = 0; b < 54; b++) sums[a]![b]! += out[a]! * out[b]!;
        count++;
      }
    }
  }
  for (let a = 0; a < 54; a += 2) {
    expect(sums[a]![a]! / count).toBeGreaterThan(0.9);
    expect(sums[a]![a]! / count).toBeLessThan(1.1);
    expect(sums[a]![a + 1]! / count).toBeCloseTo(-sums[a]![a]! / count, 5); // its negative
    for (let b = 0; b < a; b += 2) expect(Math.abs(sums[a]![b]! / count)).toBeLessThan(0.1);
  }
});
