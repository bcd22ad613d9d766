/**
 * @file The optimizers composed from tfjs ops: Nesterov momentum and Adam, with an L2 penalty and clipping by global
 * norm. tfjs's own momentum optimizer leaks a tensor and has neither; these are also the reference of the GPU's.
 */
import * as tf from '@tensorflow/tfjs-core';
import { MOMENTUM } from '../../src/contract/config.ts';
import type { LayerTable } from '../../src/core/layers.ts';

/** The optimizer's fixed settings (`SearchConfig` has their sources). */
export interface OptimizerConfig {
  readonly optimizer: 'momentum' | 'adam';
  readonly weightDecay: number;
  /** 0: no clipping. */
  readonly clipNorm: number;
}

/** Adam's constants: Kingma & Ba 2015; epsilon as in Keras and tfjs. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** A variable of a new tensor; tf.variable alone would keep the tensor it copies. */
export function variable(initial: () => tf.Tensor): tf.Variable {
  return tf.tidy(() => tf.variable(initial()));
}

/** Updates variables in place. Gradients are clipped first, then the L2 penalty's gradient is added. */
export class ComposedOptimizer {
  readonly #config: OptimizerConfig;
  readonly #decays: readonly boolean[];
  readonly #first: tf.Variable[]; // velocity, or Adam's first moment
  readonly #second: tf.Variable[]; // Adam's second moment
  #steps = 0;

  constructor(table: LayerTable, config: OptimizerConfig) {
    this.#config = config;
    this.#decays = table.parameters.map(({ decay }) => decay);
    const zeros = () => table.parameters.map(({ shape }) => variable(() => tf.zeros([...shape])));
    this.#first = zeros();
    this.#second = config.optimizer === 'adam' ? zeros() : [];
  }

  step(weights: readonly tf.Variable[], gradients: readonly tf.Tensor[], learningRate: number): void {
    this.#steps++;
    tf.tidy(() => {
      const clip = this.#clipFactor(gradients);
      for (const [i, weight] of weights.entries()) {
        let gradient: tf.Tensor = clip === undefined ? gradients[i]! : tf.mul(gradients[i]!, clip);
        if (this.#decays[i]! && this.#config.weightDecay > 0) {
          gradient = tf.add(gradient, tf.mul(weight, this.#config.weightDecay));
        }
        const change = this.#config.optimizer === 'adam' ? this.#adam(i, gradient) : this.#nesterov(i, gradient);
        weight.assign(tf.sub(weight, tf.mul(change, learningRate)));
      }
    });
  }

  dispose(): void {
    tf.dispose([...this.#first, ...this.#second]);
  }

  /** min(1, clipNorm / |g|), over all gradients together (Pascanu et al. 2013). */
  #clipFactor(gradients: readonly tf.Tensor[]): tf.Tensor | undefined {
    if (this.#config.clipNorm === 0) return undefined;
    let squares: tf.Tensor = tf.scalar(0);
    for (const gradient of gradients) squares = tf.add(squares, tf.sum(tf.square(gradient)));
    return tf.minimum(1, tf.div(this.#config.clipNorm, tf.maximum(tf.sqrt(squares), 1e-12)));
  }

  /** v <- m v + g; change = g + m v (Sutskever et al. 2013, as in Keras). */
  #nesterov(i: number, gradient: tf.Tensor): tf.Tensor {
    const velocity = this.#first[i]!;
    velocity.assign(tf.add(tf.mul(velocity, MOMENTUM), gradient));
    return tf.add(gradient, tf.mul(velocity, MOMENTUM));
  }

  #adam(i: number, gradient: tf.Tensor): tf.Tensor {
    const { beta1, beta2, epsilon } = ADAM;
    const first = this.#first[i]!;
    const second = this.#second[i]!;
    first.assign(tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1)));
    second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
    const mean = tf.div(first, 1 - beta1 ** this.#steps);
    const deviation = tf.sqrt(tf.div(second, 1 - beta2 ** this.#steps));
    return tf.div(mean, tf.add(deviation, epsilon));
  }
}
