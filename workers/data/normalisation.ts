/** @file The normalisation of pixels by the setting of a search. */
import type { Normalisation } from '../../src/contract/config.ts';
import {
  CIFAR10_NORMALISATION,
  NO_NORMALISATION,
  type PixelNormalisation,
} from '../../src/core/network/normalisation.ts';
import { IMAGE_BYTES, type ImageSet } from './image-set.ts';

const CHANNELS = [0, 1, 2] as const;
const PLANE = IMAGE_BYTES / CHANNELS.length;

/**
 * The mean and deviation that a search's pixels are normalised with.
 * @param training indices of the training images: validation images must not influence the normalisation.
 */
export function pixelNormalisation(
  setting: Normalisation,
  images: ImageSet,
  training: Uint32Array,
): PixelNormalisation {
  switch (setting) {
    case 'none':
      return NO_NORMALISATION;
    case 'cifar10':
      return CIFAR10_NORMALISATION;
    case 'training':
      return standardisation(images, training);
    default:
      return setting satisfies never;
  }
}

/** Mean and deviation of these images' pixels by channel; the deviation of a channel that never varies is 1. */
function standardisation({ pixels }: ImageSet, indices: Uint32Array): PixelNormalisation {
  const moments = CHANNELS.map((channel) => {
    let [sum, squares] = [0, 0]; // whole numbers below 2^53: exact
    for (const index of indices) {
      const from = index * IMAGE_BYTES + channel * PLANE;
      for (let i = from; i < from + PLANE; i++) {
        sum += pixels[i]!;
        squares += pixels[i]! ** 2;
      }
    }
    const count = indices.length * PLANE;
    const mean = sum / count;
    return { mean: mean / 255, deviation: Math.sqrt(squares / count - mean ** 2) / 255 || 1 };
  });
  const [red, green, blue] = moments as [(typeof moments)[0], (typeof moments)[0], (typeof moments)[0]];
  return {
    mean: [red.mean, green.mean, blue.mean],
    deviation: [red.deviation, green.deviation, blue.deviation],
  };
}
