/**
 * @file A layer table as a tfjs `LayersModel`: what a tfjs user would write, and what the plan's speed is measured against. Not every table has
 * one: there is no shifted convolution, and dilated depthwise convolution has no gradient in tfjs.
 */
import * as tf from '@tensorflow/tfjs';
import { BATCH_NORM_EPSILON, type Layer, type LayerTable } from '../../src/core/network/layers.ts';
import { ADAM } from '../network/optimizer.ts';

/** Whether tfjs has a layer, and its gradient, for every layer of the table. */
export const hasLayersModel = ({ layers }: LayerTable): boolean =>
  layers.every(
    (layer) => !(layer.kind === 'conv' && layer.shift === 1) && !(layer.kind === 'depthwise' && layer.dilation > 1),
  );

/** The compiled model, Adam and softmax cross-entropy, with these weights. */
export function layersModel(table: LayerTable, weights: readonly Float32Array[], learningRate: number): tf.LayersModel {
  const outputs: tf.SymbolicTensor[] = [];
  const owners: [tf.layers.Layer, number[]][] = [];
  for (const layer of table.layers) {
    if (layer.kind === 'image') {
      outputs.push(tf.input({ shape: [...layer.shape] }));
      continue;
    }
    const [built, parameters] = kerasLayer(layer);
    const inputs = layer.inputs.map((id) => outputs[id]!);
    outputs.push(built.apply(inputs.length === 1 ? inputs[0]! : inputs) as tf.SymbolicTensor);
    if (parameters.length > 0) owners.push([built, parameters]);
  }
  const model = tf.model({ inputs: outputs[0]!, outputs: outputs.at(-1)! });
  for (const [layer, parameters] of owners) {
    const own = layer.getWeights(); // batch norm: gamma, beta, then moving statistics, left as they are
    const values = parameters.map((index, i) => tf.tensor(weights[index]!, own[i]!.shape));
    layer.setWeights([...values, ...own.slice(values.length)]);
    tf.dispose(values);
  }
  const { beta1, beta2, epsilon } = ADAM;
  model.compile({ optimizer: tf.train.adam(learningRate, beta1, beta2, epsilon), loss: 'categoricalCrossentropy' });
  return model;
}

function kerasLayer(layer: Exclude<Layer, { kind: 'image' }>): [tf.layers.Layer, number[]] {
  const { name: path, id } = layer;
  const name = `${id}_${path.replaceAll(/[^\w]+/g, '_')}`;
  const same = { name, padding: 'same', useBias: false } as const;
  switch (layer.kind) {
    case 'conv':
      return [
        tf.layers.conv2d({
          ...same,
          useBias: layer.bias !== undefined,
          filters: layer.shape[2],
          kernelSize: [...layer.kernel],
          strides: [...layer.stride],
        }),
        [layer.filter, ...(layer.bias === undefined ? [] : [layer.bias])],
      ];
    case 'depthwise':
      return [tf.layers.depthwiseConv2d({ ...same, kernelSize: layer.kernel, strides: layer.stride }), [layer.filter]];
    case 'batchNorm':
      return [tf.layers.batchNormalization({ name, epsilon: BATCH_NORM_EPSILON }), [layer.gamma, layer.beta]];
    case 'relu':
      return [tf.layers.activation({ name, activation: 'relu' }), []];
    case 'maxPool':
      return [tf.layers.maxPooling2d({ name, poolSize: 3, strides: layer.stride, padding: 'same' }), []];
    case 'avgPool':
      return [tf.layers.averagePooling2d({ name, poolSize: 3, strides: layer.stride, padding: 'same' }), []];
    case 'add':
      return [tf.layers.add({ name }), []];
    case 'concat':
      return [layer.inputs.length === 1 ? tf.layers.activation({ name, activation: 'linear' }) : tf.layers.concatenate({ name }), []]; // prettier-ignore
    case 'globalAveragePool':
      return [tf.layers.globalAveragePooling2d({ name, dataFormat: 'channelsLast' }), []];
    case 'dense':
      return [tf.layers.dense({ name, units: layer.shape[2], activation: 'softmax' }), [layer.weights, layer.bias]];
    default:
      return layer satisfies never;
  }
}
