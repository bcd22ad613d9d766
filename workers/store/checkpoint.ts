/** @file The checkpoint of the child in training after its last whole epoch: a crash costs an epoch at most. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { isFinalHead, type AnyHead, type AnyRecord } from '../../src/contract/any-run.ts';
import { ABSENT_SETTINGS } from '../../src/contract/config.ts';
import { EpochSchema } from '../../src/contract/final-records.ts';
import { isTraining } from '../../src/contract/run-file.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const float32Arrays = v.pipe(v.array(v.custom<Float32Array>((input) => input instanceof Float32Array)), v.readonly());

/** Schema of {@link Checkpoint}. */
const CheckpointSchema = v.object({
  /** Notation of the cell. */
  notation: v.string(),
  /** Index of the retraining or confirmation; absent: its first training. */
  repeat: v.optional(count),
  /** What `repeat` counts, where that is confirmations, or seeds of final networks. */
  purpose: v.optional(v.picklist(['confirm', 'final'])),
  /** Validation accuracy after each epoch so far. */
  curve: v.array(share),
  /** Time spent on these epochs, ms. */
  durationMs: v.pipe(v.number(), v.minValue(0)),
  /** The network's `ChildState`. Batches need no state: their random streams are named by child and epoch. */
  state: v.object({ steps: count, tensors: float32Arrays }),
  /** The network's weights after the best epoch, where that one is rewarded. */
  best: v.optional(float32Arrays),
  /** What a final network has learned: each epoch so far, and sums over the steps of the one under way. */
  learned: v.optional(v.object({ epochs: v.array(EpochSchema), loss: v.number(), correct: count, examples: count })),
});
export type Checkpoint = v.InferOutput<typeof CheckpointSchema>;

/** Schema of {@link KeptCheckpoint}. */
export const KeptCheckpointSchema = v.object({
  ...CheckpointSchema.entries,
  /** The run that it belongs to: {@link runFingerprint}. */
  run: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** Number of epochs so far. */
  epochs: count,
});
/** A checkpoint as it is stored, with the run that it belongs to. */
export type KeptCheckpoint = v.InferOutput<typeof KeptCheckpointSchema>;

/** Thrown for a checkpoint that cannot be resumed from: its child restarts. The message is the reason. */
export class RefusedCheckpoint extends Error {
  override readonly name = 'RefusedCheckpoint';
}

/** Whether a record ends a child's training, after which its checkpoint is obsolete. */
export const endsChild = (record: AnyRecord): boolean =>
  record.type === 'network' || (record.type !== 'test' && isTraining(record));

/** The stored checkpoint of a run; a run has one at most. */
export interface KeptCheckpoints {
  /** The last one saved; undefined if there is none. @throws {RefusedCheckpoint} for one that is damaged or does not name its run. */
  load(): Promise<KeptCheckpoint | undefined>;
  save(checkpoint: KeptCheckpoint): Promise<void>;
}

/** Networks of children of one run that are not in training, by the notation of their cells: of those stopped early that may go on. */
export interface KeptChildren {
  /** Undefined where there is none. @throws {RefusedCheckpoint} for one that is damaged or does not name its run. */
  load(notation: string): Promise<KeptCheckpoint | undefined>;
  save(checkpoint: KeptCheckpoint): Promise<void>;
  remove(notation: string): Promise<void>;
  /** Deletes all but those of these cells. */
  retain(notations: readonly string[]): Promise<void>;
}

/** The same of a run: one that is missing or does not fit the run is undefined, and its child restarts. */
export interface Children {
  load(notation: string): Promise<Checkpoint | undefined>;
  save(checkpoint: Checkpoint): Promise<void>;
  remove(notation: string): Promise<void>;
  retain(notations: readonly string[]): Promise<void>;
}

