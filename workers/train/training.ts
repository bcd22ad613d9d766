/** @file Which training of a cell it is: a search trains some cells more than once. */
import type { TrainedWeights } from '../../src/core/network/grown-weights.ts';
import type { Checkpoint } from '../store/checkpoint.ts';

/** The first of a cell, one for the noise of an accuracy, or one that confirms it at the end of the search. */
export interface Training {
  /** 0 is the first training; retrainings and confirmations each count from 1. */
  readonly repeat: number;
  /** Absent and `final`: the accuracy is on the validation images. `confirm`: on those that took no part in the search. */
  readonly purpose?: 'confirm' | 'final';
  /** After how many epochs it is to stop; absent: after all. It is saved then, as after any epoch but the last of all. */
  readonly epochs?: number;
  /** It is saved after its last epoch, too. */
  readonly isKept?: boolean;
  /** The trained network of a smaller cell that it starts as; absent: weights drawn at random. */
  readonly start?: TrainedWeights;
}

export const FIRST_TRAINING: Training = { repeat: 0 };

/**
 * What the training is called in the names of random streams, so that each has its own weights, batches and augmentation. Final networks of
 * different cells have those of their seed in common: they are compared by it.
 */
export function streamName(key: string, { repeat, purpose }: Training): string {
  if (purpose === 'final') return `final ${repeat}`;
  return repeat === 0 ? key : `${key} ${purpose === undefined ? 'again' : purpose} ${repeat}`;
}

type CheckpointName = Pick<Checkpoint, 'notation' | 'repeat' | 'purpose'>;

/** What a checkpoint of it says that it is of. */
export function checkpointName(notation: string, { repeat, purpose }: Training): CheckpointName {
  return { notation, ...(repeat === 0 ? {} : { repeat }), ...(purpose === undefined ? {} : { purpose }) };
}

/** Whether a checkpoint is of the training of this name. */
export function isCheckpointOf(checkpoint: Checkpoint, { notation, repeat = 0, purpose }: CheckpointName): boolean {
  return checkpoint.notation === notation && (checkpoint.repeat ?? 0) === repeat && checkpoint.purpose === purpose;
}
