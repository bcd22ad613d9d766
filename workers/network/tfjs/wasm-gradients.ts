/**
 * @file Kernels for tfjs's wasm backend, built of ops it has and registered in its name, so that tfjs's own ops and gradients find them;
 * other backends keep theirs. It has no filter gradient of conv2d and neither gradient of a depthwise convolution: a gradient of a convolution
 * is a convolution again, and that is what XNNPACK, which wasm runs on, does fast. Two of its kernels are wrong and replaced:
 * convolutions whose stride skips pixels, and the gradient of max pooling.
 */
import * as tf from '@tensorflow/tfjs-core';

/** What tfjs passes to the kernels; `dy` [n, oh, ow, k], `x` [n, h, w, c], filters [kh, kw, c, k] or depthwise [kh, kw, c, 1]. */
interface Call {
  readonly inputs: { readonly x: tf.Tensor4D; readonly dy: tf.Tensor4D; readonly filter: tf.Tensor4D };
  readonly attrs: {
    readonly strides: [number, number] | number;
    readonly pad: 'same' | 'valid';
    readonly inputShape: Shape4;
    readonly filterShape: Shape4;
  };
}
interface PoolCall {
  readonly inputs: { readonly dy: tf.Tensor4D; readonly input: tf.Tensor4D };
  readonly attrs: Pick<Call['attrs'], 'strides' | 'pad'> & { readonly filterSize: [number, number] | number };
  readonly backend: object;
}
interface ForwardCall {
  readonly inputs: Pick<Call['inputs'], 'x' | 'filter'>;
  readonly attrs: Pick<Call['attrs'], 'strides' | 'pad'>;
  readonly backend: object;
}
type Shape4 = [number, number, number, number];

const KERNELS: Readonly<Record<string, (call: Call) => tf.Tensor>> = {
  Conv2DBackpropFilter: convFilterGradient,
  Conv2DBackpropInput: convInputGradient, // wasm has one, a plain loop: eight times slower
  DepthwiseConv2dNativeBackpropFilter: depthwiseFilterGradient,
  DepthwiseConv2dNativeBackpropInput: depthwiseInputGradient,
};

/** Registers them for the wasm backend, before its first use; again does nothing. */
export function registerWasmKernels(): void {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm') !== undefined) return;
  for (const [kernelName, compute] of Object.entries(KERNELS)) {
    if (tf.getKernel(kernelName, 'wasm') !== undefined) tf.unregisterKernel(kernelName, 'wasm');
    const kernelFunc = (call: unknown): tf.TensorInfo => tf.tidy(() => compute(call as Call));
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }
  replaceMaxPoolGradient();
  for (const kernelName of ['Conv2D', 'DepthwiseConv2dNative']) replaceSkippingConvolution(kernelName);
}

/**
 * wasm's 'same' convolution is wrong where its stride skips the last pixels of a row or column, as 1x7 at stride 2 does those of even sizes:
 * XNNPACK takes the padding, which is negative there, for an unsigned number (tfjs issue 6629). So the pixels under the filter are padded
 * explicitly and convolved without padding. To delete when tfjs is fixed.
 */
function replaceSkippingConvolution(kernelName: string): void {
  const original = tf.getKernel(kernelName, 'wasm');
  tf.unregisterKernel(kernelName, 'wasm');
  const replacement = (call: ForwardCall): tf.TensorInfo => {
    const run = (of: ForwardCall): tf.TensorInfo =>
      original.kernelFunc(of as object as Parameters<tf.KernelFunc>[0]) as tf.TensorInfo;
    const { inputs, attrs } = call;
    const [, h, w] = inputs.x.shape;
    const { kernel, stride, top, left } = geometry(inputs.x.shape, inputs.filter.shape, attrs);
    const height = (Math.ceil(h / stride[0]) - 1) * stride[0] + kernel[0];
    const width = (Math.ceil(w / stride[1]) - 1) * stride[1] + kernel[1];
    if (attrs.pad !== 'same' || (height >= h && width >= w)) return run(call);
    return tf.tidy(() => {
      const x = frame(inputs.x, -top, -left, height, width);
      const info = run({ ...call, inputs: { ...inputs, x }, attrs: { ...attrs, pad: 'valid' } });
      return tf.engine().makeTensorFromTensorInfo(info);
    });
  };
  tf.registerKernel({ ...original, kernelFunc: (call: unknown) => replacement(call as ForwardCall) });
}

