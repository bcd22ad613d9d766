/**
 * @file A checkpoint as a file: the length of a JSON line (uint32, little-endian), the line, all tensors' float32 values, then the CRC-32
 * of everything before it (uint32, little-endian). Earlier versions wrote no CRC.
 */
import { crc32 } from 'node:zlib';
import * as v from 'valibot';
import { KeptCheckpointSchema, RefusedCheckpoint, type KeptCheckpoint } from '../checkpoint.ts';

const LENGTH_BYTES = 4;
const CRC_BYTES = 4;

const lengths = v.array(v.pipe(v.number(), v.integer(), v.minValue(0)));

/** Schema of the line: the checkpoint with its tensors' lengths instead of their values. */
const LineSchema = v.object({
  ...KeptCheckpointSchema.entries,
  state: v.object({ steps: v.number(), lengths }),
  best: v.optional(lengths),
});

/** The file's bytes. */
export function packCheckpoint({ state: { steps, tensors }, best, ...rest }: KeptCheckpoint): Uint8Array {
  const lengthsOf = (of: readonly Float32Array[]): number[] => of.map(({ length }) => length);
  const state = { steps, lengths: lengthsOf(tensors) };
  const line = Buffer.from(JSON.stringify({ ...rest, state, best: best && lengthsOf(best) }));
  const values = [...tensors, ...(best ?? [])].map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  const content = Buffer.concat([uint32(line.length), line, ...values]);
  return Buffer.concat([content, uint32(crc32(content))]);
}

/** The checkpoint of a file's bytes. @throws {RefusedCheckpoint} for damaged bytes. */
export function unpackCheckpoint(bytes: Buffer): KeptCheckpoint {
  const end = bytes.length - CRC_BYTES;
  if (end < LENGTH_BYTES || crc32(bytes.subarray(0, end)) !== bytes.readUInt32LE(end)) {
    throw new RefusedCheckpoint('its file is damaged, or was written by an earlier version, which made no checksum');
  }
  let at = LENGTH_BYTES + bytes.readUInt32LE();
  const line = v.safeParse(LineSchema, parseJson(bytes.subarray(LENGTH_BYTES, at).toString('utf8')));
  if (!line.success) throw new RefusedCheckpoint('its file does not say what it is of');
  const { state, best, ...rest } = line.output;
  const size = [...state.lengths, ...(best ?? [])].reduce((sum, length) => sum + 4 * length, 0);
  if (end !== at + size) throw new RefusedCheckpoint(`its file must have ${size} bytes of values; got ${end - at}`);
  const [tensors, ofBest] = [state.lengths, best].map((own) =>
    own?.map((length) => new Float32Array(new Uint8Array(bytes.subarray(at, (at += 4 * length))).buffer)),
  );
  const whole = { ...rest, state: { steps: state.steps, tensors }, ...(ofBest === undefined ? {} : { best: ofBest }) };
  const checkpoint = v.safeParse(KeptCheckpointSchema, whole);
  if (!checkpoint.success) throw new RefusedCheckpoint('its file does not say what it is of');
  return checkpoint.output;
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
