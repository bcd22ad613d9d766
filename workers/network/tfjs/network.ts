/**
 * @file A child network as tfjs ops with autodiff: the readable reference of what a training step is, and the
 * executor of every backend but the GPU plan's.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayerTable } from '../../../src/core/network/layers.ts';
import { parameterCount } from '../../../src/core/network/layers.ts';
import { movingMomentum } from '../../../src/core/network/schedule.ts';
import { assembleBatch, batchLabels } from '../../data/assemble.ts';
import type { ImageSet } from '../../data/image-set.ts';
import type { BatchPlan } from '../../data/batch-plan.ts';
import type { ChildNetwork, ChildState, StepSettings, Totals } from '../child-network.ts';
import { applyLayer, type ForwardContext, type Moments } from './layers.ts';
import type { OptimizerConfig } from '../optimizer.ts';
import { TfjsOptimizer, variable } from './optimizer.ts';

/** Logits [n, classes] of a batch of images [n, 32, 32, 3]. */
export function forwardPass(table: LayerTable, images: tf.Tensor4D, context: ForwardContext): tf.Tensor2D {
  const outputs: tf.Tensor4D[] = [];
  for (const layer of table.layers) {
    const inputs = layer.kind === 'image' ? [images] : layer.inputs.map((id) => outputs[id]!);
    outputs.push(applyLayer(layer, inputs, context));
  }
  return tf.reshape(outputs.at(-1)!, [images.shape[0], -1]);
}

/** The tfjs executor. Holds its trained tensors and moving statistics as tf variables. */
export class TfjsNetwork implements ChildNetwork {
  readonly parameters: number;
  readonly #table: LayerTable;
  readonly #images: ImageSet;
  readonly #weights: tf.Variable[];
  readonly #moving = new Map<number, { mean: tf.Variable; variance: tf.Variable }>();
  readonly #optimizer: TfjsOptimizer;
  #steps = 0;
  #totals: tf.Tensor1D; // [loss, correct]
  #examples = 0;

  constructor(table: LayerTable, images: ImageSet, weights: readonly Float32Array[], optimizer: OptimizerConfig) {
    this.#table = table;
    this.#images = images;
    this.parameters = parameterCount(table);
    this.#weights = table.parameters.map(({ shape }, i) => variable(() => tf.tensor(weights[i]!, [...shape])));
    for (const layer of table.layers) {
      if (layer.kind !== 'batchNorm') continue;
      const channels = layer.shape[2];
      this.#moving.set(layer.id, {
        mean: variable(() => tf.zeros([channels])),
        variance: variable(() => tf.ones([channels])),
      });
    }
    this.#optimizer = new TfjsOptimizer(table, optimizer);
    this.#totals = tf.tensor1d([0, 0]);
  }

  trainStep(batch: BatchPlan, { learningRate }: StepSettings): void {
    tf.tidy(() => {
      const { images, labels } = this.#load(batch);
      const moments = new Map<number, Moments>();
      let logits: tf.Tensor2D | undefined;
      const { value, grads } = tf.variableGrads(() => {
        const onMoments = (id: number, of: Moments): void => {
          moments.set(id, { mean: tf.keep(of.mean), variance: tf.keep(of.variance) });
        };
        logits = tf.keep(forwardPass(this.#table, images, { weights: this.#weights, onMoments }));
        return tf.losses.softmaxCrossEntropy(tf.oneHot(labels, logits.shape[1]), logits) as tf.Scalar;
      }, this.#weights);
      this.#count(logits!, labels, tf.mul(value, batch.indices.length) as tf.Scalar);
      this.#updateMoving(moments);
      this.#optimizer.step(
        this.#weights,
        this.#weights.map((weight) => grads[weight.name]!),
        learningRate,
      );
      tf.dispose([logits!, ...[...moments.values()].flatMap(({ mean, variance }) => [mean, variance])]);
    });
    this.#steps++;
  }

  evaluateStep(batch: BatchPlan): void {
    tf.tidy(() => {
      const { images, labels } = this.#load(batch);
      const moments = (id: number): Moments => this.#moving.get(id) as unknown as Moments;
      const logits = forwardPass(this.#table, images, { weights: this.#weights, moments });
      const mean = tf.losses.softmaxCrossEntropy(tf.oneHot(labels, logits.shape[1]), logits);
      this.#count(logits, labels, tf.mul(mean, batch.indices.length) as tf.Scalar);
    });
  }

  async readTotals(): Promise<Totals> {
    const totals = this.#totals;
    const examples = this.#examples;
    this.#totals = tf.tensor1d([0, 0]);
    this.#examples = 0;
    const [loss, correct] = await totals.data();
    totals.dispose();
    return { loss: loss!, correct: Math.round(correct!), examples };
  }

  async readWeights(): Promise<Float32Array[]> {
    return Promise.all(this.#tensors().map(async (tensor) => (await tensor.data()) as Float32Array));
  }

  writeWeights(weights: readonly Float32Array[]): void {
    for (const [i, tensor] of this.#tensors().entries()) {
      tf.tidy(() => tensor.assign(tf.tensor(weights[i]!, tensor.shape)));
    }
  }

  async readState(): Promise<ChildState> {
    const [weights, moments] = await Promise.all([this.readWeights(), this.#optimizer.readMoments()]);
    return { steps: this.#steps, tensors: [...weights, ...moments] };
  }

  writeState({ steps, tensors }: ChildState): void {
    const weights = this.#tensors().length;
    this.writeWeights(tensors.slice(0, weights));
    this.#optimizer.write(steps, tensors.slice(weights));
    this.#steps = steps;
  }

  dispose(): void {
    tf.dispose([...this.#tensors(), this.#totals]);
    this.#optimizer.dispose();
  }

  #tensors(): tf.Variable[] {
    return [...this.#weights, ...[...this.#moving.values()].flatMap(({ mean, variance }) => [mean, variance])];
  }

  #load(batch: BatchPlan): { images: tf.Tensor4D; labels: tf.Tensor1D } {
    const images = tf.tensor4d(assembleBatch(this.#images, batch), [batch.indices.length, 32, 32, 3]);
    return { images, labels: tf.tensor1d(batchLabels(this.#images, batch), 'int32') };
  }

  /** Adds a batch's summed loss and correct answers to the totals, on the device. */
  #count(logits: tf.Tensor2D, labels: tf.Tensor1D, lossSum: tf.Scalar): void {
    const correct = tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), labels), 'float32'));
    const totals = tf.keep(tf.add(this.#totals, tf.stack([lossSum, correct]))) as tf.Tensor1D;
    this.#totals.dispose();
    this.#totals = totals;
    this.#examples += logits.shape[0];
  }

  #updateMoving(moments: ReadonlyMap<number, Moments>): void {
    const momentum = movingMomentum(this.#steps, this.#table.movingMomentum);
    for (const [id, batch] of moments) {
      const moving = this.#moving.get(id)!;
      const blend = (old: tf.Tensor, fresh: tf.Tensor) => tf.add(tf.mul(old, momentum), tf.mul(fresh, 1 - momentum));
      moving.mean.assign(blend(moving.mean, batch.mean));
      moving.variance.assign(blend(moving.variance, batch.variance));
    }
  }
}
