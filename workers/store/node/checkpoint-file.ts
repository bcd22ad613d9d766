/** @file A checkpoint as a file of tensors (`tensor-file.ts`). Earlier versions wrote no CRC. */
import * as v from 'valibot';
import { KeptCheckpointSchema, RefusedCheckpoint, type KeptCheckpoint } from '../checkpoint.ts';
import { packTensors, splitTensors, unpackTensors } from './tensor-file.ts';

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
  const line = { ...rest, state: { steps, lengths: lengthsOf(tensors) }, best: best && lengthsOf(best) };
  return packTensors(line, [...tensors, ...(best ?? [])]);
}

/** The checkpoint of a file's bytes. @throws {RefusedCheckpoint} for damaged bytes. */
export function unpackCheckpoint(bytes: Buffer): KeptCheckpoint {
  const unpacked = unpackTensors(bytes);
  if (unpacked === undefined) {
    throw new RefusedCheckpoint('its file is damaged, or was written by an earlier version, which made no checksum');
  }
  const line = v.safeParse(LineSchema, unpacked.line);
  if (!line.success) throw new RefusedCheckpoint('its file does not say what it is of');
  const { state, best, ...rest } = line.output;
  const all = [...state.lengths, ...(best ?? [])];
  const size = all.reduce((sum, length) => sum + 4 * length, 0);
  const { values } = unpacked;
  if (values.length !== size)
    throw new RefusedCheckpoint(`its file must have ${size} bytes of values; got ${values.length}`);
  const tensors = splitTensors(values, all);
  const own = { steps: state.steps, tensors: tensors.slice(0, state.lengths.length) };
  const whole = { ...rest, state: own, ...(best === undefined ? {} : { best: tensors.slice(state.lengths.length) }) };
  const checkpoint = v.safeParse(KeptCheckpointSchema, whole);
  if (!checkpoint.success) throw new RefusedCheckpoint('its file does not say what it is of');
  return checkpoint.output;
}
