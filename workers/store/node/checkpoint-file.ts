/** @file A checkpoint as a file: the length of a JSON line (uint32, little-endian), the line, then all tensors' float32 values. */
import * as v from 'valibot';
import { CheckpointSchema, type Checkpoint } from '../checkpoint.ts';

const LENGTH_BYTES = 4;

const lengths = v.array(v.pipe(v.number(), v.integer(), v.minValue(0)));

/** The line's form: the checkpoint with its tensors' lengths instead of their values. */
const LineSchema = v.object({
  ...CheckpointSchema.entries,
  state: v.object({ steps: v.number(), lengths }),
  best: v.optional(lengths),
});

export function packCheckpoint({ state: { steps, tensors }, best, ...rest }: Checkpoint): Uint8Array {
  const lengthsOf = (of: readonly Float32Array[]): number[] => of.map(({ length }) => length);
  const state = { steps, lengths: lengthsOf(tensors) };
  const line = Buffer.from(JSON.stringify({ ...rest, state, best: best && lengthsOf(best) }));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(line.length);
  const values = [...tensors, ...(best ?? [])].map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  return Buffer.concat([length, line, ...values]);
}

/** The reverse; undefined for bytes that are no whole checkpoint. */
export function unpackCheckpoint(bytes: Buffer): Checkpoint | undefined {
  if (bytes.length < LENGTH_BYTES) return undefined;
  let at = LENGTH_BYTES + bytes.readUInt32LE();
  const line = v.safeParse(LineSchema, parseJson(bytes.subarray(LENGTH_BYTES, at).toString('utf8')));
  if (!line.success) return undefined;
  const { state, best, ...rest } = line.output;
  const size = [...state.lengths, ...(best ?? [])].reduce((sum, length) => sum + 4 * length, 0);
  if (bytes.length !== at + size) return undefined;
  const [tensors, ofBest] = [state.lengths, best].map((own) =>
    own?.map((length) => new Float32Array(new Uint8Array(bytes.subarray(at, (at += 4 * length))).buffer)),
  );
  const whole = { ...rest, state: { steps: state.steps, tensors }, ...(ofBest === undefined ? {} : { best: ofBest }) };
  const checkpoint = v.safeParse(CheckpointSchema, whole);
  return checkpoint.success ? checkpoint.output : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
