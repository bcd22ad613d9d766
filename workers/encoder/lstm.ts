/**
 * @file The paper's LSTM (section 4.2 and appendix): it reads a cell's 4b tokens, and its last hidden state becomes the
 * predicted accuracy. Embeddings meet the gates' weights once for every token there is, not once for every token read.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Rng } from '../../src/core/rng.ts';
import { variable } from '../network/composed-optimizer.ts';
import { constant, EMBEDDING_LIMIT, uniform, UNITS, type TokenNetwork, type Weights } from './ensemble.ts';
import { lstmSequence } from './lstm-sequence.ts';
import { TOKENS } from './tokens.ts';

/** Trained tensors; m is the number of members; gates in the order i, f, g, o. */
interface LstmWeights extends Weights {
  readonly embedding: tf.Variable; // [m, TOKENS, UNITS]
  readonly inputKernel: tf.Variable; // [m, UNITS, 4 * UNITS]
  readonly hiddenKernel: tf.Variable; // [m, UNITS, 4 * UNITS]
  readonly bias: tf.Variable; // [m, 1, 4 * UNITS]
  readonly head: tf.Variable; // [m, UNITS, 1]
  readonly headBias: tf.Variable; // [m, 1, 1]
}

/** An LSTM's state, each [m, n, UNITS]; undefined before the first token. */
type State = { readonly hidden: tf.Tensor; readonly memory: tf.Tensor } | undefined;

export const lstm: TokenNetwork<LstmWeights> = {
  initialise: (members, bias, rng) => ({
    embedding: uniform([members, TOKENS, UNITS], EMBEDDING_LIMIT, rng),
    inputKernel: gateKernel(members, rng),
    hiddenKernel: gateKernel(members, rng),
    bias: gateBias(members),
    head: uniform([members, UNITS, 1], EMBEDDING_LIMIT, rng),
    headBias: constant([members, 1, 1], bias),
  }),

  forward(weights, tokens) {
    const members = tokens.length;
    const table = gateTable(weights);
    if (tf.getBackend() === 'webgpu') {
      const inOrder = tokens.map((cells) => cells[0]!.map((_, at) => cells.map((cell) => cell[at]!)));
      return logits(weights, lstmSequence(table, weights.hiddenKernel, tf.tensor3d(inOrder, undefined, 'int32')));
    }
    let state: State;
    for (let at = 0; at < tokens[0]![0]!.length; at++) {
      const rows = tokens.flatMap((cells, member) => cells.map((cell) => member * TOKENS + cell[at]!));
      const flat = tf.gather(tf.reshape(table, [members * TOKENS, 4 * UNITS]), tf.tensor1d(rows, 'int32'));
      state = step(weights, state, tf.reshape(flat, [members, -1, 4 * UNITS]));
    }
    return logits(weights, state!.hidden);
  },

  /** Each distinct beginning of the cells' tokens is computed once, so a family shares its parent's states. */
  forwardShared(weights, tokens) {
    const table = gateTable(weights);
    let state: State;
    let beginnings = tokens.map(() => 0); // which of the states a cell is at
    for (let at = 0; at < tokens[0]!.length; at++) {
      const { reads, from, next } = distinctSteps(
        beginnings,
        tokens.map((cell) => cell[at]!),
      );
      const before: State = state && {
        hidden: tf.gather(state.hidden, tf.tensor1d(from, 'int32'), 1),
        memory: tf.gather(state.memory, tf.tensor1d(from, 'int32'), 1),
      };
      state = step(weights, before, tf.gather(table, tf.tensor1d(reads, 'int32'), 1));
      beginnings = next;
    }
    return logits(weights, tf.gather(state!.hidden, tf.tensor1d(beginnings, 'int32'), 1));
  },
};

/** Of states and the tokens read in them: the distinct pairs, and which one each cell is at next. */
function distinctSteps(states: readonly number[], tokens: readonly number[]) {
  const known = new Map<number, number>();
  const reads: number[] = [];
  const from: number[] = [];
  const next = states.map((state, i) => {
    const name = state * TOKENS + tokens[i]!;
    const index = known.get(name) ?? known.size;
    if (index === known.size) {
      known.set(name, index);
      reads.push(tokens[i]!);
      from.push(state);
    }
    return index;
  });
  return { reads, from, next };
}

/** What each token adds to the gates, bias included, [m, TOKENS, 4 * UNITS]. */
function gateTable({ embedding, inputKernel, bias }: LstmWeights): tf.Tensor {
  return tf.add(tf.matMul(embedding, inputKernel), bias);
}

/** One token for n cells. @param fromToken the table's rows, [m, n, 4 * UNITS]. */
function step({ hiddenKernel }: LstmWeights, state: State, fromToken: tf.Tensor): NonNullable<State> {
  const gates = state === undefined ? fromToken : tf.add(fromToken, tf.matMul(state.hidden, hiddenKernel));
  const [input, forget, candidate, output] = tf.split(gates, 4, 2) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const written = tf.mul(tf.sigmoid(input), tf.tanh(candidate));
  const memory = state === undefined ? written : tf.add(tf.mul(tf.sigmoid(forget), state.memory), written);
  return { hidden: tf.mul(tf.sigmoid(output), tf.tanh(memory)), memory };
}

/** [m, n] */
function logits({ head, headBias }: LstmWeights, hidden: tf.Tensor): tf.Tensor {
  return tf.squeeze(tf.add(tf.matMul(hidden, head), headBias), [2]);
}

/** Glorot & Bengio 2010, of each gate's [2 * UNITS, UNITS]: what is read and the hidden state together. */
function gateKernel(members: number, rng: Rng): tf.Variable {
  return uniform([members, UNITS, 4 * UNITS], Math.sqrt(6 / (3 * UNITS)), rng);
}

/** Zero but for the forget gate's, 1 (Jozefowicz et al. 2015; Keras's `unit_forget_bias`). */
function gateBias(members: number): tf.Variable {
  return variable(() => {
    const one = tf.concat([tf.zeros([UNITS]), tf.ones([UNITS]), tf.zeros([2 * UNITS])]);
    return tf.tile(tf.reshape(one, [1, 1, 4 * UNITS]), [members, 1, 1]);
  });
}
