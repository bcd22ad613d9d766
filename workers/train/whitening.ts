/** @file Filters that whiten patches of the training images (Jordan 2024, arXiv 2404.00498, section 3.2). */
import { eigenpairs } from '../../src/core/network/eigen.ts';
import type { LayerTable } from '../../src/core/network/layers.ts';
import { IMAGE_CHANNELS, IMAGE_SIZE, PATCH } from '../../src/core/network/macro.ts';
import { assembleBatch } from '../data/assemble.ts';
import type { ImageSet } from '../data/image-set.ts';

/** Added to each direction's variance: a direction without any is not blown up (airbench94: 5e-4). */
const EPSILON = 5e-4;
/** Images that the covariance is of: the first so many of the training images (airbench94: 5,000; ours: 1,000, which has 900,000 patches). */
const IMAGES = 1_000;

/** Whether a network has filters that are computed from the images. */
export const needsWhitening = ({ parameters }: LayerTable): boolean =>
  parameters.some(({ init }) => init === 'whitening');

/**
 * The filters, [3, 3, 3, filters]: each principal direction of the patches divided by its deviation, and its negative, by falling variance.
 * @param training indices of the training images.
 */
export function whiteningFilters(images: ImageSet, training: Uint32Array): Float32Array {
  const pixels = assembleBatch(images, { indices: training.subarray(0, IMAGES) });
  const pairs = eigenpairs(patchCovariance(pixels, pixels.length / (IMAGE_SIZE * IMAGE_SIZE * IMAGE_CHANNELS)));
  const size = pairs.length;
  const filters = new Float32Array(size * 2 * size);
  for (const [i, { value, vector }] of pairs.entries()) {
    const scale = 1 / Math.sqrt(Math.max(0, value) + EPSILON);
    for (const [tap, component] of vector.entries()) {
      filters[tap * 2 * size + 2 * i] = component * scale;
      filters[tap * 2 * size + 2 * i + 1] = -component * scale;
    }
  }
  return filters;
}

/** Covariance of all patches inside images [n, 32, 32, 3], about their mean of 0 by normalisation: second moments; order [row, column, channel]. */
function patchCovariance(pixels: Float32Array, n: number): number[][] {
  const size = PATCH * PATCH * IMAGE_CHANNELS;
  const sums = new Float64Array(size * size);
  const patch = new Float64Array(size);
  const places = IMAGE_SIZE - PATCH + 1;
  for (let at = 0; at < n * places * places; at++) {
    const [image, row, column] = [Math.floor(at / places ** 2), Math.floor(at / places) % places, at % places];
    for (let i = 0; i < size; i++) {
      const [y, x, c] = [
        Math.floor(i / (PATCH * IMAGE_CHANNELS)),
        Math.floor(i / IMAGE_CHANNELS) % PATCH,
        i % IMAGE_CHANNELS,
      ];
      patch[i] = pixels[((image * IMAGE_SIZE + row + y) * IMAGE_SIZE + column + x) * IMAGE_CHANNELS + c]!;
    }
    for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) sums[i * size + j]! += patch[i]! * patch[j]!;
  }
  const count = n * places * places;
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => sums[Math.max(i, j) * size + Math.min(i, j)]! / count),
  );
}