/**
 * wasm's gradient of max pooling is wrong twice: its search for the maximum starts at the least positive float, so that a window without
 * positive values has none, and of equals it takes the last where all else takes the first. So it gets x - min x + 1, rotated by 180 degrees.
 * To delete when tfjs is fixed.
 */
function replaceMaxPoolGradient(): void {
  const original = tf.getKernel('MaxPoolGrad', 'wasm');
  tf.unregisterKernel(original.kernelName, 'wasm');
  const rotate = (x: tf.Tensor4D): tf.Tensor4D => tf.reverse(x, [1, 2]);
  const replacement = ({ inputs, attrs, backend }: PoolCall): tf.Tensor => {
    const { dy, input: x } = inputs;
    const { filterSize } = attrs;
    const [kh, kw] = typeof filterSize === 'number' ? [filterSize, filterSize] : filterSize;
    const { stride, top, left } = geometry(x.shape, [kh, kw, 1, 1], attrs);
    const [height, width] = [(dy.shape[1] - 1) * stride[0] + kh, (dy.shape[2] - 1) * stride[1] + kw];
    const positive = tf.add(tf.sub(x, tf.min(x)), 1) as tf.Tensor4D;
    const input = rotate(frame(positive, -top, -left, height, width));
    const rotated = { backend, inputs: { dy: rotate(dy), input }, attrs: { ...attrs, pad: 'valid' } };
    const info = original.kernelFunc(rotated as object as Parameters<tf.KernelFunc>[0]) as tf.TensorInfo;
    const gradient = tf.engine().makeTensorFromTensorInfo(info) as tf.Tensor4D;
    return frame(rotate(gradient), top, left, x.shape[1], x.shape[2]);
  };
  const kernelFunc = (call: unknown): tf.TensorInfo => tf.tidy(() => replacement(call as PoolCall));
  tf.registerKernel({ ...original, kernelFunc });
}

/**
 * dW[a, b, c, k] = sum over n, i, j of x[n, s i + a - top, s j + b - left, c] dy[n, i, j, k]: a convolution of x by dy with channels for
 * images, images for channels and the stride for the dilation.
 */
function convFilterGradient({ inputs: { x, dy }, attrs }: Call): tf.Tensor {
  const gradient = correlate(readUnder(x, dy.shape, attrs), tf.transpose(dy, [1, 2, 0, 3]), attrs); // [c, kh, kw, k]
  return tf.transpose(gradient, [1, 2, 0, 3]);
}

/** dx[n, y, x, c] = sum over a, b, k of dy[n, (y + top - a) / s, (x + left - b) / s, k] W[a, b, c, k]: a convolution by the flipped filter. */
function convInputGradient({ inputs: { dy, filter }, attrs }: Call): tf.Tensor {
  const flipped = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]); // [kh, kw, k, c]
  return tf.conv2d(spreadUnder(dy, filter.shape, attrs), flipped, 1, 'valid');
}

/** The same channel by channel. */
function depthwiseInputGradient({ inputs: { dy, filter }, attrs }: Call): tf.Tensor {
  return tf.depthwiseConv2d(spreadUnder(dy, filter.shape, attrs), tf.reverse(filter, [0, 1]), 1, 'valid');
}

/** Channels that a depthwise filter gradient takes at once (ours: from 8 to 99 it makes no difference; fewer need more slices). */
const BLOCK = 64;

/**
 * dW[a, b, c] = sum over n, i, j of x[n, s i + a - top, s j + b - left, c] dy[n, i, j, c]: what a whole filter's gradient has for c = k. Most of
 * that is computed in vain, and still it is faster than slicing, multiplying and summing for each tap, which are bound by memory.
 */
