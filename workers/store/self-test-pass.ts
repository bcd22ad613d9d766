/** @file A passed self-test as it is stored. */
import * as v from 'valibot';

export const PassSchema = v.object({
  passedAt: v.pipe(v.string(), v.isoTimestamp()),
  cuts: v.exactOptional(v.object({ wide: v.string(), narrow: v.string(), shares: v.boolean() })),
  withoutSubgroups: v.exactOptional(v.literal(true)),
});
export type StoredPass = v.InferOutput<typeof PassSchema>;
