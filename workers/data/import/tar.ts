/**
 * @file A streaming tar reader (POSIX.1-2001 ustar; pax and GNU headers for long names are skipped): one member at a time, nothing kept.
 * Our own, because the archives to import are of one form and any other must be refused with a message that says why.
 */
import type { ByteReader } from './byte-reader.ts';

const BLOCK_BYTES = 512;
/** Types of headers that describe the next member: pax and GNU long names. None of the official members needs one. */
const META = new Set(['x', 'g', 'L', 'K']);
/** Size limit of such a header, bytes (ours; a path is at most 4,096 bytes on Linux). */
const MAX_META_BYTES = 65_536;

/** A member of the archive. The reader stands at its first byte. */
export interface TarMember {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly sizeBytes: number;
}

/** Whether a block is a tar header: its checksum is right. */
export function isTarHeader(block: Uint8Array): boolean {
  return block.length === BLOCK_BYTES && checksum(block) === octal(block, 148, 8);
}

/**
 * Calls `onMember` for the archive's members in order, which reads exactly `sizeBytes` of each file from the reader.
 * @param name of the archive, for messages.
 * @throws {RangeError} naming the member, what was required and what was found.
 */
export async function readTar(
  reader: ByteReader,
  name: string,
  onMember: (member: TarMember) => Promise<void>,
): Promise<void> {
  for (;;) {
    const header = await reader.read(BLOCK_BYTES);
    if (header.length < BLOCK_BYTES)
      throw new RangeError(`data: ${name} must end with two empty blocks; it ends in the middle: download it again`);
    if (header.every((byte) => byte === 0)) return;
    if (!isTarHeader(header)) throw new RangeError(`data: ${name} has a damaged tar header: download it again`);
    const path =
      text(header, 345, 155) === '' ? text(header, 0, 100) : `${text(header, 345, 155)}/${text(header, 0, 100)}`;
    const type = String.fromCharCode(header[156]!);
    const sizeBytes = octal(header, 124, 12);
    if (META.has(type)) {
      if (!(sizeBytes <= MAX_META_BYTES))
        throw new RangeError(
          `data: ${name} has a header of ${sizeBytes} bytes for ${path}; at most ${MAX_META_BYTES} are read`,
        );
      await skip(reader, padded(sizeBytes), name, path);
      continue;
    }
    checkPath(path, name);
    if (type === '5') {
      await onMember({ path, kind: 'folder', sizeBytes: 0 });
      continue;
    }
    if (type !== '0' && type !== '\0') {
      const what = type === '1' || type === '2' ? 'a link' : `a member of type ${JSON.stringify(type)}`;
      throw new RangeError(`data: ${name}: ${path} must be a file; it is ${what}`);
    }
    if (Number.isNaN(sizeBytes)) throw new RangeError(`data: ${name}: ${path} has a size that cannot be read`);
    await onMember({ path, kind: 'file', sizeBytes });
    await skip(reader, padded(sizeBytes) - sizeBytes, name, path);
  }
}

async function skip(reader: ByteReader, length: number, name: string, path: string): Promise<void> {
  if ((await reader.skip(length)) < length)
    throw new RangeError(`data: ${name}: ${path} is cut off: download it again`);
}

function checkPath(path: string, name: string): void {
  if (path === '') throw new RangeError(`data: ${name} has a member without a name`);
  if (path.startsWith('/') || path.split('/').includes('..'))
    throw new RangeError(`data: ${name}: ${path} must be a path inside the archive`);
}

const padded = (size: number): number => Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;

/** Text up to the first zero. */
function text(block: Uint8Array, from: number, length: number): string {
  const field = block.subarray(from, from + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end));
}

/** A number in octal digits; NaN where the field is anything else (base-256 sizes begin at 8 GB). */
function octal(block: Uint8Array, from: number, length: number): number {
  const digits = text(block, from, length).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

/** Sum of the header's bytes, the checksum's own field as spaces. */
function checksum(block: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < BLOCK_BYTES; i++) sum += i >= 148 && i < 156 ? 32 : block[i]!;
  return sum;
}
