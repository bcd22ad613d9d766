/**
 * @file Part B of the default surrogate: a small message-passing network along the cell's own graph. Each of the cell's inputs has a
 * learned vector; then, with s(input) the vector of a half's input,
 *
 *     half = relu(s(input) * gate[operator] + embedding[operator])
 *     s(block) = DAMPING * relu(W1 (left half + right half) + b1)
 *     score = w3 . relu(W2 (mean of s over the blocks) + b2)
 *
 * By construction it is invariant to the order of halves and the numbering of blocks. Trained with a pairwise hinge loss on cells of one
 * level. In typed arrays: at this size a GPU spends its time on dispatches, and results are the same on every device.
 */
import { MAX_LOOKBACK } from '../../../src/core/space/cell.ts';
import { MAX_OPERATORS, OPERATORS, operatorIndex } from '../../../src/core/space/operators.ts';
import type { Rng } from '../../../src/core/random/rng.ts';
import { Adam } from './adam.ts';
import { batchesOf, memberShare, pairwiseHinge, type Batch } from '../base/ranking-loss.ts';
import type { Siblings } from '../base/surrogate.ts';
import type { Level } from '../base/targets.ts';
import { DAMPING, multiply, Trace } from './message-trace.ts';
import { initialise, B1, B2, SIZE, W1, W2, W3, WIDTH } from './message-weights.ts';
import type { Pieces } from '../../scheduling/yield-point.ts';

/** Cells of one level in a batch (ours). */
const BATCH = 32;
const EPOCHS = 40;
const LEARNING_RATE = 0.005;

/** One member of the ensemble. */
export class MessagePassing {
  readonly #weights: Float64Array;
  /** Of a batch's cells, reused for each batch. */
  readonly #traces: Trace[] = [];

  /**
   * @param rng the source of the initial weights.
   * @param operatorRows rows drawn for the operators, independent of how many operators exist.
   */
  constructor(rng: Rng, operatorRows = MAX_OPERATORS) {
    this.#weights = initialise(rng, operatorRows);
  }

  /** A copy of all weights. */
  save(): number[] {
    return [...this.#weights];
  }

  /** @throws {RangeError} for another number of weights. */
  restore(weights: readonly number[]): void {
    if (weights.length !== SIZE)
      throw new RangeError(`encoder: a network needs ${SIZE} weights; got ${weights.length}`);
    this.#weights.set(weights);
  }

  /**
   * Trains on a random 4/5 of each level's cells.
   * @returns mean loss of the last epoch.
   */
  *fit(levels: readonly Level[], rng: Rng): Pieces<number> {
    const shares = levels.map(({ measured }) => memberShare(measured.length, rng));
    const optimizer = new Adam(SIZE, LEARNING_RATE);
    const gradient = new Float64Array(SIZE);
    let loss = 0;
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      const batches = rng.shuffle(levels.flatMap((level, i) => batchesOf(level, rng.shuffle(shares[i]!), BATCH)));
      loss = 0;
      for (const batch of batches) {
        gradient.fill(0);
        loss += this.#backward(batch, gradient) / batches.length;
        optimizer.step(this.#weights, gradient);
        yield;
      }
    }
    return loss;
  }

  /** Scores of a family; only their differences within a level are meaningful. */
  score({ parent, blocks }: Siblings): Float64Array {
    const weights = this.#weights;
    const count = parent.length + 1;
    const trace = new Trace(weights, parent);
    const halves = new Map<number, Float64Array>(); // W1 half, by input and operator
    const projected = (input: number, operator: number): Float64Array => {
      const name = (input + MAX_LOOKBACK) * OPERATORS.length + operator;
      let vector = halves.get(name);
      if (vector === undefined) {
        vector = new Float64Array(WIDTH);
        multiply(weights, W1, trace.half(input, operator), vector);
        halves.set(name, vector);
      }
      return vector;
    };
    const inherited = Float64Array.from(weights.subarray(B2, B2 + WIDTH)); // W2 (sum of the parent's) / count + b2
    multiply(
      weights,
      W2,
      trace.total().map((value) => value / count),
      inherited,
    );
    const hidden = new Float64Array(WIDTH);
    const state = new Float64Array(WIDTH);
    return Float64Array.from(blocks, ([left, right]) => {
      const a = projected(left.input, operatorIndex(left.operator));
      const b = projected(right.input, operatorIndex(right.operator));
      for (let i = 0; i < WIDTH; i++) {
        state[i] = (DAMPING / count) * Math.max(0, a[i]! + b[i]! + weights[B1 + i]!);
      }
      hidden.set(inherited);
      multiply(weights, W2, state, hidden);
      let score = 0;
      for (let i = 0; i < WIDTH; i++) score += Math.max(0, hidden[i]!) * weights[W3 + i]!;
      return score;
    });
  }

  /** Adds the gradient of the batch's loss, the mean over its pairs; returns the loss. */
  #backward({ cells, targets }: Batch, gradient: Float64Array): number {
    const scores = cells.map((cell, i) => {
      const trace = (this.#traces[i] ??= new Trace(this.#weights, cell));
      trace.pass(cell);
      return trace.score();
    });
    const { loss, slopes } = pairwiseHinge(scores, targets);
    for (const [i, slope] of slopes.entries()) if (slope !== 0) this.#traces[i]!.backward(slope, gradient);
    return loss;
  }
}
