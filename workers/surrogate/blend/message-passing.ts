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
import { MAX_BLOCKS, MAX_LOOKBACK, type Cell } from '../../../src/core/space/cell.ts';
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
  /** Of a batch's cells, used again for each batch. */
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

/** The activations of one cell's forward pass, kept for the backward pass. The arrays are reused for the next cell: a fit makes thousands of passes. */
export class Trace {
  readonly #weights: Float64Array;
  #blocks = 0;
  /** Input and operator of each half, [b][2][2]. */
  readonly #codes = new Int32Array(MAX_BLOCKS * 4);
  /** Both halves of each block, [b][2][WIDTH]; their sum and s(block), [b][WIDTH]. */
  readonly #halves = new Float64Array(MAX_BLOCKS * 2 * WIDTH);
  readonly #sums = new Float64Array(MAX_BLOCKS * WIDTH);
  readonly #states = new Float64Array(MAX_BLOCKS * WIDTH);
  readonly #mean = new Float64Array(WIDTH);
  readonly #hidden = new Float64Array(WIDTH);
  /** Slopes in s(block), [b][WIDTH], and in what is being gone back through. */
  readonly #dStates = new Float64Array(MAX_BLOCKS * WIDTH);
  readonly #upstream = new Float64Array(WIDTH);
  readonly #downstream = new Float64Array(WIDTH);

  constructor(weights: Float64Array, cell: Cell) {
    this.#weights = weights;
    this.pass(cell);
  }

  /** The forward pass of another cell, up to its blocks. */
  pass(cell: Cell): void {
    this.#blocks = cell.length;
    for (const [index, block] of cell.entries()) {
      for (const side of [0, 1] as const) {
        this.#codes[4 * index + 2 * side] = block[side].input;
        this.#codes[4 * index + 2 * side + 1] = operatorIndex(block[side].operator);
      }
      this.#addBlock(index);
    }
  }

  /** relu(s(input) * gate + embedding). */
  half(input: number, operator: number): Float64Array {
    const result = new Float64Array(WIDTH);
    this.#half(input, operator, result, 0);
    return result;
  }

  /** Sum of the blocks' vectors. */
  total(): Float64Array {
    const total = new Float64Array(WIDTH);
    this.#addStates(total);
    return total;
  }

  score(): number {
    const weights = this.#weights;
    const mean = this.#mean.fill(0);
    const hidden = this.#hidden;
    this.#addStates(mean);
    for (let i = 0; i < WIDTH; i++) {
      mean[i]! /= this.#blocks;
      hidden[i] = weights[B2 + i]!;
    }
    multiply(weights, W2, mean, hidden);
    let score = 0;
    for (let i = 0; i < WIDTH; i++) score += Math.max(0, hidden[i]!) * weights[W3 + i]!;
    return score;
  }

