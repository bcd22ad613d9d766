/** @file Public keys of a room's workers, as nats-server writes them. */
import { nkeys } from '@nats-io/nats-core';

/** RFC 4648, section 6. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** A public key of nats-server is a byte for its kind, the key, and two of a checksum. */
const [KEY_START, KEY_BYTES] = [1, 32];

/** The 32 bytes of an ed25519 key. @throws {RangeError} for letters that base32 has not. */
export function publicKeyBytes(key: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let [value, bits] = [0, 0];
  for (const letter of key) {
    const digit = BASE32.indexOf(letter);
    if (digit < 0) throw new RangeError(`key: must be base32; got "${letter}"`);
    value = ((value << 5) | digit) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 0xff);
  }
  return Uint8Array.from(bytes.slice(KEY_START, KEY_START + KEY_BYTES));
}

/** Whether it is a user's public key with its checksum: nats-server reads no users at all where one is not. */
export function isWorkerKey(key: string): boolean {
  try {
    nkeys.fromPublic(key);
    return true;
  } catch {
    return false;
  }
}
