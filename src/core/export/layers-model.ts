/**
 * @file A trained network as a TensorFlow.js LayersModel: `model.json` (Keras's description of the network, and a manifest
 * of the weights) and one file of float32. Stock tfjs loads it; its input is whitened images, its output probabilities.
 */
import { BATCH_NORM_EPSILON, sizeOf, type DepthwiseLayer, type Layer, type LayerTable } from '../layers.ts';

/** The two files. */
export interface LayersModel {
  /** Content of `model.json`. */
  readonly model: object;
  /** Content of {@link WEIGHTS_FILE}, little endian. */
  readonly weights: Uint8Array;
}

/** The file that `model.json` names. */
export const WEIGHTS_FILE = 'weights.bin';

interface KerasLayer {
  readonly className: string;
  readonly config: object;
}

/** A weight: its place in the network's values, and its shape. */
interface Weight {
  readonly role: string;
  readonly index: number;
  readonly shape: readonly number[];
}

/** The layer's name in Keras, where a name has no slash and no space. */
export function kerasName({ name }: Layer): string {
  return name.replaceAll('/', '.').replaceAll(' ', '_');
}

/**
 * @param values the trained tensors in the table's order, then moving mean and variance of each batch norm
 *   (`ChildNetwork.readWeights`).
 * @throws {RangeError} when their number or sizes are not the table's.
 */
export function toLayersModel(table: LayerTable, values: readonly Float32Array[]): LayersModel {
  const norms = table.layers.filter(({ kind }) => kind === 'batchNorm');
  const expected = table.parameters.length + 2 * norms.length;
  if (values.length !== expected) throw new RangeError(`export: needs ${expected} tensors; got ${values.length}`);
  const layers: object[] = [];
  const manifest: object[] = [];
  const data: Float32Array[] = [];
  for (const layer of table.layers) {
    const inputs = layer.inputs.map((id) => kerasName(table.layers[id]!));
    const shift = layer.kind === 'conv' && layer.shift === 1;
    if (shift) layers.push(...shiftLayers(`${kerasName(layer)}.shift`, inputs[0]!));
    layers.push(node(kerasName(layer), keras(layer), shift ? [`${kerasName(layer)}.shift`] : inputs));
    for (const { role, index, shape } of weightsOf(layer, table, norms)) {
      const value = dilatedOf(layer) === undefined ? values[index]! : spread(values[index]!, dilatedOf(layer)!);
      if (value.length !== sizeOf(shape)) {
        throw new RangeError(`export: ${layer.name} ${role} needs ${sizeOf(shape)} values; got ${value.length}`);
      }
      manifest.push({ name: `${kerasName(layer)}/${role}`, shape, dtype: 'float32' });
      data.push(value);
    }
  }
  const model = {
    format: 'layers-model',
    generatedBy: 'progressive-nas',
    convertedBy: null,
    modelTopology: {
      class_name: 'Model',
      config: {
        name: 'child',
        layers,
        input_layers: [['image', 0, 0]],
        output_layers: [[kerasName(table.layers.at(-1)!), 0, 0]],
      },
      keras_version: '2.9.0',
      backend: 'tensorflow',
    },
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: manifest }],
  };
  return { model, weights: littleEndian(data) };
}

function node(name: string, { className, config }: KerasLayer, inputs: readonly string[]): object {
  return {
    name,
    class_name: className,
    config: { name, trainable: true, ...config },
    inbound_nodes: inputs.length === 0 ? [] : [inputs.map((input) => [input, 0, 0, {}])],
  };
}

/** One pixel up and left, zeros come in: what the second path of a factorised reduction reads. */
function shiftLayers(name: string, input: string): object[] {
  const crop = { className: 'Cropping2D', config: { cropping: [[1, 0], [1, 0]] } }; // prettier-ignore
  const pad = { className: 'ZeroPadding2D', config: { padding: [[0, 1], [0, 1]] } }; // prettier-ignore
  return [node(`${name}.crop`, crop, [input]), node(name, pad, [`${name}.crop`])];
}

