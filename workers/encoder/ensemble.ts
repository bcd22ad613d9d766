/**
 * @file The paper's surrogates (section 4.2 and appendix) as one kind: networks over a cell's tokens whose members train
 * together, the member being a batch dimension; L1 loss on the accuracy; each member from scratch on its own 4/5.
 *
 * On tfjs, so on the GPU where there is one. Adam and the loss are composed here; weights are drawn from our own streams.
 */
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { parseWith } from '../../src/contract/config.ts';
import { stream, type Rng } from '../../src/core/rng.ts';
import { mean } from '../../src/core/stats.ts';
import { ADAM, variable } from '../network/composed-optimizer.ts';
import { memberShare } from './ranking-loss.ts';
import {
  sizeOfFamilies,
  type Estimates,
  type FitReport,
  type Measured,
  type SavableSurrogate,
  type Siblings,
} from './surrogate.ts';
import { byLevel, type Level } from './targets.ts';
import { tokensOf } from './tokens.ts';

/** Sizes of embeddings and hidden layers (paper, appendix: all 100). */
export const UNITS = 100;
/** Embeddings start uniform in [-0.1, 0.1] (paper, appendix). */
export const EMBEDDING_LIMIT = 0.1;
/** Adam's learning rate at b = 1 and later (paper, appendix). */
const FIRST_LEARNING_RATE = 0.01;
const LATER_LEARNING_RATE = 0.002;
/** Passes over the data a fit (ours; the paper states none). */
const EPOCHS = 40;
/** Cells of one level in a batch (ours; the paper states none). */
const BATCH = 64;
/** Cells estimated at once (ours: bounds memory). */
const ESTIMATE_BATCH = 4096;

/** Options of the paper's surrogates. */
export interface EnsembleOptions {
  readonly seed: number;
  /** 1, or the paper's 5. */
  readonly members: number;
}

/** A network's weights; the first dimension of each is the member. */
export type Weights = Readonly<Record<string, tf.Variable>>;

/** What is saved: every tensor's values, row-major. */
const SavedSchema = v.object({
  members: v.number(),
  fits: v.number(),
  weights: v.record(v.string(), v.array(v.number())),
});

/** A network over tokens, all members at once. */
export interface TokenNetwork<W extends Weights> {
  /** @param bias what the last layer's bias starts at. */
  initialise(members: number, bias: number, rng: Rng): W;
  /** Logits [m, n] of each member's n cells, given as tokens [m][n][4b]. */
  forward(weights: W, tokens: readonly (readonly (readonly number[])[])[]): tf.Tensor;
  /** Logits [m, n] of n cells with equally many tokens, [n][4b], the same for every member; neighbours share most of them. */
  forwardShared(weights: W, tokens: readonly (readonly number[])[]): tf.Tensor;
}

export class Ensemble<W extends Weights> implements SavableSurrogate {
  readonly #network: TokenNetwork<W>;
  readonly #options: EnsembleOptions;
  #weights: W | undefined;
  #fits = 0;

  constructor(network: TokenNetwork<W>, options: EnsembleOptions) {
    this.#network = network;
    this.#options = options;
  }

