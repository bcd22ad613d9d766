/**
 * @file A trained network as a TensorFlow.js LayersModel: `model.json` (Keras's description of the network, and a manifest
 * of the weights) and one file of float32. Stock tfjs loads it; its input is pixels from 0 to 255, its output probabilities.
 */
import { sizeOf } from '../network/layers.ts';
import type { Convolution, InferenceGraph, InferenceLayer } from '../inference/graph.ts';
import { littleEndian } from './little-endian.ts';

/** The two files. */
interface LayersModel {
  /** Content of `model.json`. */
  readonly model: object;
  /** Content of {@link WEIGHTS_FILE}. */
  readonly weights: Uint8Array<ArrayBuffer>;
}

/** The file that `model.json` names. */
export const WEIGHTS_FILE = 'weights.bin';

interface Weight {
  readonly role: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** @param metadata goes into `userDefinedMetadata`, which tfjs keeps with a model. */
export function toLayersModel(graph: InferenceGraph, metadata: object = {}): LayersModel {
  const weights = graph.map(weightsOf);
  const manifest = weights.flatMap((own, place) =>
    own.map(({ role, shape }) => ({ name: `${kerasName(graph[place]!)}/${role}`, shape, dtype: 'float32' })),
  );
  const model = {
    format: 'layers-model',
    generatedBy: 'progressive-nas',
    convertedBy: null,
    userDefinedMetadata: metadata,
    modelTopology: {
      class_name: 'Model',
      config: {
        name: 'network',
        layers: graph.map((layer) => node(layer, graph)),
        input_layers: [[kerasName(graph[0]!), 0, 0]],
        output_layers: [[kerasName(graph.at(-1)!), 0, 0]],
      },
      keras_version: '2.9.0',
      backend: 'tensorflow',
    },
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: manifest }],
  };
  return { model, weights: littleEndian(weights.flat().map(({ values }) => values)) };
}

/** The layer's name in Keras, where a name has no slash and no space. */
function kerasName({ name }: InferenceLayer): string {
  return name.replaceAll('/', '.').replaceAll(' ', '_');
}

function node(layer: InferenceLayer, graph: InferenceGraph): object {
  const name = kerasName(layer);
  const [className, config] = keras(layer);
  const inputs = layer.inputs.map((place) => [kerasName(graph[place]!), 0, 0, {}]);
  return {
    name,
    class_name: className,
    config: { name, trainable: true, ...config },
    inbound_nodes: inputs.length === 0 ? [] : [inputs],
  };
}

function keras(layer: InferenceLayer): [className: string, config: object] {
  switch (layer.kind) {
    case 'image':
      return ['InputLayer', { batch_input_shape: [null, ...layer.shape], dtype: 'float32' }];
    case 'conv': {
      const sizes = { filters: layer.shape[2], kernel_size: layer.kernel, strides: layer.stride };
      return ['Conv2D', { ...sizes, padding: 'same', use_bias: true }];
    }
    case 'depthwise': {
      const sizes = { kernel_size: spread(layer).kernel, strides: layer.stride, depth_multiplier: 1 };
      return ['DepthwiseConv2D', { ...sizes, padding: 'same', use_bias: true }];
    }
    case 'relu':
      return ['ReLU', {}];
    case 'maxPool':
    case 'avgPool': {
      const sizes = { pool_size: [3, 3], strides: [layer.stride, layer.stride], padding: 'same' };
      return [layer.kind === 'maxPool' ? 'MaxPooling2D' : 'AveragePooling2D', sizes];
    }
    case 'add':
      return ['Add', {}];
    case 'concat': // Keras's takes two or more
      return layer.inputs.length === 1 ? ['Activation', { activation: 'linear' }] : ['Concatenate', { axis: -1 }];
    case 'globalAveragePool':
      return ['GlobalAveragePooling2D', {}];
    case 'dense':
      return ['Dense', { units: layer.shape[2], activation: 'softmax', use_bias: true }];
    default:
      return layer satisfies never;
  }
}

function weightsOf(layer: InferenceLayer): Weight[] {
  switch (layer.kind) {
    case 'conv': {
      const shape = [...layer.kernel, layer.filter.length / sizeOf(layer.kernel) / layer.shape[2], layer.shape[2]];
      return [{ role: 'kernel', shape, values: layer.filter }, bias(layer)];
    }
    case 'depthwise': {
      const { kernel, filter } = spread(layer);
      return [{ role: 'depthwise_kernel', shape: [...kernel, layer.shape[2], 1], values: filter }, bias(layer)];
    }
    case 'dense': {
      const classes = layer.shape[2];
      const shape = [layer.weights.length / classes, classes];
      return [{ role: 'kernel', shape, values: layer.weights }, bias(layer)];
    }
    default:
      return [];
  }
}

const bias = (layer: { readonly bias: Float32Array }): Weight => {
  return { role: 'bias', shape: [layer.bias.length], values: layer.bias };
};

/** A dilated depthwise filter with zeros between its taps: tfjs's `DepthwiseConv2D` ignores its dilation, and Keras has none with a stride. */
function spread({ kernel, dilation, filter, shape }: Convolution): Pick<Convolution, 'kernel' | 'filter'> {
  if (dilation === 1) return { kernel, filter };
  const [rows, columns] = kernel;
  const channels = shape[2];
  const width = (columns - 1) * dilation + 1;
  const wide = new Float32Array(((rows - 1) * dilation + 1) * width * channels);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const tap = filter.subarray((i * columns + j) * channels, (i * columns + j + 1) * channels);
      wide.set(tap, (i * width + j) * dilation * channels);
    }
  }
  return { kernel: [wide.length / width / channels, width], filter: wide };
}
