/** @file What a network sees of a pixel: (pixel / 255 - mean) / deviation, by channel (red, green, blue). */

/** Mean and deviation of pixels in [0, 1], by channel. */
export interface PixelNormalisation {
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

/** Whitening by all 50,000 training images of CIFAR-10: of runs of the first releases, and of exports that no training images go with. */
export const CIFAR10_NORMALISATION: PixelNormalisation = {
  mean: [0.4914, 0.4822, 0.4465],
  deviation: [0.247, 0.2435, 0.2616],
};

/** Pixels from 0 to 1, as they are. */
export const NO_NORMALISATION: PixelNormalisation = { mean: [0, 0, 0], deviation: [1, 1, 1] };
