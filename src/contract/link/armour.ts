/**
 * @file The letters of a result link: a version, a length and a checksum around bytes (`result-link.ts` has the layout), so
 * that what was cut or changed on the way is noticed.
 */
import { BitReader, BitWriter, crc32 } from './bits.ts';

/** Versions of the layout that can be read; the last is written. */
export const VERSIONS = ['1', '2'] as const;
export type Version = (typeof VERSIONS)[number];
export const NEWEST = VERSIONS[1];

/** Characters before the bytes: the version, and the length in three. */
export const HEADER_CHARACTERS = 4;
const CHECK_BYTES = 4;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function checksum(version: Version, bytes: Uint8Array): number {
  return crc32(Uint8Array.from([version.charCodeAt(0), ...bytes]));
}

/** The text that carries the bytes. */
export function armour(payload: Uint8Array, version: Version = NEWEST): string {
  const to = new BitWriter();
  for (const byte of payload) to.uint(byte, 8);
  to.uint(checksum(version, payload), 8 * CHECK_BYTES);
  const bytes = to.bytes();
  const characters = Math.ceil((8 * bytes.length) / 6);
  to.uint(0, 6 * characters - 8 * bytes.length);
  const bits = new BitReader(to.bytes(), 0);
  const body = Array.from({ length: characters }, () => ALPHABET[bits.uint(6)]!).join('');
  const length = HEADER_CHARACTERS + characters;
  const header = [length >> 12, (length >> 6) & 63, length & 63].map((digit) => ALPHABET[digit]!).join('');
  return version + header + body;
}

/** The version of a text, its bytes, and their checksum. @throws {RangeError} unless version, length, characters and checksum are right. */
export function unarmour(text: string): { version: Version; payload: Uint8Array; checksum: number } {
  if (text.length < HEADER_CHARACTERS) throw new RangeError(`link: only ${text.length} characters arrived`);
  const version = VERSIONS.find((known) => known === text[0]);
  if (version === undefined) throw new RangeError(newer(text[0]!));
  const digits = [...text].map((character, index) => {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0)
      throw new RangeError(`link, character ${index + 1}: must be a letter, a digit, - or _; got "${character}"`);
    return digit;
  });
  const length = digits[1]! * 4096 + digits[2]! * 64 + digits[3]!;
  if (text.length < length) throw new RangeError(`link: only ${text.length} of ${length} characters arrived`);
  if (text.length > length)
    throw new RangeError(
      `link, character ${length + 1}: it must end before; ${text.length - length} characters follow`,
    );
  const to = new BitWriter();
  for (const digit of digits.slice(HEADER_CHARACTERS)) to.uint(digit, 6);
  const bits = 6 * (length - HEADER_CHARACTERS);
  const bytes = to.bytes().slice(0, bits >> 3);
  const payload = bytes.slice(0, -CHECK_BYTES);
  const sum = bytes.slice(-CHECK_BYTES).reduce((value, byte) => value * 256 + byte, 0);
  if (bytes.length <= CHECK_BYTES || sum !== checksum(version, payload) || armour(payload, version) !== text) {
    throw new RangeError(
      `link, characters 5 to ${length}: they do not fit their checksum, so something in them was changed`,
    );
  }
  return { version, payload, checksum: sum };
}

function newer(version: string): string {
  return /\d/.test(version)
    ? `link, character 1: its version is ${version}, written by a newer release; this one reads up to ${NEWEST}`
    : `link, character 1: must be the version, ${NEWEST}; got "${version}"`;
}
