/** @file Forward and backward pass of the message-passing network on one cell. */
import { MAX_BLOCKS, type Cell } from '../../../src/core/space/cell.ts';
import { operatorIndex } from '../../../src/core/space/operators.ts';
import { B1, B2, EMBEDDINGS, GATES, INPUTS, W1, W2, W3, WIDTH } from './message-weights.ts';

/** Keeps the vectors of deep blocks from growing (ours). */
export const DAMPING = 0.7;

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
export function multiply(weights: Float64Array, offset: number, x: Float64Array, y: Float64Array, at = 0): void {
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
