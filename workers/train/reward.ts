/** @file The result of a child's training, and its progress until then. */
import type { Failure } from '../../src/contract/failures.ts';
import type { Epoch } from '../../src/contract/final-records.ts';

/** Progress of a child in training, reported after every few steps. */
export interface TrainProgress {
  readonly epoch: number;
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  /** Of the last step. */
  readonly learningRate: number;
  readonly examplesPerSecond: number;
  /** Validation accuracy after each finished epoch, and these epochs in full. */
  readonly curve: readonly number[];
  readonly learning: readonly Epoch[];
  readonly parameters: number;
}

/** The result of training a child. */
export interface Reward {
  /** Validation accuracy of the epoch that `SearchConfig.reward` names; absent when it failed. */
  readonly accuracy?: number;
  readonly failure?: Failure;
  readonly curve: readonly number[];
  /** Each epoch in full; absent where no network was trained. */
  readonly learning?: readonly Epoch[];
  readonly durationMs: number;
  readonly parameters: number;
  /** Training examples a second, evaluation excluded. */
  readonly examplesPerSecond: number;
}
