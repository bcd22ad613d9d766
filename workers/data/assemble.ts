/** @file Assembles batches as floats on the CPU: for backends that cannot read packed bytes, and as the reference. */
import { CIFAR10_NORMALISATION } from '../../src/core/network/normalisation.ts';
import type { BatchPlan } from './batch-plan.ts';
import { IMAGE_BYTES, type ImageSet } from './image-set.ts';

const SIZE = 32;
const PLANE = SIZE * SIZE;
/** Padding on each side before cropping: 32 -> 40. */
export const CROP_PADDING = 4;
/** The size an image is enlarged to before cropping (paper, section 5.1). */
const ENLARGED_SIZE = SIZE + 2 * CROP_PADDING;
/** The augmentation code of an unchanged image: the centre crop, not flipped. */
export const NO_AUGMENTATION = CROP_PADDING | (CROP_PADDING << 4);
/** The bit of a code that mirrors. */
export const MIRROR_BIT = 8;
/** The bit of a code that crops the enlarged image instead of the padded one. */
export const ENLARGED_BIT = 9;
/** First bits of a code's cutout: its middle, 5 bits each, and its side, 6 bits; a side of 0 is none. */
export const CUTOUT = { row: 10, column: 15, side: 20 } as const;

/** A normalised batch, [n, 32, 32, 3]; pixels outside a padded image and those cut out are 0 after normalisation. */
export function assembleBatch(images: ImageSet, batch: BatchPlan): Float32Array {
  const values = new Float32Array(batch.indices.length * IMAGE_BYTES);
  const { mean, deviation } = images.normalisation ?? CIFAR10_NORMALISATION;
  for (let i = 0; i < batch.indices.length; i++) {
    const code = batch.augmentation?.[i] ?? NO_AUGMENTATION;
    const top = code & 15;
    const left = (code >> 4) & 15;
    const flip = (code >> MIRROR_BIT) & 1;
    const pixelAt = (code >> ENLARGED_BIT) & 1 ? enlargedPixel : paddedPixel;
    const isCut = cutOf(code);
    for (let channel = 0; channel < 3; channel++) {
      const from = batch.indices[i]! * IMAGE_BYTES + channel * PLANE;
      const plane = images.pixels.subarray(from, from + PLANE);
      for (let row = 0; row < SIZE; row++) {
        for (let column = 0; column < SIZE; column++) {
          const x = (flip === 1 ? SIZE - 1 - column : column) + left;
          const pixel = pixelAt(plane, row + top, x);
          if (pixel === undefined || isCut(row, column)) continue;
          values[((i * SIZE + row) * SIZE + column) * 3 + channel] =
            (pixel / 255 - mean[channel]!) / deviation[channel]!;
        }
      }
    }
  }
  return values;
}

/** Whether a pixel is in the square that a code cuts out; the square may reach beyond the image. */
function cutOf(code: number): (row: number, column: number) => boolean {
  const side = (code >> CUTOUT.side) & 63;
  if (side === 0) return () => false;
  const half = Math.floor(side / 2);
  const [top, left] = [((code >> CUTOUT.row) & 31) - half, ((code >> CUTOUT.column) & 31) - half];
  return (row, column) => row >= top && row < top + side && column >= left && column < left + side;
}

/** A pixel of the padded plane, [40, 40]; undefined in the padding. */
function paddedPixel(plane: Uint8Array, row: number, column: number): number | undefined {
  const [y, x] = [row - CROP_PADDING, column - CROP_PADDING];
  return y < 0 || y >= SIZE || x < 0 || x >= SIZE ? undefined : plane[y * SIZE + x]!;
}

/** A pixel of the plane enlarged to [40, 40]: bilinear between pixel centres, clamped at the border (as `tf.image.resize`). */
function enlargedPixel(plane: Uint8Array, row: number, column: number): number {
  const [y0, y1, v] = neighbours(row);
  const [x0, x1, u] = neighbours(column);
  const upper = plane[y0 * SIZE + x0]! * (1 - u) + plane[y0 * SIZE + x1]! * u;
  const lower = plane[y1 * SIZE + x0]! * (1 - u) + plane[y1 * SIZE + x1]! * u;
  return upper * (1 - v) + lower * v;
}

/** The two source indices of an index on the enlarged axis, and the weight of the second. */
function neighbours(index: number): [number, number, number] {
  const at = Math.min(Math.max(((index + 0.5) * SIZE) / ENLARGED_SIZE - 0.5, 0), SIZE - 1);
  const first = Math.floor(at);
  return [first, Math.min(first + 1, SIZE - 1), at - first];
}

/** The batch's labels, [n]. */
export function batchLabels(images: ImageSet, batch: BatchPlan): Int32Array {
  return Int32Array.from(batch.indices, (index) => images.labels[index]!);
}
