/**
 * @file The interface of every executor of a layer table: train a step, evaluate, read and write weights. Two exist: `TfjsNetwork`
 * (tfjs ops with autodiff; the reference, on every backend) and `GpuNetwork` (a static plan on WebGPU).
 */
import type { BatchPlan } from '../data/batch-plan.ts';

/** Hyperparameters of one step; the rest is fixed at construction. */
export interface StepSettings {
  readonly learningRate: number;
}

/** Running totals since the last read. */
export interface Totals {
  /** Sum of the examples' cross-entropy. */
  readonly loss: number;
  /** Examples whose largest logit was the label's. */
  readonly correct: number;
  readonly examples: number;
}

/**
 * One child on a device. The executor keeps the images; a step names them by index and
 * augmentation, so that only a few integers are transferred.
 */
export interface ChildNetwork {
  /** Number of trained values. */
  readonly parameters: number;
  /** Enqueues one optimisation step on one batch. Does not wait for the device. */
  trainStep(batch: BatchPlan, settings: StepSettings): void;
  /** Enqueues a forward pass with moving statistics; adds to the totals. */
  evaluateStep(batch: BatchPlan): void;
  /** Waits for everything enqueued, returns the totals since the last read and resets them. */
  readTotals(): Promise<Totals>;
  /** Trained values by parameter, in the table's order, then moving mean and variance of each batch norm layer. */
  readWeights(): Promise<Float32Array[]>;
  writeWeights(weights: readonly Float32Array[]): void;
  /** Everything that training resumes from; waits for everything enqueued. */
  readState(): Promise<ChildState>;
  /** Resumes from a state of the same table and optimizer: the same steps then give the same values, bit for bit on one device. */
  writeState(state: ChildState): void;
  /** Frees everything it holds on the device. */
  dispose(): void;
}

/** A child between two steps, in the table's own shapes, so that any executor can resume from any other's. */
export interface ChildState {
  /** Steps taken: they set the moving statistics' momentum and Adam's bias correction. */
  readonly steps: number;
  /** As `readWeights` gives them; then, by parameter, the velocity (momentum), or Adam's first moments and then its second. */
  readonly tensors: readonly Float32Array[];
}