  async fit(measured: readonly Measured[]): Promise<FitReport> {
    if (measured.length === 0) throw new RangeError('encoder: needs at least one measured cell to fit; got none');
    const { seed, members } = this.#options;
    this.dispose();
    const rng = stream(seed, 'encoder', this.#fits);
    const levels = byLevel(measured);
    const rate = levels.length === 1 ? FIRST_LEARNING_RATE : LATER_LEARNING_RATE;
    this.#fits++;
    this.#weights = this.#network.initialise(members, logit(mean(measured.map(({ accuracy }) => accuracy))), rng);
    const shares = levels.map((level) => memberShares(level, members, rng));
    const optimizer = new Adam(Object.values(this.#weights), rate);
    let losses: number[] = [];
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      const batches = rng.shuffle(levels.flatMap((level, i) => memberBatches(level, shares[i]!, rng)));
      let sum: tf.Tensor | undefined;
      for (const batch of batches) {
        const loss = this.#step(optimizer, batch);
        const added = sum === undefined ? loss : tf.tidy(() => tf.add(sum!, loss));
        if (sum !== undefined) tf.dispose([sum, loss]);
        sum = added;
      }
      // One readback an epoch: bounds the queue and gives the loss to show.
      losses = [...(await sum!.data())].map((total) => total / batches.length);
      sum!.dispose();
    }
    optimizer.dispose();
    return { losses };
  }

  async estimate(families: readonly Siblings[]): Promise<Estimates> {
    if (this.#weights === undefined) throw new Error('encoder: must be fitted before it estimates');
    const size = sizeOfFamilies(families);
    const accuracies = new Float64Array(size);
    const spreads = new Float64Array(size);
    for (const { tokens, places } of equallyLong(families, ESTIMATE_BATCH)) {
      const [centre, deviation] = tf.tidy(() => {
        const predicted = tf.sigmoid(this.#network.forwardShared(this.#weights!, tokens)); // [m, n]
        const { mean: centres, variance } = tf.moments(predicted, 0);
        return [centres, tf.sqrt(variance)];
      }) as [tf.Tensor, tf.Tensor];
      const [means, deviations] = await Promise.all([centre.data(), deviation.data()]);
      tf.dispose([centre, deviation]);
      for (const [i, place] of places.entries()) {
        accuracies[place] = means[i]!;
        spreads[place] = deviations[i]!;
      }
    }
    return { accuracies, spreads };
  }

  async save(): Promise<v.InferOutput<typeof SavedSchema>> {
    if (this.#weights === undefined) throw new Error('encoder: must be fitted before it is saved');
    const names = Object.keys(this.#weights);
    const values = await Promise.all(names.map(async (name) => [...(await this.#weights![name]!.data())]));
    const weights = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
    return { members: this.#options.members, fits: this.#fits, weights };
  }

  restore(saved: unknown): void {
    const { members, fits, weights } = parseWith(SavedSchema, saved, 'encoder');
    if (members !== this.#options.members) {
      throw new RangeError(`encoder: needs the weights of ${this.#options.members} members; got ${members}`);
    }
    const fresh = this.#network.initialise(members, 0, stream(0, 'restore'));
    const wrong = Object.entries(fresh).find(([name, { size }]) => weights[name]?.length !== size);
    if (wrong !== undefined) {
      tf.dispose(Object.values(fresh));
      const [name, { size }] = wrong;
      throw new RangeError(`encoder: ${name} needs ${size} values; got ${weights[name]?.length ?? 'none'}`);
    }
    for (const [name, own] of Object.entries(fresh)) {
      tf.tidy(() => own.assign(tf.tensor(weights[name]!, own.shape)));
    }
    this.dispose();
    this.#weights = fresh;
    this.#fits = fits;
  }

  dispose(): void {
    if (this.#weights !== undefined) tf.dispose(Object.values(this.#weights));
    this.#weights = undefined;
  }

  /** One step on every member's own batch; each one's mean absolute error, [m]. */
  #step(optimizer: Adam, batch: MemberBatch): tf.Tensor {
    const variables = Object.values(this.#weights!);
    return tf.tidy(() => {
      const targets = tf.tensor2d(batch.accuracies.map((row) => [...row])); // [m, n]
      let errors: tf.Tensor | undefined;
      const { grads } = tf.variableGrads(() => {
        const predicted = tf.sigmoid(this.#network.forward(this.#weights!, batch.tokens));
        errors = tf.keep(tf.mean(tf.abs(tf.sub(predicted, targets)), 1));
        return tf.sum(errors) as tf.Scalar; // a sum over members: every one trains as if alone
      }, variables);
      optimizer.step(variables.map(({ name }) => grads[name]!));
      return errors!;
    });
  }
}

/** Uniform in +-limit. */
export function uniform(shape: number[], limit: number, rng: Rng): tf.Variable {
  const values = new Float32Array(shape.reduce((a, b) => a * b)).map(() => (2 * rng.uniform() - 1) * limit);
  return variable(() => tf.tensor(values, shape));
}

export function constant(shape: number[], value: number): tf.Variable {
  return variable(() => tf.fill(shape, value));
}

/** The logit, of at least 0.01 and at most 0.99. */
function logit(share: number): number {
  const clipped = Math.min(Math.max(share, 0.01), 0.99);
  return Math.log(clipped / (1 - clipped));
}

/** Every member's own cells of a level, as tokens [m][n][4b] and accuracies [m][n]. */
interface MemberBatch {
  readonly tokens: readonly (readonly (readonly number[])[])[];
  readonly accuracies: readonly (readonly number[])[];
}

/** Indices of the cells each member sees: all for a single one, else a random 4/5. */
function memberShares({ measured }: Level, members: number, rng: Rng): number[][] {
  const all = [...measured.keys()];
  return Array.from({ length: members }, () => (members === 1 ? [...all] : memberShare(all.length, rng)));
}

/** An epoch's batches of one level, every member's in an order of its own. */
function memberBatches({ measured }: Level, shares: readonly number[][], rng: Rng): MemberBatch[] {
  const orders = shares.map((share) => rng.shuffle(share));
  const batches: MemberBatch[] = [];
  for (let from = 0; from < orders[0]!.length; from += BATCH) {
    const own = orders.map((order) => order.slice(from, from + BATCH).map((i) => measured[i]!));
    batches.push({
      tokens: own.map((cells) => cells.map(({ cell }) => tokensOf(cell))),
      accuracies: own.map((cells) => cells.map(({ accuracy }) => accuracy)),
    });
  }
  return batches;
}

/** The families' cells as tokens in batches of equally many blocks, and each one's place among all. */
function* equallyLong(
  families: readonly Siblings[],
  size: number,
): Generator<{ tokens: readonly (readonly number[])[]; places: readonly number[] }> {
  const lengths = [...new Set(families.map(({ parent }) => parent.length))];
  for (const length of lengths) {
    let tokens: number[][] = [];
    let places: number[] = [];
    let place = 0;
    for (const { parent, blocks } of families) {
      const own = parent.length === length ? tokensOf(parent) : [];
      for (const block of blocks) {
        if (parent.length === length) {
          tokens.push([...own, ...tokensOf([block])]);
          places.push(place);
        }
        place++;
        if (tokens.length < size) continue;
        yield { tokens, places };
        tokens = [];
        places = [];
      }
    }
    if (tokens.length > 0) yield { tokens, places };
  }
}

/** Adam over all variables as one flat vector, in place: a dozen ops a step rather than a dozen each. */
class Adam {
  readonly #variables: readonly tf.Variable[];
  readonly #rate: number;
  readonly #first: tf.Variable;
  readonly #second: tf.Variable;
  #steps = 0;

  constructor(variables: readonly tf.Variable[], rate: number) {
    const size = variables.reduce((total, { size: own }) => total + own, 0);
    this.#variables = variables;
    this.#rate = rate;
    this.#first = variable(() => tf.zeros([size]));
    this.#second = variable(() => tf.zeros([size]));
  }

  step(gradients: readonly tf.Tensor[]): void {
    const { beta1, beta2, epsilon } = ADAM;
    this.#steps++;
    const rate = (this.#rate * Math.sqrt(1 - beta2 ** this.#steps)) / (1 - beta1 ** this.#steps);
    tf.tidy(() => {
      const flat = (tensors: readonly tf.Tensor[]): tf.Tensor => tf.concat(tensors.map((t) => tf.reshape(t, [-1])));
      const gradient = flat(gradients);
      this.#first.assign(tf.add(tf.mul(this.#first, beta1), tf.mul(gradient, 1 - beta1)));
      this.#second.assign(tf.add(tf.mul(this.#second, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
      const change = tf.mul(tf.div(this.#first, tf.add(tf.sqrt(this.#second), epsilon)), rate);
      const values = tf.sub(flat(this.#variables), change);
      const parts = tf.split(
        values,
        this.#variables.map(({ size }) => size),
      );
      for (const [i, own] of this.#variables.entries()) own.assign(tf.reshape(parts[i]!, own.shape));
    });
  }

  dispose(): void {
    tf.dispose([this.#first, this.#second]);
  }
}
