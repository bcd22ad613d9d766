/** @file Operations on sets of images. */
import { IMAGE_BYTES, type ImageSet } from './image-set.ts';

/** Allocates a set of so many images, all 0. */
export function allocateImages(count: number): ImageSet {
  return { labels: new Uint8Array(count), pixels: new Uint8Array(count * IMAGE_BYTES) };
}

/** Copies a set into a larger one, from its image `at` on; returns the index after the copy. */
export function copyImages(into: ImageSet, at: number, { labels, pixels }: ImageSet): number {
  into.labels.set(labels, at);
  into.pixels.set(pixels, at * IMAGE_BYTES);
  return at + labels.length;
}

/** All images of several sets, in order. */
export function joinImages(sets: readonly ImageSet[]): ImageSet {
  if (sets.length === 1) return sets[0]!;
  const joined = allocateImages(sets.reduce((sum, { labels }) => sum + labels.length, 0));
  let at = 0;
  for (const set of sets) at = copyImages(joined, at, set);
  return joined;
}
