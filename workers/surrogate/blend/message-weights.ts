/** @file The weights of the message-passing network: one flat vector, its layout, and its initial values. */
import { MAX_LOOKBACK } from '../../../src/core/space/cell.ts';
import { MAX_OPERATORS, OPERATORS } from '../../../src/core/space/operators.ts';
import type { Rng } from '../../../src/core/random/rng.ts';

/** Length of every vector (ours: 64 ranks no better on real cells). */
export const WIDTH = 32;

/** Offset of each parameter in the flat vector of all. */
export const INPUTS = 0; // [MAX_LOOKBACK, WIDTH]
export const GATES = INPUTS + MAX_LOOKBACK * WIDTH; // [OPERATORS, WIDTH]
export const EMBEDDINGS = GATES + OPERATORS.length * WIDTH; // [OPERATORS, WIDTH]
export const W1 = EMBEDDINGS + OPERATORS.length * WIDTH; // [WIDTH in, WIDTH out]
export const B1 = W1 + WIDTH * WIDTH;
export const W2 = B1 + WIDTH; // [WIDTH in, WIDTH out]
export const B2 = W2 + WIDTH * WIDTH;
export const W3 = B2 + WIDTH; // [WIDTH]
export const SIZE = W3 + WIDTH;

const HE = Math.sqrt(6);

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
