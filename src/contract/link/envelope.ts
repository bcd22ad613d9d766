/**
 * @file The letters of a result link: a version, a length and a checksum around bytes (`result-link.ts` has the layout), so
 * that what was cut or changed on the way is noticed.
 */
import { crc32 } from './bits.ts';

/** Versions of the layout that can be read; the last is written. */
const VERSIONS = ['1', '2'] as const;
export type Version = (typeof VERSIONS)[number];
export const NEWEST = VERSIONS[1];

/** Characters before the bytes: the version, and the length in three. */
export const HEADER_CHARACTERS = 4;
const CHECK_BYTES = 4;
/** Longest text made, and read: Slack ends links at about 3,990 characters. */
export const MAX_CHARACTERS = 3_900;
/** Beyond this, parts worth no longer link are left out: some mail ends links at 2,048 characters; 100 are the address. */
export const TARGET_CHARACTERS = 1_900;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function checksum(version: string, bytes: Uint8Array): number {
  return crc32(Uint8Array.from([version.charCodeAt(0), ...bytes]));
}

/** The text that carries the bytes. */
export function encodeEnvelope(payload: Uint8Array, version: string = NEWEST): string {
  const sum = checksum(version, payload);
  const body = regroup([...payload, sum >>> 24, (sum >> 16) & 255, (sum >> 8) & 255, sum & 255], 8, 6);
  const length = HEADER_CHARACTERS + body.length;
  const digits = [length >> 12, (length >> 6) & 63, length & 63, ...body];
  return version + digits.map((digit) => ALPHABET[digit]!).join('');
}

/**
 * The version of a text, its bytes, and their checksum.
 * @param versions that can be read, the newest last.
 * @throws {RangeError} unless version, length, characters and checksum are right.
 */
export function decodeEnvelope<V extends string = Version>(
  text: string,
  versions: readonly V[] = VERSIONS as readonly string[] as readonly V[],
): { version: V; payload: Uint8Array; checksum: number } {
  if (text.length < HEADER_CHARACTERS) throw new RangeError(`link: only ${text.length} characters arrived`);
  const version = versions.find((known) => known === text[0]);
  if (version === undefined) throw new RangeError(newer(text[0]!, versions.at(-1)!));
  if (text.length > MAX_CHARACTERS)
    throw new RangeError(`link: must have at most ${MAX_CHARACTERS} characters; got ${text.length}`);
  const digits = Array.from(text, (character, index) => {
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
  const bytes = regroup(digits.slice(HEADER_CHARACTERS), 6, 8);
  bytes.length = (6 * (length - HEADER_CHARACTERS)) >> 3;
  const payload = Uint8Array.from(bytes.slice(0, -CHECK_BYTES));
  const sum = bytes.slice(-CHECK_BYTES).reduce((value, byte) => value * 256 + byte, 0);
  const left = (6 * (length - HEADER_CHARACTERS)) % 8; // bits after the last byte; 6 are a character more than it takes
  const isOneForm = left < 6 && (digits.at(-1)! & (2 ** left - 1)) === 0;
  if (bytes.length <= CHECK_BYTES || !isOneForm || sum !== checksum(version, payload)) {
    throw new RangeError(
      `link, characters 5 to ${length}: they do not fit their checksum, so something in them was changed`,
    );
  }
  return { version, payload, checksum: sum };
}

/** Numbers of `from` bits as numbers of `to` bits, the most significant first, filled up with zeros. */
function regroup(numbers: readonly number[], from: number, to: number): number[] {
  const groups: number[] = [];
  let [value, bits] = [0, 0]; // what is left over
  for (const number of [...numbers, 0]) {
    value = (value << from) + number;
    for (bits += from; bits >= to; bits -= to) groups.push((value >> (bits - to)) & (2 ** to - 1));
    value &= 2 ** bits - 1;
  }
  groups.length = Math.ceil((numbers.length * from) / to);
  return groups;
}

function newer(version: string, newest: string): string {
  return /\d/.test(version)
    ? `link, character 1: its version is ${version}, written by a newer release; this one reads up to ${newest}`
    : `link, character 1: must be the version, ${newest}; got "${version}"`;
}
