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
export function* predictByLayer(graph: InferenceGraph, pixels: ArrayLike<number>): Generator<void, Float32Array> {
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
      return rectified(x);
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

/** Places along one axis: where each output's window begins, and which of its taps are inside. */
interface Axis {
  readonly start: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

function axisOf(size: number, outputs: number, kernel: number, stride: number, dilation: number): Axis {
  const [before] = samePadding(size, kernel, stride, dilation);
  const start = Int32Array.from({ length: outputs }, (_, i) => i * stride - before);
  const from = start.map((at) => Math.max(0, Math.ceil(-at / dilation)));
  return { start, from, to: start.map((at) => Math.min(kernel, Math.ceil((size - at) / dilation))) };
}

/** Calls `visit` for every output pixel and every row of its window that has pixels: their places, and the first tap's. */
function eachWindowRow(
  [height, width]: Shape,
  [outHeight, outWidth]: Shape,
  { kernel, stride, dilation }: Pick<Convolution, 'kernel' | 'stride' | 'dilation'>,
  visit: (pixel: number, output: number, tap: number, taps: number) => void,
): void {
  const rows = axisOf(height, outHeight, kernel[0], stride[0], dilation);
  const columns = axisOf(width, outWidth, kernel[1], stride[1], dilation);
  for (let y = 0; y < outHeight; y++) {
    for (let i = rows.from[y]!; i < rows.to[y]!; i++) {
      const line = (rows.start[y]! + i * dilation) * width;
      for (let x = 0; x < outWidth; x++) {
        const j = columns.from[x]!;
        const pixel = line + columns.start[x]! + j * dilation;
        visit(pixel, y * outWidth + x, i * kernel[1] + j, columns.to[x]! - j);
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
  const { filter, bias, dilation } = layer;
  const y = biased(layer.shape, bias);
  const [cin, cout] = [shape[2], bias.length];
  eachWindowRow(shape, layer.shape, layer, (pixel, output, tap, taps) => {
    for (let j = 0; j < taps; j++) {
      addProducts(y, output * cout, cout, x, (pixel + j * dilation) * cin, cin, filter, (tap + j) * cin * cout);
    }
  });
  return y;
}

/** y[k] += sum over c of x[c] f[c][k]; four channels at a time, so that y is read and written a quarter as often. */
function addProducts(
  y: Float32Array,
  to: number,
  outputs: number,
  x: Float32Array,
  from: number,
  inputs: number,
  filter: Float32Array,
  row: number,
): void {
  let c = 0;
  for (; c + 3 < inputs; c += 4) {
    const [a, b, d, e] = [x[from + c]!, x[from + c + 1]!, x[from + c + 2]!, x[from + c + 3]!];
    if (a === 0 && b === 0 && d === 0 && e === 0) continue; // many, behind a ReLU
    const f = row + c * outputs;
    for (let k = 0; k < outputs; k++) {
      y[to + k]! +=
        a * filter[f + k]! +
        b * filter[f + outputs + k]! +
        d * filter[f + 2 * outputs + k]! +
        e * filter[f + 3 * outputs + k]!;
    }
  }
  for (; c < inputs; c++) {
    const value = x[from + c]!;
    for (let k = 0; k < outputs; k++) y[to + k]! += value * filter[row + c * outputs + k]!;
  }
}

function depthwise(layer: Convolution, x: Float32Array, shape: Shape): Float32Array {
  const { filter, bias, dilation } = layer;
  const y = biased(layer.shape, bias);
  const channels = bias.length;
  const step = dilation * channels;
  eachWindowRow(shape, layer.shape, layer, (pixel, output, tap, taps) => {
    const [from, to, row] = [pixel * channels, output * channels, tap * channels];
    for (let c = 0; c < channels; c++) {
      let sum = y[to + c]!;
      for (let j = 0; j < taps; j++) sum += x[from + c + j * step]! * filter[row + c + j * channels]!;
      y[to + c] = sum;
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
  eachWindowRow(shape, layer.shape, window, (pixel, output, _tap, taps) => {
    counts[output]! += taps;
    for (let j = 0; j < taps; j++) {
      const [from, to] = [(pixel + j) * channels, output * channels];
      for (let c = 0; c < channels; c++) {
        const [value, before] = [x[from + c]!, y[to + c]!];
        y[to + c] = isMax ? (value > before ? value : before) : before + value;
      }
    }
  });
  return isMax ? y : y.map((value, i) => value / counts[Math.floor(i / channels)]!);
}

/** A loop: `map` with a function takes ten times as long. */
function rectified(x: Float32Array): Float32Array {
  const y = new Float32Array(x.length);
  for (let i = 0; i < x.length; i++) if (x[i]! > 0) y[i] = x[i]!;
  return y;
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
