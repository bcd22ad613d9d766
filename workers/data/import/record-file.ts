/** @file Reads official CIFAR-10 records from a stream, validated as they are read, in pieces of images. */
import { CLASS_NAMES } from '../../../src/contract/class-names.ts';
import { allocateImages } from '../records.ts';
import { IMAGE_BYTES, RECORD_BYTES, type ImageSet } from '../image-set.ts';
import type { ByteReader } from './byte-reader.ts';

/** Images per piece: 3.1 MB (ours; an official file has ten pieces). */
const PIECE_IMAGES = 1000;
/** Images in the official training set, and the most of a data set. */
export const MOST_IMAGES = 50_000;
/** Records of one official file. */
export const BATCH_IMAGES = 10_000;

/** A buffer for a piece, to be reused: V8 collects buffers only once there are some 64 MB of them. */
export const allocatePiece = (): ImageSet => allocateImages(PIECE_IMAGES);

/** A file that was read. */
export interface ReadFile {
  readonly name: string;
  readonly labels: Uint8Array; // [n]
}

/**
 * Reads records to the end of the file or for `sizeBytes`, piece by piece.
 * @param name of the file, for messages.
 * @param buffer holds each piece until the next is read.
 * @throws {RangeError} for a size that is no multiple of 3,073, a label above 9, more than 50,000 records, or a file that ends early.
 */
export async function readRecordFile(
  reader: ByteReader,
  name: string,
  sizeBytes: number | undefined,
  buffer: ImageSet,
  onPiece: (piece: ImageSet) => Promise<void>,
): Promise<ReadFile> {
  if (sizeBytes !== undefined) checkSize(name, sizeBytes);
  const labels: number[] = [];
  const end = sizeBytes ?? Infinity;
  for (let size = 0; size < end;) {
    const left = Math.min(PIECE_IMAGES, (end - size) / RECORD_BYTES);
    const piece = await readPiece(reader, name, left, buffer, labels.length);
    size += piece.sizeBytes;
    if (piece.sizeBytes % RECORD_BYTES !== 0 || piece.images.labels.length < left) {
      if (sizeBytes !== undefined)
        throw new RangeError(
          `data: ${name} must have ${sizeBytes} bytes; it is cut off after ${size}: download it again`,
        );
      checkSize(name, size);
    }
    if (piece.images.labels.length > 0) {
      labels.push(...piece.images.labels);
      checkCount(name, labels.length);
      await onPiece(piece.images);
    }
    if (piece.images.labels.length < left) break;
  }
  return { name, labels: Uint8Array.from(labels) };
}

/** Reads up to `most` records, split into labels and pixels. */
async function readPiece(
  reader: ByteReader,
  name: string,
  most: number,
  { labels, pixels }: ImageSet,
  before: number,
): Promise<{ images: ImageSet; sizeBytes: number }> {
  let size = 0;
  while (size < most * RECORD_BYTES) {
    const chunk = await reader.readSome(most * RECORD_BYTES - size);
    if (chunk === undefined) break;
    for (let at = 0; at < chunk.length;) {
      const record = Math.floor(size / RECORD_BYTES);
      const within = size % RECORD_BYTES;
      if (within === 0) {
        const label = chunk[at]!;
        if (label >= CLASS_NAMES.length)
          throw new RangeError(`data: ${name} record ${before + record} has label ${label}; labels are 0 to 9`);
        labels[record] = label;
        at++;
        size++;
        continue;
      }
      const part = chunk.subarray(at, at + RECORD_BYTES - within);
      pixels.set(part, record * IMAGE_BYTES + within - 1);
      at += part.length;
      size += part.length;
    }
  }
  const whole = Math.floor(size / RECORD_BYTES);
  const images = { labels: labels.slice(0, whole), pixels: pixels.slice(0, whole * IMAGE_BYTES) }; // a view would be stored with its whole buffer
  return { images: whole === PIECE_IMAGES ? { labels, pixels } : images, sizeBytes: size };
}

function checkSize(name: string, size: number): void {
  if (size === 0) throw new RangeError(`data: ${name} must hold at least one record; got an empty file`);
  if (size % RECORD_BYTES !== 0) {
    const hint = size % (RECORD_BYTES + 1) === 0 ? '. This is the size of CIFAR-100; CIFAR-10 is needed' : '';
    throw new RangeError(`data: ${name} must be a multiple of 3,073 bytes (1 label, 3,072 pixels); got ${size}${hint}`);
  }
  checkCount(name, size / RECORD_BYTES);
}

function checkCount(name: string, count: number): void {
  if (count > MOST_IMAGES) {
    throw new RangeError(
      `data: ${name} must have at most ${MOST_IMAGES.toLocaleString('en')} records, as the training set has; got more`,
    );
  }
}
