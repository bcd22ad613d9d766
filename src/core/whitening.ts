/** @file How images are whitened before a network sees them: (pixel / 255 - mean) / deviation, by channel. */

/** Mean and deviation of CIFAR-10's training pixels in [0, 1], red, green, blue (over all 50,000). */
export const PIXEL_MEAN = [0.4914, 0.4822, 0.4465] as const;
export const PIXEL_DEVIATION = [0.247, 0.2435, 0.2616] as const;
