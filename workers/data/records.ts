/** @file Official CIFAR-10 binary records: one label byte, then the red, green and blue planes of 32x32, row-major. */
import type { DataIdentity } from '../../src/contract/records.ts';
import { IMAGE_BYTES, RECORD_BYTES, type ImageSet } from './image-set.ts';

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

/**
 * Splits record bytes into labels and pixels.
 * @param name the file's, for messages.
 * @throws {RangeError} for a size that is no multiple of 3,073, or a label above 9.
 */
export function parseRecords(bytes: Uint8Array, name: string): ImageSet {
  if (bytes.length === 0) throw new RangeError(`data: ${name} must hold at least one record; got an empty file`);
  if (bytes.length % RECORD_BYTES !== 0) {
    throw new RangeError(
      `data: ${name} must be a multiple of 3,073 bytes (1 label, 3,072 pixels); got ${bytes.length}`,
    );
  }
  const count = bytes.length / RECORD_BYTES;
  const labels = new Uint8Array(count);
  const pixels = new Uint8Array(count * IMAGE_BYTES);
  for (let i = 0; i < count; i++) {
    const at = i * RECORD_BYTES;
    labels[i] = bytes[at]!;
    if (labels[i]! >= CLASS_NAMES.length) {
      throw new RangeError(`data: ${name} record ${i} has label ${labels[i]}; labels are 0 to 9`);
    }
    pixels.set(bytes.subarray(at + 1, at + RECORD_BYTES), i * IMAGE_BYTES);
  }
  return { labels, pixels };
}

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

/** Who the images are: their number, and the SHA-256 of all labels followed by all pixels. */
export async function identify(name: string, { labels, pixels }: ImageSet): Promise<DataIdentity> {
  const bytes = new Uint8Array(labels.length + pixels.length);
  bytes.set(labels);
  bytes.set(pixels, labels.length);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { name, images: labels.length, sha256 };
}
