/**
 * @file What an inference graph says of one image, in plain TypeScript: needs no device, no library and no thread. A generator, so that
 * whoever draws a page can stop between layers; PNASNet-5's published size takes about half a thousand million multiply-adds.
 */
import { sizeOf, type Shape } from '../network/layers.ts';
import { samePadding, type Convolution, type Dense, type InferenceGraph, type InferenceLayer } from './graph.ts';

/**
 * Probabilities, [classes].
 * @param pixels [height, width, channels], from 0 to 255.
 * @throws {RangeError} where the weights are so large that the answer is no number.
 */
export function predict(graph: InferenceGraph, pixels: ArrayLike<number>): Float32Array {
  const steps = predictByLayer(graph, pixels);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same, layer by layer: yields after each. */
function* predictByLayer(graph: InferenceGraph, pixels: ArrayLike<number>): Generator<void, Float32Array> {
  const lastReader = new Map<number, number>();
  for (const [place, { inputs }] of graph.entries()) for (const input of inputs) lastReader.set(input, place);
  const outputs: (Float32Array | undefined)[] = [];
  for (const [place, layer] of graph.entries()) {
    const inputs = layer.inputs.map((input) => outputs[input]!);
    const shapes = layer.inputs.map((input) => graph[input]!.shape);
    outputs.push(layer.kind === 'image' ? Float32Array.from(pixels) : outputOf(layer, inputs, shapes));
    for (const input of layer.inputs) if (lastReader.get(input) === place) outputs[input] = undefined;
    yield;
  }
  return softmax(outputs.at(-1)!);
}

function outputOf(layer: InferenceLayer, inputs: readonly Float32Array[], shapes: readonly Shape[]): Float32Array {
  const x = inputs[0]!;
  switch (layer.kind) {
    case 'image':
      return x;
    case 'conv':
      return convolution(layer, x, shapes[0]!);
    case 'depthwise':
      return depthwise(layer, x, shapes[0]!);
    case 'maxPool':
    case 'avgPool':
      return pool(layer, x, shapes[0]!);
    case 'relu':
      return x.map((value) => Math.max(value, 0));
    case 'add':
      return x.map((value, i) => value + inputs[1]![i]!);
    case 'concat':
      return concatenate(layer.shape, inputs);
    case 'globalAveragePool':
      return globalMeans(x, shapes[0]!);
    case 'dense':
      return dense(layer, x);
    default:
      return layer satisfies never;
  }
}

/** Calls `visit` for every output pixel and every pixel under its window: places of both in units of pixels, and the tap. */
function eachTap(
  [height, width]: Shape,
  [outHeight, outWidth]: Shape,
  { kernel, stride, dilation }: Pick<Convolution, 'kernel' | 'stride' | 'dilation'>,
  visit: (from: number, to: number, tap: number) => void,
): void {
  const [top] = samePadding(height, kernel[0], stride[0], dilation);
  const [left] = samePadding(width, kernel[1], stride[1], dilation);
  for (let row = 0; row < outHeight; row++) {
    for (let column = 0; column < outWidth; column++) {
      for (let i = 0; i < kernel[0]; i++) {
        const y = row * stride[0] - top + i * dilation;
        if (y < 0 || y >= height) continue;
        for (let j = 0; j < kernel[1]; j++) {
          const x = column * stride[1] - left + j * dilation;
          if (x >= 0 && x < width) visit(y * width + x, row * outWidth + column, i * kernel[1] + j);
        }
      }
    }
  }
}

/** An output of `shape` with the bias in every pixel. */
function biased(shape: Shape, bias: Float32Array): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  for (let at = 0; at < values.length; at += bias.length) values.set(bias, at);
  return values;
}

function convolution(layer: Convolution, x: Float32Array, shape: Shape): Float32Array {
  const { filter, bias } = layer;
  const y = biased(layer.shape, bias);
  const [cin, cout] = [shape[2], bias.length];
  eachTap(shape, layer.shape, layer, (from, to, tap) => {
    for (let c = 0; c < cin; c++) {
      const value = x[from * cin + c]!;
      if (value === 0) continue; // half of what comes from a ReLU
      const row = (tap * cin + c) * cout;
      for (let k = 0; k < cout; k++) y[to * cout + k]! += value * filter[row + k]!;
    }
  });
  return y;
}

function depthwise(layer: Convolution, x: Float32Array, shape: Shape): Float32Array {
  const { filter, bias } = layer;
  const y = biased(layer.shape, bias);
  const channels = bias.length;
  eachTap(shape, layer.shape, layer, (from, to, tap) => {
    for (let c = 0; c < channels; c++) {
      y[to * channels + c]! += x[from * channels + c]! * filter[tap * channels + c]!;
    }
  });
  return y;
}

function pool(
  layer: Extract<InferenceLayer, { kind: 'maxPool' | 'avgPool' }>,
  x: Float32Array,
  shape: Shape,
): Float32Array {
  const isMax = layer.kind === 'maxPool';
  const channels = shape[2];
  const y = new Float32Array(sizeOf(layer.shape)).fill(isMax ? -Infinity : 0);
  const counts = new Float32Array(layer.shape[0] * layer.shape[1]);
  const window = { kernel: [3, 3], stride: [layer.stride, layer.stride], dilation: 1 } as const;
  eachTap(shape, layer.shape, window, (from, to) => {
    counts[to]!++;
    for (let c = 0; c < channels; c++) {
      const [value, at] = [x[from * channels + c]!, to * channels + c];
      if (isMax) y[at] = Math.max(y[at]!, value);
      else y[at]! += value;
    }
  });
  return isMax ? y : y.map((value, i) => value / counts[Math.floor(i / channels)]!);
}

function concatenate(shape: Shape, inputs: readonly Float32Array[]): Float32Array {
  const y = new Float32Array(sizeOf(shape));
  const pixels = shape[0] * shape[1];
  let channel = 0;
  for (const x of inputs) {
    const channels = x.length / pixels;
    for (let i = 0; i < pixels; i++) y.set(x.subarray(i * channels, (i + 1) * channels), i * shape[2] + channel);
    channel += channels;
  }
  return y;
}

function globalMeans(x: Float32Array, [height, width, channels]: Shape): Float32Array {
  const sums = new Float64Array(channels);
  for (const [i, value] of x.entries()) sums[i % channels]! += value;
  return Float32Array.from(sums, (sum) => sum / (height * width));
}

function dense({ weights, bias }: Dense, x: Float32Array): Float32Array {
  const y = bias.slice();
  for (const [c, value] of x.entries()) {
    for (let k = 0; k < y.length; k++) y[k]! += value * weights[c * y.length + k]!;
  }
  return y;
}

function softmax(logits: Float32Array): Float32Array {
  const highest = Math.max(...logits);
  const powers = logits.map((value) => Math.exp(value - highest));
  const sum = powers.reduce((total, value) => total + value, 0);
  if (!Number.isFinite(sum)) throw new RangeError('model: its answer is no number; its weights are too large');
  return powers.map((value) => value / sum);
}