function depthwiseFilterGradient({ inputs: { x, dy }, attrs }: Call): tf.Tensor {
  const channels = dy.shape[3];
  const read = readUnder(x, dy.shape, attrs); // [c, h, w, n]
  const byChannel = tf.transpose(dy, [3, 1, 2, 0]); // [c, oh, ow, n]
  const blocks: tf.Tensor[] = [];
  for (let from = 0; from < channels; from += BLOCK) {
    const size = Math.min(BLOCK, channels - from);
    const block = (of: tf.Tensor4D): tf.Tensor4D => (size === channels ? of : tf.slice(of, from, size));
    const whole = correlate(block(read), tf.transpose(block(byChannel), [1, 2, 3, 0]), attrs); // [c, kh, kw, c]
    blocks.push(tf.sum(tf.mul(whole, tf.reshape(tf.eye(size), [size, 1, 1, size])), 3)); // [c, kh, kw]
  }
  return tf.reshape(tf.transpose(tf.concat(blocks), [1, 2, 0]), attrs.filterShape);
}

/** The pixels of x that the filter reads for dy, [c, h, w, n]. */
function readUnder(x: tf.Tensor4D, [, rows, columns]: Shape4, attrs: Call['attrs']): tf.Tensor4D {
  const { kernel, stride, top, left } = geometry(x.shape, attrs.filterShape, attrs);
  const [height, width] = [(rows - 1) * stride[0] + kernel[0], (columns - 1) * stride[1] + kernel[1]];
  return tf.transpose(frame(x, -top, -left, height, width), [3, 1, 2, 0]);
}

/** Correlates x [c, h, w, n] with dy [oh, ow, n, k] at every tap of the filter: [c, kh, kw, k]. */
function correlate(x: tf.Tensor4D, dy: tf.Tensor4D, { strides }: Call['attrs']): tf.Tensor4D {
  return tf.conv2d(x, dy, 1, 'valid', 'NHWC', strides);
}

interface Geometry {
  readonly kernel: readonly [number, number];
  readonly stride: [number, number];
  readonly top: number;
  readonly left: number;
}

function geometry(
  [, h, w]: Shape4,
  [kh, kw]: Shape4,
  { strides, pad }: Pick<Call['attrs'], 'strides' | 'pad'>,
): Geometry {
  const stride: [number, number] = typeof strides === 'number' ? [strides, strides] : strides;
  const before = (size: number, k: number, s: number): number =>
    pad === 'valid' ? 0 : Math.floor(Math.max((Math.ceil(size / s) - 1) * s + k - size, 0) / 2);
  return { kernel: [kh, kw], stride, top: before(h, kh, stride[0]), left: before(w, kw, stride[1]) };
}

/** dy with s - 1 zeros after each row and pixel, framed so that a convolution by the flipped filter gives the input's shape. */
function spreadUnder(dy: tf.Tensor4D, filterShape: Shape4, attrs: Call['attrs']): tf.Tensor4D {
  const [, h, w] = attrs.inputShape;
  const { kernel, stride, top, left } = geometry(attrs.inputShape, filterShape, attrs);
  const around = [top - kernel[0] + 1, left - kernel[1] + 1] as const;
  return frame(spreadOut(dy, stride), ...around, h + kernel[0] - 1, w + kernel[1] - 1);
}

/** [n, h, w, c] to [n, h sy, w sx, c]. */
function spreadOut(x: tf.Tensor4D, [sy, sx]: readonly [number, number]): tf.Tensor4D {
  const [n, h, w, c] = x.shape;
  if (sy === 1 && sx === 1) return x;
  const after = (rows: tf.Tensor2D, zeros: number): tf.Tensor2D => tf.pad(rows, [[0, 0], [0, zeros]]); // prettier-ignore
  const pixels = after(tf.reshape(x, [n * h * w, c]), (sx - 1) * c);
  const rows = after(tf.reshape(pixels, [n * h, w * sx * c]), (sy - 1) * w * sx * c);
  return tf.reshape(rows, [n, h * sy, w * sx, c]);
}

/** The part of x that begins at (top, left) and has this size; zeros outside of x. */
function frame(x: tf.Tensor4D, top: number, left: number, height: number, width: number): tf.Tensor4D {
  const [n, h, w, c] = x.shape;
  const padding = (from: number, size: number, own: number): [number, number] => [
    Math.max(0, -from),
    Math.max(0, from + size - own),
  ];
  const padded = tf.pad(x, [[0, 0], padding(top, height, h), padding(left, width, w), [0, 0]]);
  const isWhole = padded.shape[1] === height && padded.shape[2] === width;
  return isWhole ? padded : tf.slice(padded, [0, Math.max(0, top), Math.max(0, left), 0], [n, height, width, c]);
}
