/** @file A batch as floats, made on the CPU: for backends that cannot read packed bytes, and as the reference. */
import type { BatchPlan } from '../network/child-network.ts';
import { IMAGE_BYTES, PIXEL_DEVIATION, PIXEL_MEAN, type ImageSet } from './image-set.ts';

const SIZE = 32;
const PLANE = SIZE * SIZE;
/** Padding on each side before cropping: 32 -> 40 (paper, section 5.1). */
export const CROP_PADDING = 4;
/** The augmentation code of an image as it is: the centre crop, not flipped. */
export const NO_AUGMENTATION = CROP_PADDING | (CROP_PADDING << 4);

/** A whitened batch, [n, 32, 32, 3]; pixels outside the image are 0 after whitening. */
export function assembleBatch(images: ImageSet, batch: BatchPlan): Float32Array {
  const values = new Float32Array(batch.indices.length * IMAGE_BYTES);
  for (let i = 0; i < batch.indices.length; i++) {
    const code = batch.augmentation?.[i] ?? NO_AUGMENTATION;
    const top = (code & 15) - CROP_PADDING;
    const left = ((code >> 4) & 15) - CROP_PADDING;
    const flip = (code >> 8) & 1;
    for (let channel = 0; channel < 3; channel++) {
      const from = batch.indices[i]! * IMAGE_BYTES + channel * PLANE;
      const mean = PIXEL_MEAN[channel]!;
      const deviation = PIXEL_DEVIATION[channel]!;
      for (let row = 0; row < SIZE; row++) {
        const y = row + top;
        if (y < 0 || y >= SIZE) continue;
        for (let column = 0; column < SIZE; column++) {
          const x = (flip === 1 ? SIZE - 1 - column : column) + left;
          if (x < 0 || x >= SIZE) continue;
          const pixel = images.pixels[from + y * SIZE + x]! / 255;
          values[((i * SIZE + row) * SIZE + column) * 3 + channel] = (pixel - mean) / deviation;
        }
      }
    }
  }
  return values;
}

/** The batch's labels, [n]. */
export function batchLabels(images: ImageSet, batch: BatchPlan): Int32Array {
  return Int32Array.from(batch.indices, (index) => images.labels[index]!);
}
