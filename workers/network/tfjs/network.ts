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
import { keepProbability, pathFactors } from '../drop-path.ts';
import { applyLayer, type ForwardContext, type Moments } from './layers.ts';
import { averagingDecay, type TrainingOptions } from '../optimizer.ts';
import { TfjsOptimizer, variable } from './optimizer.ts';

/** Logits [n, classes] of a batch of images [n, 32, 32, 3]. */
export function forwardPass(table: LayerTable, images: tf.Tensor4D, context: ForwardContext): tf.Tensor2D {
  return logitsOf(table, images, context)[0]!;
}

/** Logits of the classifier, and of the auxiliary one where there is one, each [n, classes]. */
function logitsOf(table: LayerTable, images: tf.Tensor4D, context: ForwardContext): tf.Tensor2D[] {
  const outputs: tf.Tensor4D[] = [];
  for (const layer of table.layers) {
    const inputs = layer.kind === 'image' ? [images] : layer.inputs.map((id) => outputs[id]!);
    outputs.push(applyLayer(layer, inputs, context));
  }
  const ids = table.auxiliary === undefined ? [outputs.length - 1] : [outputs.length - 1, table.auxiliary];
  return ids.map((id) => tf.reshape(outputs[id]!, [images.shape[0], -1]));
}

/** Mean cross-entropy of logits [n, classes] and smoothed labels. */
function crossEntropy(labels: tf.Tensor1D, logits: tf.Tensor2D, smoothing: number): tf.Scalar {
  const truth = tf.oneHot(labels, logits.shape[1]);
  return tf.losses.softmaxCrossEntropy(truth, logits, undefined, smoothing) as tf.Scalar;
}

/** Drops a path of a step by `pathFactors`; undefined where the step drops none. */
function dropOf({ dropPath = 0, dropSeed = 0 }: StepSettings, n: number): ForwardContext['drop'] {
  if (dropPath === 0) return undefined;
  return (x, path, share) => {
    const factors = pathFactors(dropSeed, path, keepProbability(share, dropPath), n);
    return tf.mul(x, tf.tensor4d(factors, [n, 1, 1, 1]));
  };
}

const valuesOf = (tensors: readonly tf.Variable[]): Promise<Float32Array[]> =>
  Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));

function assign(tensors: readonly tf.Variable[], values: readonly Float32Array[]): void {
  for (const [i, tensor] of tensors.entries()) tf.tidy(() => tensor.assign(tf.tensor(values[i]!, tensor.shape)));
}

/** The tfjs executor. Holds its trained tensors and moving statistics as tf variables. */
export class TfjsNetwork implements ChildNetwork {
  readonly parameters: number;
  readonly #table: LayerTable;
  readonly #images: ImageSet;
  readonly #weights: tf.Variable[];
  /** The averages of weights and moving statistics, in the order of {@link #tensors}; none without averaging. */
  readonly #averages: tf.Variable[];
  readonly #options: TrainingOptions;
  readonly #moving = new Map<number, { mean: tf.Variable; variance: tf.Variable }>();
  readonly #optimizer: TfjsOptimizer;
  #steps = 0;
  #totals: tf.Tensor1D; // [loss, correct]
  #examples = 0;

  constructor(table: LayerTable, images: ImageSet, weights: readonly Float32Array[], options: TrainingOptions) {
    this.#table = table;
    this.#options = options;
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
    this.#optimizer = new TfjsOptimizer(table, options);
    const isAveraged = (options.averaging ?? 0) > 0;
    this.#averages = isAveraged ? this.#tensors().map((tensor) => variable(() => tf.clone(tensor))) : [];
    this.#totals = tf.tensor1d([0, 0]);
  }

