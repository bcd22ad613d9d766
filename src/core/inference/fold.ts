/**
 * @file A trained layer table as an inference graph. A batch norm in evaluation is a scale and a shift by channel, which the convolution
 * before it takes into its filter and bias; so is the whitening of pixels, which stays a layer of its own, since padding comes after it.
 */
import { BATCH_NORM_EPSILON, sizeOf, type Layer, type LayerTable } from '../network/layers.ts';
import type { PixelNormalisation } from '../network/normalisation.ts';
import type { Convolution, InferenceGraph, InferenceLayer } from './graph.ts';

/** By channel: y = scale x + shift. */
interface Affine {
  readonly scale: ArrayLike<number>;
  readonly shift: ArrayLike<number>;
}

/** The values of a network by the layer that owns them. */
interface Values {
  /** A trained tensor by its index. */
  parameter(index: number): Float32Array;
  /** Moving mean and variance of a batch norm. */
  moments(layer: Layer): readonly [mean: Float32Array, variance: Float32Array];
}

/**
 * @param values the trained tensors in the table's order, then moving mean and variance of each batch norm
 *   (`ChildNetwork.readWeights`).
 * @param pixels the normalisation that the network was trained with.
 * @throws {RangeError} when their number or sizes are not the table's.
 */
export function inferenceGraph(
  table: LayerTable,
  values: readonly Float32Array[],
  pixels: PixelNormalisation,
): InferenceGraph {
  const owned = valuesOf(table, values);
  const readers = table.layers.map(() => 0);
  for (const { inputs } of table.layers) for (const input of inputs) readers[input]!++;
  const layers: InferenceLayer[] = [];
  const places: number[] = []; // of each layer of the table, the one that has its output
  /** The layers, all read once, whose outputs make up a layer's: itself, or what it concatenates. */
  const sources = (id: number): number[] | undefined => {
    if (readers[id] !== 1) return undefined;
    const layer = table.layers[id]!;
    if (layer.kind === 'conv' || layer.kind === 'depthwise') return [id];
    if (layer.kind !== 'concat') return undefined;
    const all = layer.inputs.map(sources);
    return all.every((one) => one !== undefined) ? all.flat() : undefined;
  };
  for (const layer of table.layers) {
    const inputs = layer.inputs.map((id) => places[id]!);
    const base = { name: layer.name, inputs, shape: layer.shape };
    if (layer.kind === 'image') {
      layers.push({ kind: 'image', ...base }, whitening(layer, pixels));
    } else if (layer.kind === 'batchNorm') {
      const affine = batchNormAffine(layer, owned);
      const folded = sources(layer.inputs[0]!);
      if (folded === undefined) layers.push(channelwise(base, affine));
      let channel = 0;
      for (const id of folded ?? []) {
        const place = places[id]!;
        layers[place] = scaled(layers[place] as Convolution, affine, channel);
        channel += table.layers[id]!.shape[2];
      }
      places.push(folded === undefined ? layers.length - 1 : inputs[0]!);
      continue;
    } else {
      layers.push(withValues(layer, base, owned));
    }
    places.push(layers.length - 1);
  }
  return layers;
}

/** @throws {RangeError} */
function valuesOf({ layers, parameters }: LayerTable, values: readonly Float32Array[]): Values {
  const norms = layers.filter(({ kind }) => kind === 'batchNorm');
  const shapes = [...parameters.map(({ shape }) => shape), ...norms.flatMap(({ shape: [, , c] }) => [[c], [c]])];
  if (values.length !== shapes.length)
    throw new RangeError(`export: needs ${shapes.length} tensors; got ${values.length}`);
  for (const [i, shape] of shapes.entries()) {
    if (values[i]!.length === sizeOf(shape)) continue;
    const name = parameters[i]?.name ?? `moving statistics ${i - parameters.length}`;
    throw new RangeError(`export: ${name} needs ${sizeOf(shape)} values; got ${values[i]!.length}`);
  }
  return {
    parameter: (index) => values[index]!,
    moments: (layer) => {
      const at = parameters.length + 2 * norms.indexOf(layer);
      return [values[at]!, values[at + 1]!];
    },
  };
}

function batchNormAffine(layer: Extract<Layer, { kind: 'batchNorm' }>, { parameter, moments }: Values): Affine {
  const [mean, variance] = moments(layer);
  const [gamma, beta] = [parameter(layer.gamma), parameter(layer.beta)];
  const scale = Float64Array.from(gamma, (value, c) => value / Math.sqrt(variance[c]! + BATCH_NORM_EPSILON));
  return { scale, shift: scale.map((value, c) => beta[c]! - mean[c]! * value) };
}

/** Pixels from 0 to 255 as the network was trained on them. */
function whitening({ shape }: Layer, { mean, deviation }: PixelNormalisation): Convolution {
  const scale = deviation.map((one) => 1 / (255 * one));
  const shift = deviation.map((one, c) => -mean[c]! / one);
  return channelwise({ name: 'image/whitened', inputs: [0], shape }, { scale, shift });
}

/** A scale and a shift as a layer. */
function channelwise(base: Pick<Convolution, 'name' | 'inputs' | 'shape'>, { scale, shift }: Affine): Convolution {
  const [filter, bias] = [Float32Array.from(scale), Float32Array.from(shift)];
  return { kind: 'depthwise', ...base, kernel: [1, 1], stride: [1, 1], dilation: 1, filter, bias };
}

/** The convolution with a scale and a shift behind it, whose channels begin at `from`. */
function scaled(layer: Convolution, { scale, shift }: Affine, from: number): Convolution {
  const { bias } = layer;
  const channels = bias.length;
  return {
    ...layer,
    filter: layer.filter.map((value, i) => value * scale[from + (i % channels)]!),
    bias: bias.map((value, c) => value * scale[from + c]! + shift[from + c]!),
  };
}

function withValues(
  layer: Exclude<Layer, { kind: 'image' | 'batchNorm' }>,
  base: Pick<InferenceLayer, 'name' | 'inputs' | 'shape'>,
  { parameter }: Values,
): InferenceLayer {
  switch (layer.kind) {
    case 'conv': {
      const { stride, shift } = layer;
      const [kernel, filter] = shift === 0 ? [layer.kernel, parameter(layer.filter)] : shifted(parameter(layer.filter));
      const bias = layer.bias === undefined ? new Float32Array(layer.shape[2]) : parameter(layer.bias);
      return { kind: 'conv', ...base, kernel, stride, dilation: 1, filter, bias };
    }
    case 'depthwise': {
      const { kernel, stride, dilation } = layer;
      const bias = new Float32Array(layer.shape[2]);
      const filter = parameter(layer.filter);
      return { kind: 'depthwise', ...base, kernel: [kernel, kernel], stride: [stride, stride], dilation, filter, bias };
    }
    case 'maxPool':
    case 'avgPool':
      return { kind: layer.kind, ...base, stride: layer.stride };
    case 'dense':
      return { kind: 'dense', ...base, weights: parameter(layer.weights), bias: parameter(layer.bias) };
    case 'relu':
    case 'add':
    case 'concat':
    case 'globalAveragePool':
      return { kind: layer.kind, ...base };
    default:
      return layer satisfies never;
  }
}

/** A 1x1 filter that reads one pixel down and right, zero outside, is the last tap of a 2x2 one: at stride 2, SAME pads the latter so. */
function shifted(filter: Float32Array): [kernel: [number, number], filter: Float32Array] {
  const taps = new Float32Array(4 * filter.length);
  taps.set(filter, 3 * filter.length);
  return [[2, 2], taps];
}
