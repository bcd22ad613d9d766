/** @file Trains the members of an ensemble with tfjs, with the member as a batch dimension: few dispatches per step for all. */
import * as tf from '@tensorflow/tfjs-core';
import { ADAM, adamRate } from '../../network/optimizer.ts';
import { variable } from '../../network/tfjs/optimizer.ts';
import type { Drawn, MemberBatch, Prediction, Trainer } from './paper-network.ts';

/** A network's weights; the first dimension of each is the member. */
export type Weights<Name extends string = string> = Readonly<Record<Name, tf.Variable>>;

/** A network over tokens, all members at once. */
export interface GpuNetwork<Name extends string> {
  /** Logits [m, n] of each member's n cells, given as tokens [m][n][4b]. */
  forward(weights: Weights<Name>, tokens: MemberBatch['tokens']): tf.Tensor;
  /** Logits [m, n] of n cells with equally many tokens, [n][4b], the same for every member. */
  forwardShared(weights: Weights<Name>, tokens: readonly (readonly number[])[]): tf.Tensor;
}

export class GpuTrainer<Name extends string> implements Trainer {
  readonly #network: GpuNetwork<Name>;
  readonly #weights: Weights<Name>;
  readonly #optimizer: Adam;
  #losses: tf.Tensor | undefined;

  constructor(network: GpuNetwork<Name>, drawn: Drawn<Name>) {
    this.#network = network;
    this.#weights = Object.fromEntries(
      Object.entries<Drawn[string]>(drawn).map(([name, { shape, values }]) => [
        name,
        variable(() => tf.tensor(values, [...shape])),
      ]),
    ) as Weights<Name>;
    this.#optimizer = new Adam(this.#variables());
  }

  step({ tokens, accuracies }: MemberBatch, rate: number): void {
    const variables = this.#variables();
    const before = this.#losses;
    this.#losses = tf.tidy(() => {
      const targets = tf.tensor2d(accuracies.map((row) => [...row])); // [m, n]
      let errors: tf.Tensor | undefined;
      const { grads } = tf.variableGrads(() => {
        const predicted = tf.sigmoid(this.#network.forward(this.#weights, tokens));
        errors = tf.keep(tf.mean(tf.abs(tf.sub(predicted, targets)), 1));
        return tf.sum(errors) as tf.Scalar; // summed over members, so that each has the gradient of its own loss
      }, variables);
      this.#optimizer.step(
        variables.map(({ name }) => grads[name]!),
        rate,
      );
      if (before === undefined) return errors!;
      const sum = tf.add(before, errors!);
      errors!.dispose(); // tf.keep exempts it from tidy
      return sum;
    });
    before?.dispose();
  }

  async takeLosses(): Promise<readonly number[]> {
    if (this.#losses === undefined) return [];
    const losses = [...(await this.#losses.data())];
    this.#losses.dispose();
    this.#losses = undefined;
    return losses;
  }

  async predict(tokens: readonly (readonly number[])[]): Promise<Prediction> {
    const [centre, deviation] = tf.tidy(() => {
      const predicted = tf.sigmoid(this.#network.forwardShared(this.#weights, tokens)); // [m, n]
      const { mean, variance } = tf.moments(predicted, 0);
      return [mean, tf.sqrt(variance)];
    }) as [tf.Tensor, tf.Tensor];
    const [means, deviations] = await Promise.all([centre.data(), deviation.data()]);
    tf.dispose([centre, deviation]);
    return { means, deviations };
  }

  async values(): Promise<Readonly<Record<string, Float32Array>>> {
    const named = Object.entries<tf.Variable>(this.#weights);
    const values = await Promise.all(named.map(([, own]) => own.data()));
    return Object.fromEntries(named.map(([name], i) => [name, Float32Array.from(values[i]!)]));
  }

  dispose(): void {
    tf.dispose(this.#variables());
    this.#optimizer.dispose();
    this.#losses?.dispose();
    this.#losses = undefined;
  }

  #variables(): tf.Variable[] {
    return Object.values(this.#weights);
  }
}

/** Adam over all variables as one flat vector, in place: a dozen ops per step rather than a dozen per variable. */
class Adam {
  readonly #variables: readonly tf.Variable[];
  readonly #first: tf.Variable;
  readonly #second: tf.Variable;
  #steps = 0;

  constructor(variables: readonly tf.Variable[]) {
    const size = variables.reduce((total, { size: own }) => total + own, 0);
    this.#variables = variables;
    this.#first = variable(() => tf.zeros([size]));
    this.#second = variable(() => tf.zeros([size]));
  }

  step(gradients: readonly tf.Tensor[], learningRate: number): void {
    const { beta1, beta2, epsilon } = ADAM;
    this.#steps++;
    const rate = adamRate(learningRate, this.#steps);
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
