/** @file The batches of an epoch: seeded order and augmentation, as indices, for any executor. */
import type { Augmentation, SearchConfig } from '../../src/contract/config.ts';
import type { AugmentationParts } from '../../src/contract/training-config.ts';
import { IMAGE_SIZE } from '../../src/core/network/macro.ts';
import type { Rng } from '../../src/core/random/rng.ts';
import type { Streams } from '../../src/core/streams/streams.ts';
import type { BatchPlan } from '../data/batch-plan.ts';
import { CROP_PADDING, CUTOUT, ENLARGED_BIT, MIRROR_BIT, NO_AUGMENTATION } from '../data/assemble.ts';

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
  const codeOf =
    typeof augmentation === 'string'
      ? () => augmentationCode(draw.integer, augmentation as Exclude<Augmentation, 'none'>)
      : partsCode(draw, augmentation, mirroredIn(images, augmentation, { streams, seed, key, epoch }));
  const batches: BatchPlan[] = [];
  for (let from = 0; from + batchSize <= order.length; from += batchSize) {
    const indices = order.subarray(from, from + batchSize);
    batches.push(augmentation === 'none' ? { indices } : { indices, augmentation: indices.map(codeOf) });
  }
  return batches;
}

/** Whether an image of the epoch is mirrored, where that is not drawn anew: the first epoch mirrors those that are drawn, the next the others. */
function mirroredIn(
  images: Uint32Array,
  { mirror }: AugmentationParts,
  { streams, seed, key, epoch }: Pick<EpochSettings, 'streams' | 'seed' | 'key' | 'epoch'>,
): ReadonlyMap<number, 0 | 1> | undefined {
  if (mirror !== 'alternating') return undefined;
  const draw = streams.stream(seed, 'mirror', key);
  return new Map(Array.from(images, (image) => [image, ((draw.integer(2) + epoch) % 2) as 0 | 1]));
}

/** The code of an image's augmentation by parts: moved, mirrored, with a square cut out. */
function partsCode(
  { integer }: Rng,
  { translate, mirror, cutout }: AugmentationParts,
  mirrored: ReadonlyMap<number, 0 | 1> | undefined,
): (image: number) => number {
  const offset = (): number => CROP_PADDING - translate + integer(2 * translate + 1);
  const { row, column, side } = CUTOUT;
  const cut = (): number => (integer(IMAGE_SIZE) << row) | (integer(IMAGE_SIZE) << column) | (cutout << side);
  return (image) => {
    const moved = offset() | (offset() << 4);
    const flip = mirrored?.get(image) ?? (mirror === 'random' ? integer(2) : 0);
    return moved | (flip << MIRROR_BIT) | (cutout > 0 ? cut() : 0);
  };
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
  readonly augmentation: Augmentation | AugmentationParts;
  readonly lastBatch: SearchConfig['lastBatch'];
}

/** All images in order; the last batch may be smaller. @param isMirrored whether it is their mirror images. */
export function evaluationBatches(images: Uint32Array, batchSize: number, isMirrored = false): BatchPlan[] {
  const batches: BatchPlan[] = [];
  for (let from = 0; from < images.length; from += batchSize) {
    const indices = images.subarray(from, from + batchSize);
    batches.push(isMirrored ? { indices, augmentation: indices.map(() => MIRRORED) } : { indices });
  }
  return batches;
}

/** The code of a mirrored image. */
const MIRRORED = NO_AUGMENTATION | (1 << MIRROR_BIT);

/** A random crop, flipped half the time (coded as `BatchPlan.augmentation` says). */
function augmentationCode(integer: (bound: number) => number, augmentation: Exclude<Augmentation, 'none'>): number {
  const offsets = 2 * CROP_PADDING + 1;
  const enlarged = augmentation === 'resize-crop' ? 1 << ENLARGED_BIT : 0;
  return integer(offsets) | (integer(offsets) << 4) | (integer(2) << MIRROR_BIT) | enlarged;
}
