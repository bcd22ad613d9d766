/**
 * @file A trained network as it predicts: its layers in order with their weights in them, batch norms folded away, pixels in and
 * probabilities out. Exports write it, `forward.ts` computes it, and an exported file is read back into it.
 *
 * Activations are NHWC, padding is TensorFlow's SAME, as in the layer table (`network/layers.ts`).
 */
import type { Shape } from '../network/layers.ts';

interface LayerBase {
  /** Unique in the graph. */
  readonly name: string;
  /** Places of the layers it reads, all before its own. */
  readonly inputs: readonly number[];
  /** Output shape, per image. */
  readonly shape: Shape;
}

/** A convolution, or one on each channel alone. */
export interface Convolution extends LayerBase {
  /** `conv`: filter [kh, kw, cin, cout]; `depthwise`: filter [kh, kw, c]. */
  readonly kind: 'conv' | 'depthwise';
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation: number;
  readonly filter: Float32Array;
  /** Added to every pixel, by output channel. */
  readonly bias: Float32Array;
}

/** 3x3 pooling; the average divides by the number of pixels under the window, never by padding. */
interface Pool extends LayerBase {
  readonly kind: 'maxPool' | 'avgPool';
  readonly stride: number;
}

/** Logits of pooled features; weights [cin, classes], bias [classes]. Always last; the softmax of it is the output. */
export interface Dense extends LayerBase {
  readonly kind: 'dense';
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** `image`: pixels from 0 to 255, always first. `globalAveragePool`: shape [1, 1, c]. */
interface Plain extends LayerBase {
  readonly kind: 'image' | 'relu' | 'add' | 'concat' | 'globalAveragePool';
}

export type InferenceLayer = Convolution | Pool | Dense | Plain;

/** A network that predicts; the last layer's softmax is its answer. */
export type InferenceGraph = readonly InferenceLayer[];

/** Padding before and after `size` pixels of a window that gives `ceil(size / stride)` outputs: TensorFlow's SAME. */
export function samePadding(
  size: number,
  kernel: number,
  stride: number,
  dilation = 1,
): [before: number, after: number] {
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + (kernel - 1) * dilation + 1 - size, 0);
  const before = Math.floor(total / 2);
  return [before, total - before];
}
