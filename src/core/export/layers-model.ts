/**
 * @file A trained network as a TensorFlow.js LayersModel: `model.json` (Keras's description of the network, and a manifest
 * of the weights) and one file of float32. Stock tfjs loads it; its input is whitened images, its output probabilities.
 */
import { BATCH_NORM_EPSILON, sizeOf, type DepthwiseLayer, type Layer, type LayerTable } from '../network/layers.ts';

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

/** A weight: its name in the manifest, its place in the network's values, and its shape. */
interface Weight {
  readonly name: string;
  readonly index: number;
  readonly shape: readonly number[];
}

/** The layer's name in Keras, where a name has no slash and no space. */
function kerasName({ name }: Layer): string {
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
    if (isDilated(layer)) continue; // with the 1x1 behind it
    layers.push(...nodesOf(layer, table));
    for (const { name, index, shape } of weightsOf(layer, table, norms)) {
      const value = values[index]!;
      if (value.length !== sizeOf(shape)) {
        throw new RangeError(`export: ${name} needs ${sizeOf(shape)} values; got ${value.length}`);
      }
      manifest.push({ name, shape, dtype: 'float32' });
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
        output_layers: [[outputName(table.layers.at(-1)!, table), 0, 0]],
      },
      keras_version: '2.9.0',
      backend: 'tensorflow',
    },
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: manifest }],
  };
  return { model, weights: littleEndian(data) };
}

/** A layer as Keras layers; the last one's output is its. */
function nodesOf(layer: Layer, table: LayerTable): object[] {
  const inputsOf = ({ inputs }: Layer): string[] => inputs.map((id) => outputName(table.layers[id]!, table));
  const dilated = dilatedBefore(layer, table);
  if (dilated !== undefined) return separable(dilated, layer, inputsOf(dilated));
  const name = kerasName(layer);
  if (layer.kind !== 'conv' || layer.shift === 0) return [node(name, keras(layer), inputsOf(layer))];
  return [...shiftLayers(`${name}.shift`, inputsOf(layer)[0]!), node(name, keras(layer), [`${name}.shift`])];
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

/** A dilated depthwise convolution. tfjs's `DepthwiseConv2D` ignores its dilation, so it is exported as one layer with the 1x1 behind it. */
function isDilated(layer: Layer): layer is DepthwiseLayer {
  return layer.kind === 'depthwise' && layer.dilation > 1;
}

/** The dilated layer that a convolution stands directly behind. */
function dilatedBefore(layer: Layer, { layers }: LayerTable): DepthwiseLayer | undefined {
  const before = layer.kind === 'conv' ? layers[layer.inputs[0]!]! : undefined;
  return before !== undefined && isDilated(before) ? before : undefined;
}

/** What both together are called: `a.depthwise` and `a.pointwise` are `a.separable`. */
const separableName = (dilated: DepthwiseLayer): string => kerasName(dilated).replace(/depthwise$/, 'separable');

/**
 * A dilated depthwise convolution and the 1x1 behind it. Keras and tfjs have no dilation with a stride: then both work at stride 1 and
 * every other pixel is taken, from the second on, which is what SAME padding at stride 2 reads of an even size.
 */
function separable(dilated: DepthwiseLayer, pointwise: Layer, inputs: readonly string[]): object[] {
  const name = separableName(dilated);
  const square = (side: number): number[] => [side, side];
  const sizes = { filters: pointwise.shape[2], kernel_size: square(dilated.kernel), strides: square(1) };
  const config = { ...sizes, dilation_rate: square(dilated.dilation), padding: 'same', use_bias: false };
  const layer = node(name, { className: 'SeparableConv2D', config }, inputs);
  if (dilated.stride === 1) return [layer];
  const crop = { className: 'Cropping2D', config: { cropping: [[1, 0], [1, 0]] } }; // prettier-ignore
  const strides = square(dilated.stride);
  const every = { className: 'MaxPooling2D', config: { pool_size: square(1), strides, padding: 'valid' } };
  return [layer, node(`${name}.crop`, crop, [name]), node(`${name}.strided`, every, [`${name}.crop`])];
}

/** The Keras layer that gives a layer's output. */
function outputName(layer: Layer, table: LayerTable): string {
  const dilated = dilatedBefore(layer, table);
  if (dilated === undefined) return kerasName(layer);
  return dilated.stride === 1 ? separableName(dilated) : `${separableName(dilated)}.strided`;
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
      const { kernel, stride } = layer;
      const sizes = { kernel_size: [kernel, kernel], strides: [stride, stride], depth_multiplier: 1 };
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

function weightsOf(layer: Layer, table: LayerTable, norms: readonly Layer[]): Weight[] {
  const { parameters } = table;
  const dilated = dilatedBefore(layer, table);
  const name = dilated === undefined ? kerasName(layer) : separableName(dilated);
  const weight = (role: string, index: number): Weight => ({
    name: `${name}/${role}`,
    index,
    shape: parameters[index]!.shape,
  });
  switch (layer.kind) {
    case 'conv':
      return dilated === undefined
        ? [weight('kernel', layer.filter), ...(layer.bias === undefined ? [] : [weight('bias', layer.bias)])]
        : [weight('depthwise_kernel', dilated.filter), weight('pointwise_kernel', layer.filter)];
    case 'depthwise':
      return [weight('depthwise_kernel', layer.filter)];
    case 'batchNorm': {
      const moving = parameters.length + 2 * norms.indexOf(layer);
      const shape = [layer.shape[2]];
      return [
        weight('gamma', layer.gamma),
        weight('beta', layer.beta),
        { name: `${name}/moving_mean`, index: moving, shape },
        { name: `${name}/moving_variance`, index: moving + 1, shape },
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