/** The layer if it is dilated: tfjs has no dilation with a stride, so it is exported as a wider filter with zeros. */
function dilatedOf(layer: Layer): DepthwiseLayer | undefined {
  return layer.kind === 'depthwise' && layer.dilation > 1 ? layer : undefined;
}

const widthOf = ({ kernel, dilation }: DepthwiseLayer): number => (kernel - 1) * dilation + 1;

/** A dilated filter [k, k, c, 1] with zeros between its taps. */
function spread(filter: Float32Array, layer: DepthwiseLayer): Float32Array {
  const { kernel, dilation, shape } = layer;
  const width = widthOf(layer);
  const channels = shape[2];
  const wide = new Float32Array(width * width * channels);
  for (let y = 0; y < kernel; y++) {
    for (let x = 0; x < kernel; x++) {
      const from = (y * kernel + x) * channels;
      wide.set(filter.subarray(from, from + channels), (y * dilation * width + x * dilation) * channels);
    }
  }
  return wide;
}

function keras(layer: Layer): KerasLayer {
  switch (layer.kind) {
    case 'image':
      return { className: 'InputLayer', config: { batch_input_shape: [null, ...layer.shape], dtype: 'float32' } };
    case 'conv': {
      const { kernel, stride, shape, bias } = layer;
      const sizes = { filters: shape[2], kernel_size: kernel, strides: stride };
      const config = { ...sizes, padding: 'same', use_bias: bias !== undefined };
      return { className: 'Conv2D', config };
    }
    case 'depthwise': {
      const [width, stride] = [widthOf(layer), layer.stride];
      const sizes = { kernel_size: [width, width], strides: [stride, stride], depth_multiplier: 1 };
      return { className: 'DepthwiseConv2D', config: { ...sizes, padding: 'same', use_bias: false } };
    }
    case 'batchNorm':
      return { className: 'BatchNormalization', config: { axis: -1, epsilon: BATCH_NORM_EPSILON } };
    case 'relu':
      return { className: 'ReLU', config: {} };
    case 'maxPool':
    case 'avgPool': {
      const className = layer.kind === 'maxPool' ? 'MaxPooling2D' : 'AveragePooling2D';
      const strides = [layer.stride, layer.stride];
      return { className, config: { pool_size: [3, 3], strides, padding: 'same' } };
    }
    case 'add':
      return { className: 'Add', config: {} };
    case 'concat':
      return layer.inputs.length === 1
        ? { className: 'Activation', config: { activation: 'linear' } }
        : { className: 'Concatenate', config: { axis: -1 } };
    case 'globalAveragePool':
      return { className: 'GlobalAveragePooling2D', config: {} };
    case 'dense':
      return { className: 'Dense', config: { units: layer.shape[2], activation: 'softmax', use_bias: true } };
    default:
      return layer satisfies never;
  }
}

function weightsOf(layer: Layer, { parameters }: LayerTable, norms: readonly Layer[]): Weight[] {
  const weight = (role: string, index: number): Weight => ({ role, index, shape: parameters[index]!.shape });
  switch (layer.kind) {
    case 'conv':
      return [weight('kernel', layer.filter), ...(layer.bias === undefined ? [] : [weight('bias', layer.bias)])];
    case 'depthwise': {
      const width = widthOf(layer);
      return [{ role: 'depthwise_kernel', index: layer.filter, shape: [width, width, layer.shape[2], 1] }];
    }
    case 'batchNorm': {
      const moving = parameters.length + 2 * norms.indexOf(layer);
      const shape = [layer.shape[2]];
      return [
        weight('gamma', layer.gamma),
        weight('beta', layer.beta),
        { role: 'moving_mean', index: moving, shape },
        { role: 'moving_variance', index: moving + 1, shape },
      ];
    }
    case 'dense':
      return [weight('kernel', layer.weights), weight('bias', layer.bias)];
    default:
      return [];
  }
}

function littleEndian(arrays: readonly Float32Array[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * arrays.reduce((sum, { length }) => sum + length, 0)));
  let at = 0;
  for (const array of arrays) {
    for (const value of array) {
      bytes.setFloat32(at, value, true);
      at += 4;
    }
  }
  return new Uint8Array(bytes.buffer);
}
