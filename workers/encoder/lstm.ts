/**
 * @file The paper's surrogate (section 4.2 and appendix): an LSTM reads a cell's 4b tokens and its last hidden state
 * becomes the predicted accuracy. All members of the ensemble are computed together: the member is a batch dimension.
 *
 * Adam, the loss and the gate arithmetic are composed from tfjs ops; weights are drawn from our own streams.
 */
import * as tf from '@tensorflow/tfjs-core';
import { MAX_BLOCKS, MAX_LOOKBACK, type Cell } from '../../src/core/cell.ts';
import { OPERATORS } from '../../src/core/operators.ts';
import { stream, type Rng } from '../../src/core/rng.ts';
import { mean } from '../../src/core/stats.ts';
import type { StateSpace } from '../../src/core/state-space.ts';
import { ADAM } from '../network/composed-optimizer.ts';
import type { FitReport, Measured, Surrogate } from './surrogate.ts';

/** Embedding and hidden sizes (paper, appendix: both 100). */
const SIZE = 100;
/** Input tokens, then operator tokens, share one table of embeddings per member. */
const INPUT_TOKENS = MAX_LOOKBACK + MAX_BLOCKS;
const TOKENS = INPUT_TOKENS + OPERATORS.length;
/** Embeddings start uniform in [-0.1, 0.1] (paper, appendix). */
const EMBEDDING_LIMIT = 0.1;
/** Adam's learning rate at b = 1 and later (paper, appendix). */
const FIRST_LEARNING_RATE = 0.01;
const LATER_LEARNING_RATE = 0.002;
/** Passes over the data a fit (ours; the paper states none). */
const EPOCHS = 40;
/** Cells of one level in a batch (ours; the paper states none). */
const BATCH = 64;
/** Each member sees this share of the data (paper: an ensemble of five, each on 4/5). */
const MEMBER_SHARE = 0.8;
/** Cells in one prediction (ours: bounds memory). */
const PREDICT_BATCH = 2048;

/** Options of the LSTM surrogate. */
export interface LstmOptions {
  readonly space: StateSpace;
  readonly seed: number;
  /** 1, or the paper's 5. */
  readonly members: number;
}

/** Trained tensors; m is the number of members. */
interface Weights {
  readonly embedding: tf.Variable; // [m, TOKENS, SIZE]
  readonly kernel: tf.Variable; // [m, 2 * SIZE, 4 * SIZE], gates i, f, g, o
  readonly bias: tf.Variable; // [m, 1, 4 * SIZE]
  readonly head: tf.Variable; // [m, SIZE, 1]
  readonly headBias: tf.Variable; // [m, 1, 1]
}

export class LstmSurrogate implements Surrogate {
  readonly #options: LstmOptions;
  #weights: Weights | undefined;
  #fits = 0;

  constructor(options: LstmOptions) {
    this.#options = options;
  }

