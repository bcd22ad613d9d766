/**
 * @file The tfjs implementation of the optimizers: Nesterov momentum and Adam, with an L2 penalty and clipping by global
 * norm. tfjs's own momentum optimizer leaks a tensor and has neither; these are also the reference of the GPU's.
 */
import * as tf from '@tensorflow/tfjs-core';
import { MOMENTUM } from '../../../src/contract/config.ts';
import { sizeOf, type LayerTable } from '../../../src/core/network/layers.ts';
import { ADAM, type OptimizerConfig } from '../optimizer.ts';

/** A variable of a new tensor; tf.variable alone would keep the tensor it copies. */
export function variable(initial: () => tf.Tensor): tf.Variable {
  return tf.tidy(() => tf.variable(initial()));
}

/**
 * Updates variables in place. Gradients are clipped first, then the L2 penalty's gradient is added. All parameters are
 * one flat vector here: a dozen ops a step rather than a dozen for each of a hundred tensors.
 */
export class TfjsOptimizer {
  readonly #config: OptimizerConfig;
  readonly #sizes: readonly number[];
  /** 1 where weight decay applies, [n]; absent without weight decay. */
  readonly #decays: tf.Variable | undefined;
  readonly #first: tf.Variable; // velocity, or Adam's first moment, [n]
  readonly #second: tf.Variable | undefined; // Adam's second moment, [n]
  #steps = 0;

  constructor(table: LayerTable, config: OptimizerConfig) {
    this.#config = config;
    this.#sizes = table.parameters.map(({ shape }) => sizeOf(shape));
    const total = this.#sizes.reduce((a, b) => a + b, 0);
    this.#first = variable(() => tf.zeros([total]));
    this.#second = config.optimizer === 'adam' ? variable(() => tf.zeros([total])) : undefined;
    if (config.weightDecay > 0) {
      const mask = table.parameters.flatMap(({ decay }, i) => Array<number>(this.#sizes[i]!).fill(decay ? 1 : 0));
      this.#decays = variable(() => tf.tensor1d(mask));
    }
  }

  step(weights: readonly tf.Variable[], gradients: readonly tf.Tensor[], learningRate: number): void {
    this.#steps++;
    tf.tidy(() => {
      const flat = (tensors: readonly tf.Tensor[]): tf.Tensor => tf.concat(tensors.map((t) => tf.reshape(t, [-1])));
      const values = flat(weights);
      let gradient = this.#clipped(flat(gradients));
      if (this.#decays !== undefined) {
        gradient = tf.add(gradient, tf.mul(tf.mul(values, this.#decays), this.#config.weightDecay));
      }
      const change = this.#second === undefined ? this.#nesterov(gradient) : this.#adam(gradient, this.#second);
      const updated = tf.split(tf.sub(values, tf.mul(change, learningRate)), [...this.#sizes]);
      for (const [i, weight] of weights.entries()) weight.assign(tf.reshape(updated[i]!, weight.shape));
    });
  }

  /** The velocity, or the first and then the second moments, by parameter. */
  async readMoments(): Promise<Float32Array[]> {
    const flats = await Promise.all(this.#moments().map((moment) => moment.data<'float32'>()));
    return flats.flatMap((flat) => {
      let from = 0;
      return this.#sizes.map((size) => flat.slice(from, (from += size)));
    });
  }

  /** Resumes after `steps` steps from the moments that {@link readMoments} returned. */
  write(steps: number, moments: readonly Float32Array[]): void {
    const count = this.#sizes.length;
    for (const [i, moment] of this.#moments().entries()) {
      const ofThis = moments.slice(i * count, (i + 1) * count);
      tf.tidy(() => moment.assign(tf.concat(ofThis.map((values) => tf.tensor1d(values)))));
    }
    this.#steps = steps;
  }

  #moments(): tf.Variable[] {
    return this.#second === undefined ? [this.#first] : [this.#first, this.#second];
  }

  dispose(): void {
    tf.dispose([this.#first, this.#second, this.#decays].filter((state) => state !== undefined));
  }

  /** g * min(1, clipNorm / |g|), over all gradients together (Pascanu et al. 2013). */
  #clipped(gradient: tf.Tensor): tf.Tensor {
    if (this.#config.clipNorm === 0) return gradient;
    const norm = tf.sqrt(tf.sum(tf.square(gradient)));
    return tf.mul(gradient, tf.minimum(1, tf.div(this.#config.clipNorm, tf.maximum(norm, 1e-12))));
  }

  /** v <- m v + g; change = g + m v (Sutskever et al. 2013, as in Keras). */
  #nesterov(gradient: tf.Tensor): tf.Tensor {
    this.#first.assign(tf.add(tf.mul(this.#first, MOMENTUM), gradient));
    return tf.add(gradient, tf.mul(this.#first, MOMENTUM));
  }

  #adam(gradient: tf.Tensor, second: tf.Variable): tf.Tensor {
    const { beta1, beta2, epsilon } = ADAM;
    this.#first.assign(tf.add(tf.mul(this.#first, beta1), tf.mul(gradient, 1 - beta1)));
    second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
    const mean = tf.div(this.#first, 1 - beta1 ** this.#steps);
    const deviation = tf.sqrt(tf.div(second, 1 - beta2 ** this.#steps));
    return tf.div(mean, tf.add(deviation, epsilon));
  }
}
