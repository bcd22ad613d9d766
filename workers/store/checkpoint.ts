/** @file The child in training, as it was after its last whole epoch: what a kill costs is an epoch at most. */
import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const float32Arrays = v.pipe(v.array(v.custom<Float32Array>((input) => input instanceof Float32Array)), v.readonly());

/** Schema of {@link Checkpoint}. */
export const CheckpointSchema = v.object({
  /** Notation of the cell. */
  notation: v.string(),
  /** Validation accuracy after each epoch done: as many as there are epochs done. */
  curve: v.array(share),
  /** Time spent on these epochs. */
  durationMs: v.pipe(v.number(), v.minValue(0)),
  /** The network's `ChildState`. Batches need no state: their streams are named by child and epoch. */
  state: v.object({ steps: count, tensors: float32Arrays }),
  /** The network's weights as they were after the best epoch, where these are wanted in the end. */
  best: v.optional(float32Arrays),
});
export type Checkpoint = v.InferOutput<typeof CheckpointSchema>;

/** Where a run's checkpoint is kept; a run has one at most. */
export interface Checkpoints {
  /** The last one saved; undefined if there is none, or none that can be read: then the child begins again. */
  load(): Promise<Checkpoint | undefined>;
  save(checkpoint: Checkpoint): Promise<void>;
}
