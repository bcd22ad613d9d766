/** @file The result of a child's training, and its progress until then. */
import type { Failure } from '../../src/contract/failures.ts';

/** Progress of a child in training, reported after every few steps. */
export interface TrainProgress {
  readonly epoch: number;
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly examplesPerSecond: number;
  readonly curve: readonly number[];
  readonly parameters: number;
}

/** The result of training a child. */
export interface Reward {
  /** Validation accuracy of the epoch that `SearchConfig.reward` names; absent when it failed. */
  readonly accuracy?: number;
  readonly failure?: Failure;
  readonly curve: readonly number[];
  readonly durationMs: number;
  readonly parameters: number;
  /** Training examples a second, evaluation excluded. */
  readonly examplesPerSecond: number;
}
