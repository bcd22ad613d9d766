/** @file The trained tensors of the paper's networks, by name; each executor has all of them. */

/**
 * Of the MLP; m is the number of members: embedding [m, TOKENS, UNITS], first [m, BLOCK * UNITS, UNITS], second
 * [m, UNITS, UNITS], their biases [m, 1, UNITS], head [m, UNITS, 1], headBias [m, 1, 1].
 */
export type MlpTensor = 'embedding' | 'first' | 'firstBias' | 'second' | 'secondBias' | 'head' | 'headBias';

/**
 * Of the LSTM; m is the number of members; gates in the order i, f, g, o: embedding [m, TOKENS, UNITS], inputKernel and
 * hiddenKernel [m, UNITS, 4 * UNITS], bias [m, 1, 4 * UNITS], head [m, UNITS, 1], headBias [m, 1, 1].
 */
export type LstmTensor = 'embedding' | 'inputKernel' | 'hiddenKernel' | 'bias' | 'head' | 'headBias';
