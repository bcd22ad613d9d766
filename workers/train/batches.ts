/** @file The batches of an epoch: seeded order and augmentation, as indices, for any executor. */
import type { Augmentation, SearchConfig } from '../../src/contract/config.ts';
import type { Streams } from '../../src/core/streams/streams.ts';
import type { BatchPlan } from '../data/batch-plan.ts';
import { CROP_PADDING, ENLARGED_BIT } from '../data/assemble.ts';

/**
 * Full batches of the epoch's shuffled images. The remainder is left out of this epoch; or the last batch is filled with the epoch's first
 * images, where titu1994 uses the first of the next shuffle (and an even number of batches gets one more).
 */
export function trainingBatches(
  images: Uint32Array,
  { streams, seed, key, epoch, batchSize, augmentation, lastBatch }: EpochSettings,
): BatchPlan[] {
  const shuffled = streams.stream(seed, 'data', key, epoch).shuffle(images.slice());
  const order = lastBatch === 'filled' ? fillLastBatch(shuffled, batchSize) : shuffled;
  const draw = streams.stream(seed, 'augment', key, epoch);
  const batches: BatchPlan[] = [];
  for (let from = 0; from + batchSize <= order.length; from += batchSize) {
    const indices = order.subarray(from, from + batchSize);
    batches.push(
      augmentation !== 'none'
        ? { indices, augmentation: indices.map(() => augmentationCode(draw.integer, augmentation)) }
        : { indices },
    );
  }
  return batches;
}

/** The order, extended by its first images to a whole number of batches. */
function fillLastBatch(order: Uint32Array, batchSize: number): Uint32Array {
  const size = Math.ceil(order.length / batchSize) * batchSize;
  return Uint32Array.from({ length: size }, (_, i) => order[i % order.length]!);
}

/** Everything that determines an epoch's batches. */
export interface EpochSettings {
  /** The run's random streams. */
  readonly streams: Streams;
  readonly seed: number;
  /** The child's key in the names of streams, so that its batches do not depend on the children before it. */
  readonly key: string;
  readonly epoch: number;
  readonly batchSize: number;
  readonly augmentation: Augmentation;
  readonly lastBatch: SearchConfig['lastBatch'];
}

/** All images in order; the last batch may be smaller. */
export function evaluationBatches(images: Uint32Array, batchSize: number): BatchPlan[] {
  const batches: BatchPlan[] = [];
  for (let from = 0; from < images.length; from += batchSize) {
    batches.push({ indices: images.subarray(from, from + batchSize) });
  }
  return batches;
}

/** A random crop, flipped half the time (coded as `BatchPlan.augmentation` says). */
function augmentationCode(integer: (bound: number) => number, augmentation: Exclude<Augmentation, 'none'>): number {
  const offsets = 2 * CROP_PADDING + 1;
  const enlarged = augmentation === 'resize-crop' ? 1 << ENLARGED_BIT : 0;
  return integer(offsets) | (integer(offsets) << 4) | (integer(2) << 8) | enlarged;
}
