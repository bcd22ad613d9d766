/**
 * @file The tfjs implementation of every kind of layer, with autodiff: the reference that all kernels are tested against, and
 * what runs where there is no WebGPU. Two of tfjs's own gradients are wrong or missing ('same' average pooling at
 * borders, dilated depthwise convolution); both are built of ops whose gradients are right.
 */
import * as tf from '@tensorflow/tfjs-core';
import { BATCH_NORM_EPSILON, type Layer, type Shape } from '../../../src/core/network/layers.ts';
import { pathIndex } from '../drop-path.ts';

/** A batch norm's moments: from the batch in training, moving ones in evaluation; both [c]. */
export interface Moments {
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
}

/** What a forward pass needs besides the layers. */
export interface ForwardContext {
  /** Trained tensors in the table's order. */
  readonly weights: readonly tf.Tensor[];
  /** The moments to normalise layer `id` with; absent: use the batch's own. */
  readonly moments?: (id: number) => Moments;
  /** Receives the batch's moments of layer `id` when it used its own. */
  readonly onMoments?: (id: number, moments: Moments) => void;
  /** Drops a sum's input by example (`drop-path.ts`); absent: nothing is dropped. */
  readonly drop?: (x: tf.Tensor4D, path: number, share: number) => tf.Tensor4D;
}

/** One layer's output, [n, h, w, c] ([n, classes] for dense), from its inputs. */
export function applyLayer(layer: Layer, inputs: readonly tf.Tensor4D[], context: ForwardContext): tf.Tensor4D {
  const x = inputs[0]!;
  const weight = <T extends tf.Tensor>(index: number): T => context.weights[index] as T;
  switch (layer.kind) {
    case 'image':
      return x;
    case 'conv': {
      const read = layer.shift === 1 ? shifted(x) : x;
      const y = tf.conv2d(read, weight<tf.Tensor4D>(layer.filter), [...layer.stride], 'same');
      return layer.bias === undefined ? y : tf.add(y, weight(layer.bias));
    }
    case 'depthwise':
      return tf.depthwiseConv2d(x, dilated(weight<tf.Tensor4D>(layer.filter), layer.dilation), layer.stride, 'same');
    case 'batchNorm':
      return batchNorm(x, weight<tf.Tensor1D>(layer.gamma), weight<tf.Tensor1D>(layer.beta), layer.id, context);
    case 'relu':
      return tf.relu(x);
    case 'maxPool':
      return tf.maxPool(x, 3, layer.stride, 'same');
    case 'avgPool':
      return averagePool(x, layer.stride, layer.shape);
    case 'add': {
      const [a, b] = inputs.map((input, side) => {
        const isDropped = context.drop !== undefined && layer.drops?.isDropped[side] === true;
        return isDropped ? context.drop(input, pathIndex(layer.id, side), layer.drops.share) : input;
      });
      return tf.add(a!, b!);
    }
    case 'concat':
      return inputs.length === 1 ? x : tf.concat([...inputs], 3);
    case 'globalAveragePool':
      return tf.mean(x, [1, 2], true);
    case 'dense':
      return dense(x, weight<tf.Tensor2D>(layer.weights), weight<tf.Tensor1D>(layer.bias));
    default:
      return layer satisfies never;
  }
}

