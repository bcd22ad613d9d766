/**
 * @file Part B of the default surrogate: a small message-passing network along the cell's own graph. Each of the cell's inputs has a
 * learned vector; then, with s(input) the vector of a half's input,
 *
 *     half = relu(s(input) * gate[operator] + embedding[operator])
 *     s(block) = {@link DAMPING} * relu(W1 (left half + right half) + b1)
 *     score = w3 . relu(W2 (mean of s over the blocks) + b2)
 *
 * By construction it is invariant to the order of halves and the numbering of blocks. Trained with a pairwise hinge loss on cells of one
 * level. In typed arrays: at this size a GPU spends its time on dispatches, and results are the same on every device.
 */
import { MAX_LOOKBACK, type Block, type Cell } from '../../../src/core/space/cell.ts';
import { MAX_OPERATORS, OPERATORS, operatorIndex } from '../../../src/core/space/operators.ts';
import type { Rng } from '../../../src/core/random/rng.ts';
import { Adam } from './adam.ts';
import { batchesOf, memberShare, pairwiseHinge, type Batch } from '../base/ranking-loss.ts';
import type { Siblings } from '../base/surrogate.ts';
import type { Level } from '../base/targets.ts';
import type { Pieces } from '../../scheduling/yield-point.ts';

/** Length of every vector (ours: 64 ranks no better on real cells). */
const WIDTH = 32;
/** Keeps the vectors of deep blocks from growing (ours). */
const DAMPING = 0.7;
/** Cells of one level in a batch (ours). */
const BATCH = 32;
const EPOCHS = 40;
const LEARNING_RATE = 0.005;

const HE = Math.sqrt(6);

/** Offset of each parameter in the flat vector of all. */
const INPUTS = 0; // [MAX_LOOKBACK, WIDTH]
const GATES = INPUTS + MAX_LOOKBACK * WIDTH; // [OPERATORS, WIDTH]
const EMBEDDINGS = GATES + OPERATORS.length * WIDTH; // [OPERATORS, WIDTH]
const W1 = EMBEDDINGS + OPERATORS.length * WIDTH; // [WIDTH in, WIDTH out]
const B1 = W1 + WIDTH * WIDTH;
const W2 = B1 + WIDTH; // [WIDTH in, WIDTH out]
const B2 = W2 + WIDTH * WIDTH;
const W3 = B2 + WIDTH; // [WIDTH]
const SIZE = W3 + WIDTH;

/** One member of the ensemble. */
export class MessagePassing {
  readonly #weights: Float64Array;

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
    const traces = cells.map((cell) => new Trace(this.#weights, cell));
    const { loss, slopes } = pairwiseHinge(
      traces.map((trace) => trace.score()),
      targets,
    );
    for (const [i, trace] of traces.entries()) {
      if (slopes[i] !== 0) trace.backward(slopes[i]!, gradient);
    }
    return loss;
  }
}

/** The activations of one cell's forward pass, kept for the backward pass. */
export class Trace {
  readonly #weights: Float64Array;
  readonly #cell: Cell;
  /** s(block), [b][WIDTH]. */
  readonly #states: Float64Array[] = [];
  /** Both halves of each block, [b][2][WIDTH], and their sum. */
  readonly #halves: (readonly [Float64Array, Float64Array])[] = [];
  readonly #sums: Float64Array[] = [];
  #mean = new Float64Array(0);
  #hidden = new Float64Array(0);

  constructor(weights: Float64Array, cell: Cell) {
    this.#weights = weights;
    this.#cell = cell;
    for (const block of cell) this.#addBlock(block);
  }

  /** relu(s(input) * gate + embedding). */
  half(input: number, operator: number): Float64Array {
    const result = new Float64Array(WIDTH);
    const weights = this.#weights;
    const from = this.#source(input);
    for (let i = 0; i < WIDTH; i++) {
      const value = from[i]! * weights[GATES + operator * WIDTH + i]! + weights[EMBEDDINGS + operator * WIDTH + i]!;
      result[i] = Math.max(0, value);
    }
    return result;
  }

