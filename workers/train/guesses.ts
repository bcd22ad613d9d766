/** @file What a child in training answers for a few validation images, for whoever watches. Nothing of it counts. */
import type { Guesses } from '../../src/contract/events.ts';
import { IMAGE_BYTES, type ImageSet } from '../data/image-set.ts';
import type { ChildNetwork } from '../network/child-network.ts';

/** Images that are asked about, at most: a row of thumbnails. One batch whatever their number. */
const GUESSED_IMAGES = 8;
/** Least time between two of a search, ms (ours): epochs of small children are shorter, and would be asked more than they train. */
export const GUESS_INTERVAL_MS = 1_000;

/** The first validation image of each class in turn, then the second: the same few for every child of a run. */
export function guessedImages(validation: Uint32Array, { labels }: ImageSet, batchSize: number): Uint32Array {
  const seen = new Map<number, number>();
  const turns = Array.from(validation, (image) => {
    const turn = seen.get(labels[image]!) ?? 0;
    seen.set(labels[image]!, turn + 1);
    return { image, turn };
  });
  const chosen = turns.sort((a, b) => a.turn - b.turn).slice(0, Math.min(GUESSED_IMAGES, batchSize)); // stable
  return Uint32Array.from(chosen, ({ image }) => image);
}

/** Asks the network, as it is now; resets its totals. */
export async function guess(
  network: ChildNetwork,
  images: Uint32Array,
  set: ImageSet,
): Promise<Pick<Guesses, 'labels' | 'answers' | 'pixels'>> {
  const logits = await network.predict({ indices: images });
  const classes = logits.length / images.length;
  const pixels = new Uint8Array(images.length * IMAGE_BYTES);
  for (const [i, image] of images.entries())
    pixels.set(set.pixels.subarray(image * IMAGE_BYTES, (image + 1) * IMAGE_BYTES), i * IMAGE_BYTES);
  return {
    labels: Uint8Array.from(images, (image) => set.labels[image]!),
    answers: Uint8Array.from(images, (_, i) => largest(logits.subarray(i * classes, (i + 1) * classes))),
    pixels,
  };
}

const largest = (values: Float32Array): number =>
  values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);
