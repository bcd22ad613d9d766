/** @file A passed self-test as it is stored. */
import * as v from 'valibot';

export const PassSchema = v.object({
  passedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** The tilings that autotuning found, by family; earlier builds stored fewer. */
  cuts: v.exactOptional(v.record(v.string(), v.union([v.string(), v.boolean()]))),
  withoutSubgroups: v.exactOptional(v.literal(true)),
});
export type StoredPass = v.InferOutput<typeof PassSchema>;