/** The checkpoints of the children of one run. */
export interface Checkpoints {
  /** The last one saved; undefined if none fits the run: then the child restarts. */
  load(): Promise<Checkpoint | undefined>;
  save(checkpoint: Checkpoint): Promise<void>;
  /** Called with the reason why a stored checkpoint is not resumed from. */
  onRefused?(reason: string): void;
}

/** Settings that are no part of a run's identity where they are as in runs from before there were any: checkpoints of these are resumed from. */
const ADDED_SETTINGS = ['minutes', 'precision', 'probes', 'stopping', 'start', 'pareto'] as const;

/**
 * Identifies the run of a checkpoint: hex SHA-256 of its start time, settings and images. Without the run's id, which changes with the
 * name of a folder.
 */
export function runFingerprint(head: AnyHead): string {
  const { startedAt, config, data } = head;
  if (isFinalHead(head)) return fingerprint([startedAt, config, data.sha256]);
  const { confirmations, confirmationSeeds, shadows: _choosesNothing, ...others } = head.config;
  const first = Object.entries(others).filter(([key]) => !ADDED_SETTINGS.some((added) => added === key));
  const added = ADDED_SETTINGS.filter((key) => others[key] !== ABSENT_SETTINGS[key]);
  const settings = {
    ...Object.fromEntries(first),
    ...(confirmations === 0 ? {} : { confirmations, confirmationSeeds }),
    ...Object.fromEntries(added.map((key) => [key, others[key]])),
  };
  // settings by the names of the first releases, whose checkpoints are resumed from
  return fingerprint([startedAt, settings, data.sha256], (text) => text.replace('"macro":', '"recipe":'));
}

const fingerprint = (of: readonly unknown[], rename = (text: string): string => text): string =>
  bytesToHex(sha256(utf8ToBytes(rename(JSON.stringify(of)))));

/** A store's checkpoints restricted to this run: each is saved with the run's fingerprint, and one of another run is refused. */
export function checkpointsOf(kept: KeptCheckpoints, head: AnyHead, onRefused: (reason: string) => void): Checkpoints {
  const { fitting, named } = ofRun(head, head.config.epochs - 1, onRefused);
  return { load: () => fitting(() => kept.load()), save: (checkpoint) => kept.save(named(checkpoint)), onRefused };
}

/** The same of children that are not in training. */
export function childrenOf(kept: KeptChildren, head: AnyHead, onRefused: (reason: string) => void): Children {
  const { fitting, named } = ofRun(head, head.config.epochs, onRefused);
  return {
    load: (notation) => fitting(() => kept.load(notation)),
    save: (checkpoint) => kept.save(named(checkpoint)),
    remove: (notation) => kept.remove(notation),
    retain: (notations) => kept.retain(notations),
  };
}

/** @param most epochs that a checkpoint may have. */
function ofRun(head: AnyHead, most: number, onRefused: (reason: string) => void) {
  const run = runFingerprint(head);
  const requireFit = (checkpoint: KeptCheckpoint | undefined): Checkpoint | undefined => {
    if (checkpoint === undefined) return undefined;
    const { run: itsRun, epochs, ...child } = checkpoint;
    if (itsRun !== run) throw new RefusedCheckpoint('it is of another run, or of other settings');
    const { length } = child.curve;
    const least = child.learned === undefined ? 1 : 0; // a final network is saved within epochs too
    if (length !== epochs || length < least || length > most) {
      throw new RefusedCheckpoint(
        `it must be of ${least} to ${most} epochs, with an accuracy of each; got ${epochs}, with ${length}`,
      );
    }
    return child;
  };
  return {
    fitting: async (load: () => Promise<KeptCheckpoint | undefined>): Promise<Checkpoint | undefined> => {
      try {
        return requireFit(await load());
      } catch (error) {
        if (!(error instanceof RefusedCheckpoint)) throw error;
        onRefused(error.message);
        return undefined;
      }
    },
    named: (checkpoint: Checkpoint): KeptCheckpoint => ({ ...checkpoint, run, epochs: checkpoint.curve.length }),
  };
}
