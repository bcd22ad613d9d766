/**
 * @file The paper's MLP (section 4.2 and appendix): the four embeddings of a block are concatenated, averaged over the blocks, and
 * passed through two dense layers. The average makes the input size independent of the number of blocks.
 */
import * as tf from '@tensorflow/tfjs-core';
import { GpuTrainer, type GpuNetwork, type Weights } from './tfjs-trainer.ts';
import { constant, embeddings, uniform, type Drawn, type PaperNetwork } from './paper-network.ts';
import { wasmMlp } from './wasm-mlp.ts';
import { WasmTrainer } from './wasm-trainer.ts';
import { averageTokens, BLOCK, TOKENS } from './tokens.ts';
import type { MlpTensor } from './tensors.ts';
import { EMBEDDING_LIMIT, UNITS } from '../base/units.ts';

export const mlp: PaperNetwork = {
  draw: (members, bias, rng, operatorRows): Drawn<MlpTensor> => ({
    embedding: embeddings(members, rng, operatorRows),
    // Glorot & Bengio 2010
    first: uniform([members, BLOCK * UNITS, UNITS], Math.sqrt(6 / ((BLOCK + 1) * UNITS)), rng),
    firstBias: constant([members, 1, UNITS], 0),
    second: uniform([members, UNITS, UNITS], Math.sqrt(6 / (2 * UNITS)), rng),
    secondBias: constant([members, 1, UNITS], 0),
    head: uniform([members, UNITS, 1], EMBEDDING_LIMIT, rng),
    headBias: constant([members, 1, 1], bias),
  }),
  onGpu: (drawn) => new GpuTrainer(gpuMlp, drawn as Drawn<MlpTensor>),
  onWasm: (drawn) => new WasmTrainer(wasmMlp, drawn as Drawn<MlpTensor>),
};

const gpuMlp: GpuNetwork<MlpTensor> = {
  forward: (weights, tokens) => forward(weights, averageTokens(tokens.flat()), tokens.length),
  forwardShared: (weights, tokens) => forward(weights, averageTokens(tokens), 1),
};

/** @param shares of `own` members' n cells, [own, n, BLOCK * TOKENS]; own is m, or 1 for the same cells to every member. */
function forward(weights: Weights<MlpTensor>, shares: Float32Array, own: number): tf.Tensor {
  const members = weights.embedding.shape[0]!;
  const count = shares.length / (own * BLOCK * TOKENS);
  const rows = tf.tensor(shares, [own, count * BLOCK, TOKENS]);
  const all = own === members ? rows : tf.tile(rows, [members, 1, 1]);
  const averages = tf.reshape(tf.matMul(all, weights.embedding), [members, count, BLOCK * UNITS]);
  const layer = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) => tf.relu(tf.add(tf.matMul(x, kernel), bias));
  const hidden = layer(layer(averages, weights.first, weights.firstBias), weights.second, weights.secondBias);
  return tf.squeeze(tf.add(tf.matMul(hidden, weights.head), weights.headBias), [2]);
}
