/** @file The split of a data set into training and validation images. */
import type { SearchConfig } from '../../src/contract/config.ts';
import type { Streams } from '../../src/core/search/streams.ts';

/** Indices into the data set; disjoint. */
export interface Split {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
}

/**
 * Draws `images` of the set at random and holds out `validationImages` of them; the same for every child of a seed.
 * @param streams the run's random streams.
 * @throws {RangeError} when the set is smaller than `images`.
 */
export function splitImages(
  available: number,
  { images, validationImages, seed }: Pick<SearchConfig, 'images' | 'validationImages' | 'seed'>,
  { stream }: Streams,
): Split {
  if (images > available) {
    throw new RangeError(`config: images must be at most the ${available} of the data set; got ${images}`);
  }
  const order = stream(seed, 'split').shuffle(Uint32Array.from({ length: available }, (_, i) => i));
  return { validation: order.slice(0, validationImages), training: order.slice(validationImages, images) };
}
