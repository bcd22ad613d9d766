/**
 * @file The paper's LSTM (section 4.2 and appendix): it reads a cell's 4b tokens, and a dense layer on its last hidden state predicts
 * the accuracy. The input projection is computed once per token of the vocabulary, not once per token read.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Rng } from '../../../src/core/random/rng.ts';
import { GpuTrainer, type GpuNetwork, type Weights } from './tfjs-trainer.ts';
import { lstmSequence } from './lstm-sequence.ts';
import { constant, embeddings, uniform, type Drawn, type PaperNetwork, type Values } from './paper-network.ts';
import { wasmLstm } from './wasm-lstm.ts';
import { WasmTrainer } from './wasm-trainer.ts';
import { distinctSteps } from './shared-steps.ts';
import type { LstmTensor } from './tensors.ts';
import { EMBEDDING_LIMIT, UNITS } from '../base/units.ts';

/**
 * Initial bias of the forget gate (ours; Jozefowicz et al. 2015: 1 or 2). At 3 the cell state keeps 0.95 of itself per token, so
 * that a third of the first token's information is left after the last of a five-block cell; at 1 (0.73) the information of early tokens
 * has decayed by then.
 */
const FORGET_BIAS = 3;

/** An LSTM's state, each [m, n, UNITS]; undefined before the first token. */
type State = { readonly hidden: tf.Tensor; readonly cellState: tf.Tensor } | undefined;

export const lstm: PaperNetwork = {
  draw: (members, bias, rng, operatorRows): Drawn<LstmTensor> => ({
    embedding: embeddings(members, rng, operatorRows),
    inputKernel: gateKernel(members, rng),
    hiddenKernel: gateKernel(members, rng),
    bias: gateBias(members),
    head: uniform([members, UNITS, 1], EMBEDDING_LIMIT, rng),
    headBias: constant([members, 1, 1], bias),
  }),
  onGpu: (drawn) => new GpuTrainer(gpuLstm, drawn as Drawn<LstmTensor>),
  onWasm: (drawn) => new WasmTrainer(wasmLstm, drawn as Drawn<LstmTensor>),
};

const gpuLstm: GpuNetwork<LstmTensor> = {
  forward(weights, tokens) {
    const inOrder = tokens.map((cells) => cells[0]!.map((_, at) => cells.map((cell) => cell[at]!)));
    const read = tf.tensor3d(inOrder, undefined, 'int32');
    return logits(weights, lstmSequence(gateTable(weights), weights.hiddenKernel, read));
  },

  /** Each distinct prefix of the cells' tokens is computed once, so a family shares its parent's states. */
  forwardShared(weights, tokens) {
    const table = gateTable(weights);
    let state: State;
    let prefixes = tokens.map(() => 0); // the index of each cell's state
    for (let at = 0; at < tokens[0]!.length; at++) {
      const { reads, from, next } = distinctSteps(prefixes, tokens, at);
      const before: State = state && {
        hidden: tf.gather(state.hidden, tf.tensor1d(from, 'int32'), 1),
        cellState: tf.gather(state.cellState, tf.tensor1d(from, 'int32'), 1),
      };
      state = step(weights, before, tf.gather(table, tf.tensor1d(reads, 'int32'), 1));
      prefixes = next;
    }
    return logits(weights, tf.gather(state!.hidden, tf.tensor1d(prefixes, 'int32'), 1));
  },
};

/** The input projection of each token, bias included, [m, TOKENS, 4 * UNITS]. */
function gateTable({ embedding, inputKernel, bias }: Weights<LstmTensor>): tf.Tensor {
  return tf.add(tf.matMul(embedding, inputKernel), bias);
}

/** One token for n cells. @param fromToken the table's rows, [m, n, 4 * UNITS]. */
function step({ hiddenKernel }: Weights<LstmTensor>, state: State, fromToken: tf.Tensor): NonNullable<State> {
  const gates = state === undefined ? fromToken : tf.add(fromToken, tf.matMul(state.hidden, hiddenKernel));
  const [input, forget, candidate, output] = tf.split(gates, 4, 2) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const written = tf.mul(tf.sigmoid(input), tf.tanh(candidate));
  const cellState = state === undefined ? written : tf.add(tf.mul(tf.sigmoid(forget), state.cellState), written);
  return { hidden: tf.mul(tf.sigmoid(output), tf.tanh(cellState)), cellState };
}

/** [m, n] */
function logits({ head, headBias }: Weights<LstmTensor>, hidden: tf.Tensor): tf.Tensor {
  return tf.squeeze(tf.add(tf.matMul(hidden, head), headBias), [2]);
}

/** Glorot & Bengio 2010, of each gate's [2 * UNITS, UNITS]: what is read and the hidden state together. */
function gateKernel(members: number, rng: Rng): Values {
  return uniform([members, UNITS, 4 * UNITS], Math.sqrt(6 / (3 * UNITS)), rng);
}

/** Zero but for the forget gate's. */
function gateBias(members: number): Values {
  const bias = constant([members, 1, 4 * UNITS], 0);
  for (let member = 0; member < members; member++) {
    bias.values.fill(FORGET_BIAS, (4 * member + 1) * UNITS, (4 * member + 2) * UNITS);
  }
  return bias;
}