  /** Adds slope * (d score / d weights) to the gradient; to be called after {@link score}. */
  backward(slope: number, gradient: Float64Array): void {
    const weights = this.#weights;
    const hidden = this.#hidden;
    const upstream = this.#upstream.fill(0);
    for (let i = 0; i < WIDTH; i++) {
      if (hidden[i]! <= 0) continue;
      gradient[W3 + i]! += slope * hidden[i]!;
      upstream[i] = slope * weights[W3 + i]!;
      gradient[B2 + i]! += upstream[i]!;
    }
    const dMean = this.#downstream;
    multiplyBack(weights, W2, this.#mean, 0, upstream, gradient, dMean);
    const dStates = this.#dStates;
    for (let at = 0; at < this.#blocks * WIDTH; at++) dStates[at] = dMean[at % WIDTH]! / this.#blocks;
    for (let index = this.#blocks - 1; index >= 0; index--) this.#blockBackward(index, gradient);
  }

  #blockBackward(index: number, gradient: Float64Array): void {
    const weights = this.#weights;
    const [states, dStates, halves] = [this.#states, this.#dStates, this.#halves];
    const own = index * WIDTH;
    const upstream = this.#upstream.fill(0);
    for (let i = 0; i < WIDTH; i++) {
      if (states[own + i] === 0) continue;
      upstream[i] = DAMPING * dStates[own + i]!;
      gradient[B1 + i]! += upstream[i]!;
    }
    const dSum = this.#downstream;
    multiplyBack(weights, W1, this.#sums, own, upstream, gradient, dSum);
    for (let side = 0; side < 2; side++) {
      const input = this.#codes[4 * index + 2 * side]!;
      const at = this.#codes[4 * index + 2 * side + 1]! * WIDTH;
      const half = (2 * index + side) * WIDTH;
      const source = input < 0 ? weights : states;
      const into = input < 0 ? gradient : dStates;
      const offset = sourceOffset(input);
      for (let i = 0; i < WIDTH; i++) {
        if (halves[half + i] === 0) continue;
        gradient[GATES + at + i]! += dSum[i]! * source[offset + i]!;
        gradient[EMBEDDINGS + at + i]! += dSum[i]!;
        into[offset + i]! += dSum[i]! * weights[GATES + at + i]!;
      }
    }
  }

  #addBlock(index: number): void {
    const weights = this.#weights;
    const [halves, sums, states] = [this.#halves, this.#sums, this.#states];
    const own = index * WIDTH;
    for (let side = 0; side < 2; side++) {
      const at = 4 * index + 2 * side;
      this.#half(this.#codes[at]!, this.#codes[at + 1]!, halves, (2 * index + side) * WIDTH);
    }
    for (let i = 0; i < WIDTH; i++) {
      sums[own + i] = halves[2 * own + i]! + halves[2 * own + WIDTH + i]!;
      states[own + i] = weights[B1 + i]!;
    }
    multiply(weights, W1, sums, states, own);
    for (let i = 0; i < WIDTH; i++) states[own + i] = DAMPING * Math.max(0, states[own + i]!);
  }

  /** Writes a half's vector. */
  #half(input: number, operator: number, to: Float64Array, at: number): void {
    const weights = this.#weights;
    const source = input < 0 ? weights : this.#states;
    const offset = sourceOffset(input);
    const gate = GATES + operator * WIDTH;
    const embedding = EMBEDDINGS + operator * WIDTH;
    for (let i = 0; i < WIDTH; i++) {
      to[at + i] = Math.max(0, source[offset + i]! * weights[gate + i]! + weights[embedding + i]!);
    }
  }

  #addStates(total: Float64Array): void {
    for (let at = 0; at < this.#blocks * WIDTH; at += WIDTH) {
      for (let i = 0; i < WIDTH; i++) total[i]! += this.#states[at + i]!;
    }
  }
}

/** Where the vector that an input reads begins: a cell's among the weights, a block's among the states. */
function sourceOffset(input: number): number {
  return input < 0 ? INPUTS + (-input - 1) * WIDTH : input * WIDTH;
}

/** y += W x, the matrix at `offset`, both vectors at `at`. Zeros of x, half of what comes out of a relu, cost nothing. */
function multiply(weights: Float64Array, offset: number, x: Float64Array, y: Float64Array, at = 0): void {
  for (let j = 0; j < WIDTH; j++) {
    const value = x[at + j]!;
    if (value === 0) continue;
    const row = offset + j * WIDTH;
    for (let i = 0; i < WIDTH; i++) y[at + i]! += weights[row + i]! * value;
  }
}

/** Adds the matrix's gradient and writes that of x, which begins at `at`; exact only where x is not 0 (elsewhere a relu stops it anyway). */
function multiplyBack(
  weights: Float64Array,
  offset: number,
  x: Float64Array,
  at: number,
  dY: Float64Array,
  gradient: Float64Array,
  dX: Float64Array,
): void {
  for (let j = 0; j < WIDTH; j++) {
    const value = x[at + j]!;
    let total = 0;
    if (value !== 0) {
      const row = offset + j * WIDTH;
      for (let i = 0; i < WIDTH; i++) {
        total += weights[row + i]! * dY[i]!;
        gradient[row + i]! += value * dY[i]!;
      }
    }
    dX[j] = total;
  }
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
