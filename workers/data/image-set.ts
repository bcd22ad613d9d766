/** @file A data set in memory: CIFAR-10 records split into labels and planar uint8 pixels, unnormalised. */
import type { PixelNormalisation } from '../../src/core/network/normalisation.ts';
import type { Rng } from '../../src/core/random/rng.ts';

/** Bytes of one image: red, green and blue planes of 32x32, row-major. */
export const IMAGE_BYTES = 3 * 32 * 32;
/** Bytes of one official record: the label, then the image. */
export const RECORD_BYTES = 1 + IMAGE_BYTES;

/** Labels and pixels of n images. */
export interface ImageSet {
  readonly labels: Uint8Array; // [n]
  readonly pixels: Uint8Array; // [n, 3, 32, 32]
  /** How the pixels are normalised for a network; absent: `CIFAR10_NORMALISATION`. */
  readonly normalisation?: PixelNormalisation;
}

/** Noise with random labels: for self-tests and benches, where the content of images does not matter. */
export function noiseImages(count: number, rng: Rng): ImageSet {
  return {
    labels: Uint8Array.from({ length: count }, () => rng.integer(10)),
    pixels: Uint8Array.from({ length: count * IMAGE_BYTES }, () => rng.integer(256)),
  };
}
