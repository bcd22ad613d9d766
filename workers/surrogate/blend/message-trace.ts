/** @file Forward and backward pass of the message-passing network on one cell. */
import type { Block, Cell } from '../../../src/core/space/cell.ts';
import { operatorIndex } from '../../../src/core/space/operators.ts';
import { B1, B2, EMBEDDINGS, GATES, INPUTS, W1, W2, W3, WIDTH } from './message-weights.ts';

/** Keeps the vectors of deep blocks from growing (ours). */
export const DAMPING = 0.7;

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
export function multiply(weights: Float64Array, offset: number, x: Float64Array, y: Float64Array): void {
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
