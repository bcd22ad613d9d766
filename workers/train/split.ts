/** @file The split of a data set into training, validation and confirmation images. */
import type { SearchConfig } from '../../src/contract/config.ts';
import { splitSizes } from '../../src/contract/split-sizes.ts';
import type { Streams } from '../../src/core/streams/streams.ts';

/** Indices into the data set; disjoint. */
export interface Split {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
  /** Images that take no part in the search; none in a search without confirmation. */
  readonly confirmation: Uint32Array;
}

/**
 * Draws `images` of the set at random and holds out `validationImages` of them; the same for every child of a seed. Confirmation images come
 * after these in the same order, or are the second half of those held out: {@link splitSizes}.
 * @param streams the run's random streams.
 * @throws {RangeError} when the set is smaller than `images`.
 */
export function splitImages(
  available: number,
  config: Pick<SearchConfig, 'images' | 'validationImages' | 'confirmations' | 'seed'>,
  { stream }: Streams,
): Split {
  const { images, validationImages, seed } = config;
  if (images > available) {
    throw new RangeError(`config: images must be at most the ${available} of the data set; got ${images}`);
  }
  const { validation, confirmation } = splitSizes(config, available);
  const order = stream(seed, 'split').shuffle(Uint32Array.from({ length: available }, (_, i) => i));
  const first = validation < validationImages ? validation : images;
  return {
    validation: order.slice(0, validation),
    training: order.slice(validationImages, images),
    confirmation: order.slice(first, first + confirmation),
  };
}
