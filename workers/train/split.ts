/** @file The split of a data set into training, validation and confirmation images. */
import type { SearchConfig } from '../../src/contract/config.ts';
import { splitSizes } from '../../src/contract/split-sizes.ts';
import type { FinalHead } from '../../src/contract/final-records.ts';
import { streamsOf, type Streams } from '../../src/core/streams/streams.ts';

/** Indices into the data set; disjoint. */
export interface Split {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
  /** Images that take no part in the search; none in a search without confirmation. */
  readonly confirmation: Uint32Array;
}

/**
 * The test images of a final training among those of their set: the first of a set of test images, else those that come after the images used in
 * the order of {@link splitImages}.
 * @throws {RangeError} when the set is smaller than both together.
 */
export function testIndices({ config, data, test, streams }: FinalHead): Uint32Array {
  const { images, testImages, seed } = config;
  if (test.isHeldOut !== true) return Uint32Array.from({ length: testImages }, (_, i) => i);
  if (images + testImages > data.images) {
    throw new RangeError(
      `config: images and testImages must be at most the ${data.images} of the data set; got ${images} and ${testImages}`,
    );
  }
  return orderOf(data.images, seed, streamsOf(streams).stream).slice(images, images + testImages);
}

function orderOf(available: number, seed: number, stream: Streams['stream']): Uint32Array {
  return stream(seed, 'split').shuffle(Uint32Array.from({ length: available }, (_, i) => i));
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
  const order = orderOf(available, seed, stream);
  const first = validation < validationImages ? validation : images;
  return {
    validation: order.slice(0, validation),
    training: order.slice(validationImages, images),
    confirmation: order.slice(first, first + confirmation),
  };
}
