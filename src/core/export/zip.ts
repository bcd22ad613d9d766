/** @file A ZIP archive of files stored as they are (PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16). */

import { toUtf8 } from './utf8.ts';

/** A file to be packed. */
export interface PackedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const [LOCAL_HEADER_BYTES, CENTRAL_HEADER_BYTES, END_BYTES] = [30, 46, 22];
/** 1 January 1980, the earliest date that a header can say: archives of the same files are the same. */
const DATE = (1 << 5) | 1;
/** Names are UTF-8. */
const FLAGS = 1 << 11;

/** @throws {RangeError} at 4 GB or 65,536 files, which need another form. */
export function zip(files: readonly PackedFile[]): Uint8Array<ArrayBuffer> {
  const named = files.map(({ name, bytes }) => ({ name: toUtf8(name), bytes, crc: crc32(bytes) }));
  const sizeOf = (header: number): number => named.reduce((sum, { name }) => sum + header + name.length, 0);
  const local = sizeOf(LOCAL_HEADER_BYTES) + files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const central = sizeOf(CENTRAL_HEADER_BYTES);
  if (local + central >= 2 ** 32 || files.length >= 2 ** 16) throw new RangeError('zip: must be less than 4 GB');
  const archive = new Uint8Array(local + central + END_BYTES);
  const view = new DataView(archive.buffer);
  let at = 0;
  const u16 = (value: number): void => (view.setUint16(at, value, true), void (at += 2));
  const u32 = (value: number): void => (view.setUint32(at, value, true), void (at += 4));
  const put = (bytes: Uint8Array): void => (archive.set(bytes, at), void (at += bytes.length));
  /** What both headers of a file have: version, flags, stored, time, date, checksum, sizes, lengths of name and extra field. */
  const common = ({ name, bytes, crc }: (typeof named)[number]): void => {
    for (const value of [20, FLAGS, 0, 0, DATE]) u16(value);
    for (const value of [crc, bytes.length, bytes.length]) u32(value);
    for (const value of [name.length, 0]) u16(value);
  };
  const places: number[] = [];
  for (const file of named) {
    places.push(at);
    u32(0x04034b50);
    common(file);
    put(file.name);
    put(file.bytes);
  }
  for (const [i, file] of named.entries()) {
    u32(0x02014b50);
    u16(20);
    common(file);
    for (const value of [0, 0, 0]) u16(value); // comment, disk, internal attributes
    for (const value of [0, places[i]!]) u32(value); // external attributes, where the file begins
    put(file.name);
  }
  u32(0x06054b50);
  for (const value of [0, 0, files.length, files.length]) u16(value);
  for (const value of [central, local]) u32(value);
  u16(0);
  return archive;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