  trainStep(batch: BatchPlan, settings: StepSettings): void {
    const { labelSmoothing = 0, auxiliaryWeight = 0 } = this.#options;
    tf.tidy(() => {
      const { images, labels } = this.#load(batch);
      const moments = new Map<number, Moments>();
      let [logits, own]: [tf.Tensor2D?, tf.Scalar?] = [];
      const { grads } = tf.variableGrads(() => {
        const onMoments = (id: number, of: Moments): void => {
          moments.set(id, { mean: tf.keep(of.mean), variance: tf.keep(of.variance) });
        };
        const context = { weights: this.#weights, onMoments, drop: dropOf(settings, batch.indices.length) };
        const [first, auxiliary] = logitsOf(this.#table, images, context) as [tf.Tensor2D, tf.Tensor2D?];
        logits = tf.keep(first);
        const loss = (of: tf.Tensor2D): tf.Scalar => crossEntropy(labels, of, labelSmoothing);
        own = tf.keep(loss(first));
        return auxiliary === undefined ? own : tf.add<tf.Scalar>(own, tf.mul(loss(auxiliary), auxiliaryWeight));
      }, this.#weights.filter((_, i) => this.#table.parameters[i]!.isFrozen !== true)); // prettier-ignore
      this.#count(logits!, labels, tf.mul(own!, batch.indices.length) as tf.Scalar);
      this.#updateMoving(moments);
      this.#optimizer.step(
        this.#weights,
        this.#weights.map((weight) => grads[weight.name] ?? tf.zerosLike(weight)),
        settings.learningRate,
      );
      tf.dispose([logits!, own!, ...[...moments.values()].flatMap(({ mean, variance }) => [mean, variance])]);
    });
    this.#steps++;
    this.#updateAverages();
  }

  evaluateStep(batch: BatchPlan): void {
    this.#evaluate(batch).dispose();
  }

  async predict(batch: BatchPlan): Promise<Float32Array> {
    const logits = this.#evaluate(batch);
    const [values] = await Promise.all([logits.data<'float32'>(), this.readTotals()]);
    logits.dispose();
    return values;
  }

  /** Logits; adds to the totals. */
  #evaluate(batch: BatchPlan): tf.Tensor2D {
    return tf.tidy(() => {
      const { images, labels } = this.#load(batch);
      const tensors = this.#judged();
      const norms = [...this.#moving.keys()];
      const first = this.#weights.length;
      const moments = (id: number): Moments => {
        const at = first + 2 * norms.indexOf(id);
        return { mean: tensors[at] as tf.Tensor1D, variance: tensors[at + 1] as tf.Tensor1D };
      };
      const logits = forwardPass(this.#table, images, { weights: tensors, moments });
      this.#count(logits, labels, tf.mul(crossEntropy(labels, logits, 0), batch.indices.length) as tf.Scalar);
      return logits;
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
    return valuesOf(this.#judged());
  }

  writeWeights(weights: readonly Float32Array[]): void {
    assign(this.#tensors(), weights);
    assign(this.#averages, weights);
  }

  async readState(): Promise<ChildState> {
    const [weights, moments, averages] = await Promise.all([
      valuesOf(this.#tensors()),
      this.#optimizer.readMoments(),
      valuesOf(this.#averages),
    ]);
    return { steps: this.#steps, tensors: [...weights, ...moments, ...averages] };
  }

  writeState({ steps, tensors }: ChildState): void {
    const weights = this.#tensors().length;
    assign(this.#tensors(), tensors.slice(0, weights));
    const averages = tensors.length - this.#averages.length;
    assign(this.#averages, tensors.slice(averages));
    this.#optimizer.write(steps, tensors.slice(weights, averages));
    this.#steps = steps;
  }

  dispose(): void {
    tf.dispose([...this.#tensors(), ...this.#averages, this.#totals]);
    this.#optimizer.dispose();
  }

  /** What evaluation uses: the averages, where there are some. */
  #judged(): tf.Variable[] {
    return this.#averages.length > 0 ? this.#averages : this.#tensors();
  }

  #updateAverages(): void {
    const decay = averagingDecay(this.#options.averaging ?? 0, this.#steps);
    const tensors = this.#averages.length > 0 ? this.#tensors() : [];
    for (const [i, tensor] of tensors.entries()) {
      const average = this.#averages[i]!;
      tf.tidy(() => average.assign(tf.add(tf.mul(average, decay), tf.mul(tensor, 1 - decay))));
    }
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
