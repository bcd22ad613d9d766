/** @file What CIFAR-10's records say: their classes, and sets of them joined. */
import { IMAGE_BYTES, type ImageSet } from './image-set.ts';

/** The classes by label (batches.meta.txt of the official archive). */
export const CLASS_NAMES = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

/** All images of several sets, in order. */
export function joinImages(sets: readonly ImageSet[]): ImageSet {
  if (sets.length === 1) return sets[0]!;
  const count = sets.reduce((sum, { labels }) => sum + labels.length, 0);
  const joined: ImageSet = { labels: new Uint8Array(count), pixels: new Uint8Array(count * IMAGE_BYTES) };
  let at = 0;
  for (const { labels, pixels } of sets) {
    joined.labels.set(labels, at);
    joined.pixels.set(pixels, at * IMAGE_BYTES);
    at += labels.length;
  }
  return joined;
}
