/**
 * @file The interface of every executor of a layer table: train a step, evaluate, read and write weights. Two exist: `TfjsNetwork`
 * (tfjs ops with autodiff; the reference, on every backend) and `GpuNetwork` (a static plan on WebGPU).
 */
import type { BatchPlan } from '../data/batch-plan.ts';

/** Hyperparameters of one step; the rest is fixed at construction. */
export interface StepSettings {
  readonly learningRate: number;
  /** Probability that a path of the last cell is dropped; absent: 0. */
  readonly dropPath?: number;
  /** Seed of the draws of paths, 32 bits; absent: 0. */
  readonly dropSeed?: number;
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
  /** Enqueues a forward pass with moving statistics, and with averaged weights where weights are averaged; adds to the totals. */
  evaluateStep(batch: BatchPlan): void;
  /** The same, and waits for its logits, [n, classes]. Resets the totals. */
  predict(batch: BatchPlan): Promise<Float32Array>;
  /** Waits for everything enqueued, returns the totals since the last read and resets them. */
  readTotals(): Promise<Totals>;
  /**
   * Trained values by parameter, in the table's order, then moving mean and variance of each batch norm layer: their averages, where weights
   * are averaged.
   */
  readWeights(): Promise<Float32Array[]>;
  /** Sets these, and the averages to the same. */
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
  /**
   * Trained values and moving statistics in the order of `readWeights`; then, by parameter, the velocity (momentum), or Adam's first moments and
   * then its second; then the averages of the former, where they are averaged.
   */
  readonly tensors: readonly Float32Array[];
}
