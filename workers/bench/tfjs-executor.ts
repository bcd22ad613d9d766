/** @file The baseline of the step bench: a child trained by tfjs, as a LayersModel where it has all layers, else by the tfjs implementation. */
import * as tf from '@tensorflow/tfjs';
import type { LayerTable } from '../../src/core/network/layers.ts';
import { assembleBatch, batchLabels } from '../data/assemble.ts';
import type { ImageSet } from '../data/image-set.ts';
import type { OptimizerConfig } from '../network/optimizer.ts';
import { TfjsNetwork } from '../network/tfjs/network.ts';
import { hasLayersModel, layersModel } from './layers-model.ts';

/** A network that tfjs trains. */
export interface TfjsExecutor {
  readonly kind: 'layers' | 'ops';
  /** Trains one step. @returns its mean loss, once the device is done. */
  step(batch: { indices: Uint32Array }): Promise<number>;
  dispose(): void;
}

/** Creates the baseline for Adam at this learning rate. */
export function createTfjsExecutor(
  table: LayerTable,
  images: ImageSet,
  weights: readonly Float32Array[],
  { learningRate, ...optimizer }: OptimizerConfig & { readonly learningRate: number },
): TfjsExecutor {
  return hasLayersModel(table)
    ? layersExecutor(table, images, weights, learningRate)
    : opsExecutor(new TfjsNetwork(table, images, weights, optimizer), learningRate);
}

/** Trains a LayersModel. */
function layersExecutor(
  table: LayerTable,
  images: ImageSet,
  weights: readonly Float32Array[],
  learningRate: number,
): TfjsExecutor {
  const model = layersModel(table, weights, learningRate);
  return {
    kind: 'layers',
    step: async (batch) => {
      const x = tf.tensor4d(assembleBatch(images, batch), [batch.indices.length, 32, 32, 3]);
      const y = tf.tidy(() => tf.oneHot(tf.tensor1d(batchLabels(images, batch), 'int32'), 10));
      const loss = (await model.trainOnBatch(x, y)) as number;
      tf.dispose([x, y]);
      return loss;
    },
    dispose: () => model.dispose(),
  };
}

/** Trains the tfjs implementation. */
function opsExecutor(network: TfjsNetwork, learningRate: number): TfjsExecutor {
  return {
    kind: 'ops',
    step: async (batch) => {
      network.trainStep(batch, { learningRate });
      const { loss } = await network.readTotals();
      return loss / batch.indices.length;
    },
    dispose: () => network.dispose(),
  };
}