  /** From scratch each time, on all data so far (paper: each member from scratch at each level). */
  async fit(measured: readonly Measured[]): Promise<FitReport> {
    if (measured.length === 0) throw new RangeError('encoder: needs at least one measured cell to fit; got none');
    const { seed, members } = this.#options;
    this.dispose();
    const rng = stream(seed, 'encoder', this.#fits);
    const rate = this.#fits === 0 ? FIRST_LEARNING_RATE : LATER_LEARNING_RATE;
    this.#fits++;
    this.#weights = initialise(members, mean(measured.map(({ accuracy }) => accuracy)), rng);
    const shares = Array.from({ length: members }, () => memberShare(measured.length, members, rng));
    const optimizer = new Adam(Object.values(this.#weights) as tf.Variable[], rate);
    let losses: number[] = [];
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      let weightedLosses: tf.Tensor | undefined;
      for (const batch of memberBatches(measured, shares, rng)) {
        const loss = this.#step(optimizer, measured, batch);
        const sum: tf.Tensor = weightedLosses === undefined ? loss : tf.tidy(() => tf.add(weightedLosses!, loss));
        if (weightedLosses !== undefined) tf.dispose([weightedLosses, loss]);
        weightedLosses = sum;
      }
      // One readback an epoch: bounds the queue and gives the loss to show.
      losses = [...(await weightedLosses!.data())].map((total, member) => total / shares[member]!.length);
      weightedLosses!.dispose();
    }
    optimizer.dispose();
    return { losses };
  }

  async predict(cells: readonly Cell[]): Promise<Float32Array> {
    if (this.#weights === undefined) throw new Error('encoder: must be fitted before it predicts');
    const { members } = this.#options;
    const result = new Float32Array(cells.length);
    for (const indices of byLength(cells, PREDICT_BATCH)) {
      const tokens = Array.from({ length: members }, () => indices.map((i) => this.#options.space.encode(cells[i]!)));
      const predicted = tf.tidy(() => tf.mean(forward(this.#weights!, tokens), 0));
      const values = await predicted.data();
      predicted.dispose();
      for (const [at, i] of indices.entries()) result[i] = values[at]!;
    }
    return result;
  }

  dispose(): void {
    if (this.#weights !== undefined) tf.dispose(Object.values(this.#weights) as tf.Variable[]);
    this.#weights = undefined;
  }

  /** One step on every member's own batch; the summed absolute errors, [m]. */
  #step(optimizer: Adam, measured: readonly Measured[], batch: readonly (readonly number[])[]): tf.Tensor {
    const { space } = this.#options;
    const tokens = batch.map((indices) => indices.map((i) => space.encode(measured[i]!.cell)));
    const variables = Object.values(this.#weights!) as tf.Variable[];
    return tf.tidy(() => {
      const targets = tf.tensor2d(batch.map((indices) => indices.map((i) => measured[i]!.accuracy))); // [m, n]
      let errors: tf.Tensor | undefined;
      const { grads } = tf.variableGrads(() => {
        const absolute = tf.abs(tf.sub(forward(this.#weights!, tokens), targets));
        errors = tf.keep(tf.sum(absolute, 1));
        // Sum over members of each one's mean: every member trains as if alone.
        return tf.sum(tf.mean(absolute, 1)) as tf.Scalar;
      }, variables);
      optimizer.step(variables.map((variable) => grads[variable.name]!));
      return errors!;
    });
  }
}

/** Predicted accuracies [m, n] of each member's n cells, given as tokens [m][n][4b]. */
function forward(weights: Weights, tokens: readonly (readonly (readonly number[])[])[]): tf.Tensor2D {
  const m = tokens.length;
  const n = tokens[0]!.length;
  const length = tokens[0]![0]!.length;
  let hidden: tf.Tensor = tf.zeros([m, n, SIZE]);
  let state: tf.Tensor = hidden;
  const table = tf.reshape(weights.embedding, [m * TOKENS, SIZE]);
  for (let at = 0; at < length; at++) {
    const rows = tokens.flatMap((cells, member) =>
      cells.map((cell) => member * TOKENS + cell[at]! + (at % 2 === 0 ? 0 : INPUT_TOKENS)),
    );
    const x = tf.reshape(tf.gather(table, tf.tensor1d(rows, 'int32')), [m, n, SIZE]);
    const gates = tf.add(tf.matMul(tf.concat([x, hidden], 2), weights.kernel), weights.bias); // [m, n, 4 * SIZE]
    const [input, forget, candidate, output] = tf.split(gates, 4, 2);
    state = tf.add(tf.mul(tf.sigmoid(forget!), state), tf.mul(tf.sigmoid(input!), tf.tanh(candidate!)));
    hidden = tf.mul(tf.sigmoid(output!), tf.tanh(state));
  }
  const logits = tf.add(tf.matMul(hidden, weights.head), weights.headBias); // [m, n, 1]
  return tf.sigmoid(tf.reshape(logits, [m, n]));
}

/** Initial weights (paper, appendix): embeddings small, the final bias at the logit of the mean accuracy. */
function initialise(members: number, meanAccuracy: number, rng: Rng): Weights {
  const uniform = (shape: number[], limit: number): tf.Variable => {
    const values = new Float32Array(shape.reduce((a, b) => a * b)).map(() => (2 * rng.uniform() - 1) * limit);
    return tf.tidy(() => tf.variable(tf.tensor(values, shape)));
  };
  const clipped = Math.min(Math.max(meanAccuracy, 0.01), 0.99);
  const constant = (shape: number[], value: number) => tf.tidy(() => tf.variable(tf.fill(shape, value)));
  const glorot = Math.sqrt(6 / (2 * SIZE + SIZE)); // of each gate's [2 * SIZE, SIZE]
  return {
    embedding: uniform([members, TOKENS, SIZE], EMBEDDING_LIMIT),
    kernel: uniform([members, 2 * SIZE, 4 * SIZE], glorot),
    bias: forgetBias(members),
    head: uniform([members, SIZE, 1], EMBEDDING_LIMIT),
    headBias: constant([members, 1, 1], Math.log(clipped / (1 - clipped))),
  };
}

/** Zero but for the forget gate's, 1 (Jozefowicz et al. 2015; Keras's `unit_forget_bias`). */
function forgetBias(members: number): tf.Variable {
  return tf.tidy(() => {
    const one = tf.concat([tf.zeros([SIZE]), tf.ones([SIZE]), tf.zeros([2 * SIZE])]);
    return tf.variable(tf.tile(tf.reshape(one, [1, 1, 4 * SIZE]), [members, 1, 1]));
  });
}

/** The cells a member sees: all for a single one, else a random 4/5. */
function memberShare(count: number, members: number, rng: Rng): number[] {
  const order = rng.shuffle(Array.from({ length: count }, (_, i) => i));
  return members === 1 ? order : order.slice(0, Math.max(1, Math.ceil(count * MEMBER_SHARE)));
}

/**
 * An epoch's batches: for each, every member's own cells, all of one length. Members have equally many cells of a batch;
 * a member short of cells of a length repeats some of its own.
 */
function memberBatches(measured: readonly Measured[], shares: readonly number[][], rng: Rng): number[][][] {
  const lengths = [...new Set(measured.map(({ cell }) => cell.length))].sort((a, b) => a - b);
  const batches: number[][][] = [];
  for (const length of lengths) {
    const own = shares.map((share) => rng.shuffle(share.filter((i) => measured[i]!.cell.length === length)));
    const most = Math.max(...own.map((cells) => cells.length));
    if (own.some((cells) => cells.length === 0)) continue; // too few cells of this length to share out
    for (let from = 0; from < most; from += BATCH) {
      const size = Math.min(BATCH, most - from);
      batches.push(own.map((cells) => Array.from({ length: size }, (_, i) => cells[(from + i) % cells.length]!)));
    }
  }
  return rng.shuffle(batches);
}

/** Indices of the cells in batches of at most `size`, each of one number of blocks. */
function* byLength(cells: readonly Cell[], size: number): Generator<number[]> {
  const groups = new Map<number, number[]>();
  for (const [i, { length }] of cells.entries()) {
    const group = groups.get(length) ?? [];
    if (group.push(i) === 1) groups.set(length, group);
  }
  for (const group of groups.values()) {
    for (let from = 0; from < group.length; from += size) yield group.slice(from, from + size);
  }
}

/** Adam over a list of variables, in place. */
class Adam {
  readonly #variables: readonly tf.Variable[];
  readonly #first: tf.Variable[];
  readonly #second: tf.Variable[];
  readonly #rate: number;
  #steps = 0;

  constructor(variables: readonly tf.Variable[], rate: number) {
    const zeros = () => variables.map(({ shape }) => tf.tidy(() => tf.variable(tf.zeros(shape))));
    this.#variables = variables;
    this.#first = zeros();
    this.#second = zeros();
    this.#rate = rate;
  }

  step(gradients: readonly tf.Tensor[]): void {
    const { beta1, beta2, epsilon } = ADAM;
    this.#steps++;
    const rate = (this.#rate * Math.sqrt(1 - beta2 ** this.#steps)) / (1 - beta1 ** this.#steps);
    tf.tidy(() => {
      for (const [i, variable] of this.#variables.entries()) {
        const first = this.#first[i]!;
        const second = this.#second[i]!;
        first.assign(tf.add(tf.mul(first, beta1), tf.mul(gradients[i]!, 1 - beta1)));
        second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradients[i]!), 1 - beta2)));
        variable.assign(tf.sub(variable, tf.mul(tf.div(first, tf.add(tf.sqrt(second), epsilon)), rate)));
      }
    });
  }

  dispose(): void {
    tf.dispose([...this.#first, ...this.#second]);
  }
}
