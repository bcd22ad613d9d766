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

/** Room for so many images. */
export function allocateImages(count: number): ImageSet {
  return { labels: new Uint8Array(count), pixels: new Uint8Array(count * IMAGE_BYTES) };
}

/** Copies a set into a larger one, from its image `at` on; returns the place of the next. */
export function putImages(room: ImageSet, at: number, { labels, pixels }: ImageSet): number {
  room.labels.set(labels, at);
  room.pixels.set(pixels, at * IMAGE_BYTES);
  return at + labels.length;
}

/** All images of several sets, in order. */
export function joinImages(sets: readonly ImageSet[]): ImageSet {
  if (sets.length === 1) return sets[0]!;
  const joined = allocateImages(sets.reduce((sum, { labels }) => sum + labels.length, 0));
  let at = 0;
  for (const set of sets) at = putImages(joined, at, set);
  return joined;
}
