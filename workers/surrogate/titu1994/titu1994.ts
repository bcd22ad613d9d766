/**
 * @file The surrogate of titu1994/progressive-neural-architecture-search (its encoder.py and train.py at b180b63): one LSTM with
 * continued training. After each level it is trained for ten epochs on all cells so far, level by level, a cell per step; weights, Adam's
 * moments and the step of the learning-rate schedule carry over. In WebAssembly, so that it is the same on every machine.
 *
 * Where its two implementations differ this follows the one for GPUs (`CuDNNLSTM`): gates are sigmoids, not Keras's hard sigmoids.
 */
import * as v from 'valibot';
import { parseWith } from '../../../src/contract/config.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { batchByLength } from '../ensemble/ensemble.ts';
import { PREDICT_BATCH } from '../ensemble/paper-network.ts';
import { WasmTrainer, squaredError, type TrainerOptions } from '../ensemble/wasm-trainer.ts';
import {
  sizeOfFamilies,
  type Predictions,
  type FitReport,
  type Measured,
  type SavableSurrogate,
  type Siblings,
} from '../base/surrogate.ts';
import { byLevel } from '../base/targets.ts';
import { createYieldPoint, type YieldPoint } from '../../scheduling/yield-point.ts';
import { drawTitu1994, pairsOf, titu1994Lstm, type Titu1994Tensor } from './titu1994-lstm.ts';

/** Epochs after each level (its train.py, `RNN_TRAINING_EPOCHS`). */
const EPOCHS = 10;
/** Learning rate: 0.001, and 0.98 of it after every 500 steps. */
const LEARNING_RATE = 0.001;
const DECAY = 0.98;
const DECAY_STEPS = 500;

/** Squared error; its train.py sets the L2 penalty to 0; Adam's epsilon is TensorFlow's. */
export const TITU1994_TRAINING: TrainerOptions = { loss: squaredError, penalty: 0, epsilon: 1e-8 };

/** The learning rate of a 0-based step. */
export function titu1994Rate(step: number): number {
  return LEARNING_RATE * DECAY ** Math.floor(step / DECAY_STEPS);
}

interface Options {
  readonly seed: number;
  /** Called between steps of a fit, and between batches predicted; yields to the event loop unless given. What it throws abandons the fit. */
  readonly yieldPoint?: YieldPoint;
}

const numbers = v.array(v.number());
const SavedSchema = v.object({
  fits: v.number(),
  steps: v.number(),
  weights: numbers,
  first: numbers,
  second: numbers,
});

export class Titu1994Surrogate implements SavableSurrogate {
  readonly startsFromScratch = false;
  readonly #seed: number;
  readonly #yieldPoint: YieldPoint;
  readonly #trainer: WasmTrainer<Titu1994Tensor>;
  #fits = 0;

  constructor({ seed, yieldPoint = createYieldPoint() }: Options) {
    this.#seed = seed;
    this.#yieldPoint = yieldPoint;
    this.#trainer = new WasmTrainer(titu1994Lstm, drawTitu1994(stream(seed, 'encoder', 'init')), TITU1994_TRAINING);
  }

  async fit(measured: readonly Measured[]): Promise<FitReport> {
    if (measured.length === 0) throw new RangeError('encoder: needs at least one measured cell to fit; got none');
    const before = this.#trainer.readState();
    try {
      const losses = await this.#train(measured, before.steps);
      this.#fits++;
      return { losses };
    } catch (error) {
      this.#trainer.writeState(before); // an abandoned fit does not count
      throw error;
    }
  }

  /** Counts fits as done without doing them: the random streams of later fits are named by the count. */
  skipFits(count: number): void {
    this.#fits += count;
  }

  async predict(families: readonly Siblings[]): Promise<Predictions> {
    if (this.#fits === 0) throw new Error('encoder: must be fitted before it predicts');
    const size = sizeOfFamilies(families);
    const accuracies = new Float64Array(size);
    for (const { tokens, places } of batchByLength(families, PREDICT_BATCH / 8, pairsOf)) {
      await this.#yieldPoint();
      const { means } = await this.#trainer.predict(tokens);
      for (const [i, place] of places.entries()) accuracies[place] = means[i]!;
    }
    return { accuracies, spreads: new Float64Array(size) };
  }

  async save(): Promise<v.InferOutput<typeof SavedSchema>> {
    if (this.#fits === 0) throw new Error('encoder: must be fitted before it is saved');
    const { steps, weights, first, second } = this.#trainer.readState();
    return { fits: this.#fits, steps, weights: [...weights], first: [...first], second: [...second] };
  }

  restore(saved: unknown): void {
    const { fits, steps, ...tensors } = parseWith(SavedSchema, saved, 'encoder');
    const [weights, first, second] = [tensors.weights, tensors.first, tensors.second].map((own) =>
      Float32Array.from(own),
    );
    this.#trainer.writeState({ steps, weights: weights!, first: first!, second: second! });
    this.#fits = fits;
  }

  dispose(): void {
    this.#trainer.dispose();
  }

  /** Trains for {@link EPOCHS}; returns the mean loss of the last one. */
  async #train(measured: readonly Measured[], steps: number): Promise<number[]> {
    const rng = stream(this.#seed, 'encoder', this.#fits);
    const levels = byLevel(measured).map((level) =>
      level.measured.map(({ cell, accuracy }) => ({ tokens: [[pairsOf(cell)]], accuracies: [[accuracy]] })),
    );
    let losses: readonly number[] = [];
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      for (const cells of levels) {
        for (const one of rng.shuffle([...cells])) {
          await this.#yieldPoint();
          this.#trainer.step(one, titu1994Rate(steps++));
        }
      }
      losses = await this.#trainer.takeLosses();
    }
    return losses.map((total) => total / measured.length);
  }
}