  /** Sum of the blocks' vectors. */
  total(): Float64Array {
    const total = new Float64Array(WIDTH);
    for (const state of this.#states) for (let i = 0; i < WIDTH; i++) total[i]! += state[i]!;
    return total;
  }

  score(): number {
    const weights = this.#weights;
    this.#mean = this.total().map((value) => value / this.#cell.length);
    this.#hidden = Float64Array.from(weights.subarray(B2, B2 + WIDTH));
    multiply(weights, W2, this.#mean, this.#hidden);
    let score = 0;
    for (let i = 0; i < WIDTH; i++) score += Math.max(0, this.#hidden[i]!) * weights[W3 + i]!;
    return score;
  }

  /** Adds slope * (d score / d weights) to the gradient; to be called after {@link score}. */
  backward(slope: number, gradient: Float64Array): void {
    const weights = this.#weights;
    const upstream = new Float64Array(WIDTH);
    for (let i = 0; i < WIDTH; i++) {
      if (this.#hidden[i]! <= 0) continue;
      gradient[W3 + i]! += slope * this.#hidden[i]!;
      upstream[i] = slope * weights[W3 + i]!;
      gradient[B2 + i]! += upstream[i]!;
    }
    const dMean = multiplyBack(weights, W2, this.#mean, upstream, gradient);
    const dStates = this.#cell.map(() => dMean.map((value) => value / this.#cell.length));
    for (let index = this.#cell.length - 1; index >= 0; index--) this.#blockBackward(index, dStates, gradient);
  }

  #blockBackward(index: number, dStates: readonly Float64Array[], gradient: Float64Array): void {
    const weights = this.#weights;
    const upstream = new Float64Array(WIDTH);
    for (let i = 0; i < WIDTH; i++) {
      if (this.#states[index]![i] === 0) continue;
      upstream[i] = DAMPING * dStates[index]![i]!;
      gradient[B1 + i]! += upstream[i]!;
    }
    const dSum = multiplyBack(weights, W1, this.#sums[index]!, upstream, gradient);
    for (const side of [0, 1] as const) {
      const { input, operator } = this.#cell[index]![side];
      const at = operatorIndex(operator) * WIDTH;
      const half = this.#halves[index]![side];
      const from = this.#source(input);
      const [into, offset] = input < 0 ? [gradient, INPUTS + (-input - 1) * WIDTH] : [dStates[input]!, 0];
      for (let i = 0; i < WIDTH; i++) {
        if (half[i] === 0) continue;
        gradient[GATES + at + i]! += dSum[i]! * from[i]!;
        gradient[EMBEDDINGS + at + i]! += dSum[i]!;
        into[offset + i]! += dSum[i]! * weights[GATES + at + i]!;
      }
    }
  }

  #addBlock([left, right]: Block): void {
    const halves = [
      this.half(left.input, operatorIndex(left.operator)),
      this.half(right.input, operatorIndex(right.operator)),
    ] as const;
    const sum = halves[0].map((value, i) => value + halves[1][i]!);
    const state = Float64Array.from(this.#weights.subarray(B1, B1 + WIDTH));
    multiply(this.#weights, W1, sum, state);
    for (let i = 0; i < WIDTH; i++) state[i] = DAMPING * Math.max(0, state[i]!);
    this.#halves.push(halves);
    this.#sums.push(sum);
    this.#states.push(state);
  }

  #source(input: number): Float64Array {
    if (input >= 0) return this.#states[input]!;
    const from = INPUTS + (-input - 1) * WIDTH;
    return this.#weights.subarray(from, from + WIDTH);
  }
}

/** y += W x, the matrix at `offset`. Zeros of x, about half of a relu's output, cost nothing. */
function multiply(weights: Float64Array, offset: number, x: Float64Array, y: Float64Array): void {
  for (let j = 0; j < WIDTH; j++) {
    const value = x[j]!;
    if (value === 0) continue;
    const row = offset + j * WIDTH;
    for (let i = 0; i < WIDTH; i++) y[i]! += weights[row + i]! * value;
  }
}

/** Adds the matrix's gradient and returns that of x, exact only where x is not 0 (the relu before zeroes it elsewhere). */
function multiplyBack(
  weights: Float64Array,
  offset: number,
  x: Float64Array,
  dY: Float64Array,
  gradient: Float64Array,
): Float64Array {
  const dX = new Float64Array(WIDTH);
  for (let j = 0; j < WIDTH; j++) {
    const value = x[j]!;
    if (value === 0) continue;
    const row = offset + j * WIDTH;
    let total = 0;
    for (let i = 0; i < WIDTH; i++) {
      total += weights[row + i]! * dY[i]!;
      gradient[row + i]! += value * dY[i]!;
    }
    dX[j] = total;
  }
  return dX;
}

/** Initial weights: matrices preserve the variance of their input (He et al. 2015); gates are near 1. */
export function initialise(rng: Rng, operatorRows = MAX_OPERATORS): Float64Array {
  const weights = new Float64Array(SIZE);
  const uniform = (from: number, to: number, centre: number, limit: number, drawn = to - from): void => {
    for (let i = from; i < from + drawn; i++) {
      const value = centre + (2 * rng.uniform() - 1) * limit;
      if (i < to) weights[i] = value;
    }
  };
  const tables = operatorRows * WIDTH;
  const limit = 1 / Math.sqrt(WIDTH);
  uniform(INPUTS, GATES, 0, 1);
  uniform(GATES, EMBEDDINGS, 1, 0.5, tables);
  uniform(EMBEDDINGS, W1, 0, 0.5, tables);
  uniform(W1, B1, 0, HE * limit);
  uniform(W2, B2, 0, HE * limit);
  uniform(W3, SIZE, 0, limit);
  return weights;
}
