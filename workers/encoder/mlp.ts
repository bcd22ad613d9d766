/**
 * @file The paper's MLP (section 4.2 and appendix): the four embeddings of a block are concatenated, averaged over the
 * blocks, and go through two layers. The average does not depend on the number of blocks.
 */
import * as tf from '@tensorflow/tfjs-core';
import { constant, EMBEDDING_LIMIT, uniform, UNITS, type TokenNetwork, type Weights } from './ensemble.ts';
import { TOKENS } from './tokens.ts';

/** Tokens of a block. */
const BLOCK = 4;

/** Trained tensors; m is the number of members. */
interface MlpWeights extends Weights {
  readonly embedding: tf.Variable; // [m, TOKENS, UNITS]
  readonly first: tf.Variable; // [m, BLOCK * UNITS, UNITS]
  readonly firstBias: tf.Variable; // [m, 1, UNITS]
  readonly second: tf.Variable; // [m, UNITS, UNITS]
  readonly secondBias: tf.Variable; // [m, 1, UNITS]
  readonly head: tf.Variable; // [m, UNITS, 1]
  readonly headBias: tf.Variable; // [m, 1, 1]
}

export const mlp: TokenNetwork<MlpWeights> = {
  initialise: (members, bias, rng) => ({
    embedding: uniform([members, TOKENS, UNITS], EMBEDDING_LIMIT, rng),
    // Glorot & Bengio 2010
    first: uniform([members, BLOCK * UNITS, UNITS], Math.sqrt(6 / ((BLOCK + 1) * UNITS)), rng),
    firstBias: constant([members, 1, UNITS], 0),
    second: uniform([members, UNITS, UNITS], Math.sqrt(6 / (2 * UNITS)), rng),
    secondBias: constant([members, 1, UNITS], 0),
    head: uniform([members, UNITS, 1], EMBEDDING_LIMIT, rng),
    headBias: constant([members, 1, 1], bias),
  }),
  forward: (weights, tokens) => forward(weights, averageTokens(tokens.flat(), tokens.length)),
  forwardShared: (weights, tokens) => forward(weights, averageTokens(tokens, 1)),
};

/**
 * How often each token stands at each place of a block, over the blocks: [m, n, BLOCK * TOKENS]. Times the embeddings it is
 * the average of the concatenated embeddings.
 */
function averageTokens(cells: readonly (readonly number[])[], members: number): tf.Tensor {
  const shares = new Float32Array(cells.length * BLOCK * TOKENS);
  for (const [i, tokens] of cells.entries()) {
    for (const [at, token] of tokens.entries()) {
      shares[(i * BLOCK + (at % BLOCK)) * TOKENS + token]! += BLOCK / tokens.length;
    }
  }
  return tf.tensor(shares, [members, cells.length / members, BLOCK * TOKENS]);
}

/** @param shares [m or 1, n, BLOCK * TOKENS] */
function forward(weights: MlpWeights, shares: tf.Tensor): tf.Tensor {
  const members = weights.embedding.shape[0]!;
  const [own, count] = shares.shape as [number, number];
  const rows = tf.reshape(shares, [own, count * BLOCK, TOKENS]);
  const all = own === members ? rows : tf.tile(rows, [members, 1, 1]);
  const averages = tf.reshape(tf.matMul(all, weights.embedding), [members, count, BLOCK * UNITS]);
  const layer = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) => tf.relu(tf.add(tf.matMul(x, kernel), bias));
  const hidden = layer(layer(averages, weights.first, weights.firstBias), weights.second, weights.secondBias);
  return tf.squeeze(tf.add(tf.matMul(hidden, weights.head), weights.headBias), [2]);
}
