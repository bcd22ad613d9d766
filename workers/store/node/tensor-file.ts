/**
 * @file Tensors as a file: the length of a JSON line (uint32, little-endian), the line, all tensors' float32 values, then the CRC-32 of
 * everything before it (uint32, little-endian).
 */
import { crc32 } from 'node:zlib';

const LENGTH_BYTES = 4;
const CRC_BYTES = 4;

/** A file's bytes. @param line what the file says of its tensors, as JSON. */
export function packTensors(line: unknown, tensors: readonly Float32Array[]): Uint8Array {
  const text = Buffer.from(JSON.stringify(line));
  const values = tensors.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
  const content = Buffer.concat([uint32(text.length), text, ...values]);
  return Buffer.concat([content, uint32(crc32(content))]);
}

/** A file's line, undefined where it is no JSON, and the values behind it; undefined for a file that is damaged. */
export function unpackTensors(bytes: Buffer): { readonly line: unknown; readonly values: Buffer } | undefined {
  const end = bytes.length - CRC_BYTES;
  if (end < LENGTH_BYTES || crc32(bytes.subarray(0, end)) !== bytes.readUInt32LE(end)) return undefined;
  const from = LENGTH_BYTES + bytes.readUInt32LE();
  return { line: parseJson(bytes.subarray(LENGTH_BYTES, from).toString('utf8')), values: bytes.subarray(from, end) };
}

/** Tensors of these lengths out of values one after the other. */
export function splitTensors(values: Buffer, lengths: readonly number[]): Float32Array[] {
  let at = 0;
  return lengths.map((length) => new Float32Array(new Uint8Array(values.subarray(at, (at += 4 * length))).buffer));
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(LENGTH_BYTES);
  bytes.writeUInt32LE(value);
  return bytes;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
