/**
 * @file Verifies the signatures of results by Node's own ed25519: 0.06 ms of a processor, where the JavaScript of `@nats-io/nkeys` takes 10, which
 * a coordinator of a hundred workers would spend most of its time on.
 */
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { Verify } from '../../../workers/drive/room-pool.ts';

/** What stands before the 32 bytes of an ed25519 key in DER (RFC 8410, section 4). */
const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** RFC 4648, section 6. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** A public key of nats-server is a byte for its kind, the key, and two of a checksum. */
const [KEY_START, KEY_BYTES] = [1, 32];

/** Keeps each key as it is read once. */
export function createVerifier(): Verify {
  const keys = new Map<string, KeyObject>();
  return (key, bytes, signature) => {
    let read = keys.get(key);
    if (read === undefined) {
      const raw = fromBase32(key).subarray(KEY_START, KEY_START + KEY_BYTES);
      read = createPublicKey({ key: Buffer.concat([DER_PREFIX, raw]), format: 'der', type: 'spki' });
      keys.set(key, read);
    }
    return verify(null, bytes, read, signature);
  };
}

function fromBase32(text: string): Uint8Array {
  const bytes: number[] = [];
  let [value, bits] = [0, 0];
  for (const letter of text) {
    const digit = BASE32.indexOf(letter);
    if (digit < 0) throw new RangeError(`key: must be base32; got "${letter}"`);
    value = ((value << 5) | digit) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}