/** Logits [n, 1, 1, classes] of pooled features [n, 1, 1, c]. */
function dense(x: tf.Tensor4D, weights: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor4D {
  const logits = tf.add(tf.matMul(tf.reshape(x, [x.shape[0], x.shape[3]]) as tf.Tensor2D, weights), bias);
  return tf.reshape(logits, [x.shape[0], 1, 1, weights.shape[1]]);
}

/** The image moved one pixel up and left: the second path of a factorised reduction reads odd pixels, zero outside. */
function shifted(x: tf.Tensor4D): tf.Tensor4D {
  return tf.slice(tf.pad(x, [[0, 0], [0, 1], [0, 1], [0, 0]]), [0, 1, 1, 0], x.shape); // prettier-ignore
}

/**
 * A k x k depthwise filter with zeros between its taps: the same sum as a dilated one, with a gradient tfjs has.
 * The zeros come from a constant matrix product, so the gradient flows back to the taps alone.
 */
function dilated(filter: tf.Tensor4D, dilation: number): tf.Tensor4D {
  if (dilation === 1) return filter;
  const [k, , channels] = filter.shape;
  const size = (k - 1) * dilation + 1;
  const spread = tf.buffer([size * size, k * k]);
  for (let y = 0; y < k; y++) {
    for (let x = 0; x < k; x++) spread.set(1, y * dilation * size + x * dilation, y * k + x);
  }
  const taps = tf.reshape(filter, [k * k, channels]) as tf.Tensor2D;
  return tf.reshape(tf.matMul(spread.toTensor() as tf.Tensor2D, taps), [size, size, channels, 1]);
}

/** Normalises over (n, h, w), then scales and shifts. */
function batchNorm(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  id: number,
  context: ForwardContext,
): tf.Tensor4D {
  const rows = tf.reshape(x, [-1, x.shape[3]]) as tf.Tensor2D; // [n * h * w, c]
  const moving = context.moments?.(id);
  if (moving === undefined) {
    const onMoments = (moments: Moments): void => context.onMoments?.(id, moments);
    return tf.reshape(normaliseBatch(rows, gamma, beta, onMoments), x.shape);
  }
  const scale = tf.mul(gamma, tf.rsqrt(tf.add(moving.variance, BATCH_NORM_EPSILON)));
  return tf.reshape(tf.add(tf.mul(tf.sub(rows, moving.mean), scale), beta), x.shape);
}

/**
 * y = gamma xhat + beta with xhat = (x - mean) / sqrt(var + eps), over rows [m, c]. The gradient is the closed form
 * dx = gamma / sqrt(var + eps) (dy - mean(dy) - xhat mean(dy xhat)): tfjs's own takes 40 more ops to the same values.
 */
function normaliseBatch(
  rows: tf.Tensor2D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  onMoments: (moments: Moments) => void,
): tf.Tensor2D {
  const op = tf.customGrad((...args: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [x, scale, shift, save] = args as [tf.Tensor2D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
    const mean = tf.mean(x, 0) as tf.Tensor1D;
    const centred = tf.sub(x, mean);
    const variance = tf.mean(tf.square(centred), 0) as tf.Tensor1D;
    onMoments({ mean, variance });
    const inverse = tf.rsqrt(tf.add(variance, BATCH_NORM_EPSILON)); // [c]
    const normalised = tf.mul(centred, inverse);
    save([normalised, inverse, scale]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const [xhat, deviation, weight] = saved as [tf.Tensor2D, tf.Tensor1D, tf.Tensor1D];
      const dGamma = tf.sum(tf.mul(dy, xhat), 0);
      const dBeta = tf.sum(dy, 0);
      const count = xhat.shape[0];
      const centre = tf.add(tf.div(dBeta, count), tf.mul(xhat, tf.div(dGamma, count)));
      return [tf.mul(tf.sub(dy, centre), tf.mul(weight, deviation)), dGamma, dBeta];
    };
    return { value: tf.add(tf.mul(normalised, scale), shift), gradFunc };
  });
  return op(rows, gamma, beta) as tf.Tensor2D;
}

/** 3x3 SAME average over the pixels under the window: 'valid' pooling of the zero-padded input times 9 / count. */
function averagePool(x: tf.Tensor4D, stride: number, [height, width]: Shape): tf.Tensor4D {
  const vertical = window(x.shape[1], height, stride);
  const horizontal = window(x.shape[2], width, stride);
  const padded = tf.pad(x, [[0, 0], vertical.padding, horizontal.padding, [0, 0]]);
  const correction = vertical.counts.flatMap((rows) => horizontal.counts.map((columns) => 9 / (rows * columns)));
  return tf.mul(tf.avgPool(padded, 3, stride, 'valid'), tf.tensor4d(correction, [1, height, width, 1]));
}

/** SAME padding of a 3-wide window along one axis, and how many pixels each window covers. */
function window(size: number, outputs: number, stride: number): { padding: [number, number]; counts: number[] } {
  const total = Math.max((outputs - 1) * stride + 3 - size, 0);
  const before = Math.floor(total / 2);
  const counts = Array.from({ length: outputs }, (_, i) => {
    const start = i * stride - before;
    return Math.min(start + 3, size) - Math.max(start, 0);
  });
  return { padding: [before, total - before], counts };
}
