/** @file The child in training, as it was after its last whole epoch: what a kill costs is an epoch at most. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import type { LogRecord, RunHead } from '../../src/contract/records.ts';
import { isTraining } from '../../src/contract/run-file.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const float32Arrays = v.pipe(v.array(v.custom<Float32Array>((input) => input instanceof Float32Array)), v.readonly());

/** Schema of {@link Checkpoint}. */
export const CheckpointSchema = v.object({
  /** Notation of the cell. */
  notation: v.string(),
  /** Which retraining or confirmation of it; absent: its first training. */
  repeat: v.optional(count),
  /** What `repeat` counts, where that is confirmations. */
  purpose: v.optional(v.literal('confirm')),
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

/** Schema of {@link KeptCheckpoint}. */
export const KeptCheckpointSchema = v.object({
  ...CheckpointSchema.entries,
  /** Which run it is of: {@link runFingerprint}. */
  run: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** Epochs done. */
  epochs: count,
});
/** A checkpoint as a store keeps it: one that says what it is of. */
export type KeptCheckpoint = v.InferOutput<typeof KeptCheckpointSchema>;

/** Thrown for a checkpoint that is there and cannot be gone on from: its child begins again. The message is the reason. */
export class RefusedCheckpoint extends Error {
  override readonly name = 'RefusedCheckpoint';
}

/** Whether a record is the end of a child in training: its checkpoint is of no use any more. */
export const endsChild: (record: LogRecord) => boolean = isTraining;

/** Where a run's checkpoint is kept; a run has one at most. */
export interface KeptCheckpoints {
  /** The last one saved; undefined if there is none. @throws {RefusedCheckpoint} for one that is damaged or does not say what it is of. */
  load(): Promise<KeptCheckpoint | undefined>;
  save(checkpoint: KeptCheckpoint): Promise<void>;
}

/** The checkpoints of the children of one run. */
export interface Checkpoints {
  /** The last one saved; undefined if there is none that fits the run: then the child begins again. */
  load(): Promise<Checkpoint | undefined>;
  save(checkpoint: Checkpoint): Promise<void>;
  /** Told why one that is there is not gone on from. */
  onRefused?(reason: string): void;
}

/**
 * Which run a checkpoint may be of, as the hex SHA-256 of all that makes the run: when it began, its settings, its images. The run's id is
 * not in it, for that changes with the name of a folder.
 */
export function runFingerprint({ startedAt, config, data }: RunHead): string {
  const text = JSON.stringify([startedAt, config, data.sha256]).replace('"macro":', '"recipe":'); // its name in the first releases
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** A store's checkpoints for this run alone: each is saved with what it is of, and one of anything else is not gone on from. */
export function checkpointsOf(kept: KeptCheckpoints, head: RunHead, onRefused: (reason: string) => void): Checkpoints {
  const run = runFingerprint(head);
  const requireFit = (checkpoint: KeptCheckpoint | undefined): Checkpoint | undefined => {
    if (checkpoint === undefined) return undefined;
    const { run: itsRun, epochs, ...child } = checkpoint;
    if (itsRun !== run) throw new RefusedCheckpoint('it is of another run, or of other settings');
    const { length } = child.curve;
    if (length !== epochs || length === 0 || length >= head.config.epochs) {
      throw new RefusedCheckpoint(
        `it must be of 1 to ${head.config.epochs - 1} epochs, with an accuracy of each; got ${epochs}, with ${length}`,
      );
    }
    return child;
  };
  return {
    load: async () => {
      try {
        return requireFit(await kept.load());
      } catch (error) {
        if (!(error instanceof RefusedCheckpoint)) throw error;
        onRefused(error.message);
        return undefined;
      }
    },
    save: (checkpoint) => kept.save({ ...checkpoint, run, epochs: checkpoint.curve.length }),
    onRefused,
  };
}
