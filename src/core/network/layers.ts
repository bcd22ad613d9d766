/**
 * @file The layer table: a child network as data. `macro.ts` writes it; parameter and FLOP counts, the
 * tfjs implementation, the GPU plan and the exporters all read it, so the network is described in one place only.
 *
 * Activations are NHWC. Padding is TensorFlow's SAME: total = max((ceil(in/s)-1)*s + (k-1)*d + 1 - in, 0), the odd
 * pixel at the bottom/right. A convolution has no bias where a batch normalisation follows it, which would cancel it.
 */
import type { MovingAverageMomentum } from './schedule.ts';

/** Height, width, channels of one image's activation. */
export type Shape = readonly [height: number, width: number, channels: number];

interface LayerBase {
  /** Its index in the table; inputs always have smaller ids. */
  readonly id: number;
  /** A readable path: `stem/conv`, `cell2/block0/left/5x5 dconv/depthwise1`. Unique in the table. */
  readonly name: string;
  /** Ids of the layers it reads. */
  readonly inputs: readonly number[];
  /** Output shape, per image. */
  readonly shape: Shape;
  /** Multiply-adds of one image's forward pass; 0 for layers without weights in a product. */
  readonly multiplyAdds: number;
}

/** The normalised image batch, [32, 32, 3]. Always layer 0. */
interface ImageLayer extends LayerBase {
  readonly kind: 'image';
}

/** Dense convolution; filter [kh, kw, cin, cout]. With `shift` 1 it reads one pixel down and right (zero outside). */
interface ConvLayer extends LayerBase {
  readonly kind: 'conv';
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  /** 1 only for the second path of a factorised reduction (1x1, stride 2). */
  readonly shift: 0 | 1;
  readonly filter: number;
  /** Added to every pixel, [cout]; absent: none. */
  readonly bias?: number;
}

/** Depthwise convolution, multiplier 1; filter [k, k, c, 1]. */
interface DepthwiseLayer extends LayerBase {
  readonly kind: 'depthwise';
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly filter: number;
}

/** Batch normalisation over (n, h, w); gamma, beta [c]; epsilon {@link BATCH_NORM_EPSILON}, biased variance. */
interface BatchNormLayer extends LayerBase {
  readonly kind: 'batchNorm';
  readonly gamma: number;
  readonly beta: number;
}

interface ReluLayer extends LayerBase {
  readonly kind: 'relu';
}

/** 3x3 pooling, SAME. The average divides by the number of pixels under the window, never by padding. */
interface PoolLayer extends LayerBase {
  readonly kind: 'maxPool' | 'avgPool';
  readonly stride: number;
}

/** Sum of its two inputs, of equal shape. */
interface AddLayer extends LayerBase {
  readonly kind: 'add';
  /** How ScheduledDropPath drops its inputs in training; absent: not at all. Nothing else reads an input that it drops. */
  readonly drops?: PathDrops;
}

/** Which inputs of a sum are dropped, example by example (Zoph et al. 2018, section 3). */
export interface PathDrops {
  /** Of the left and of the right input. */
  readonly isDropped: readonly [left: boolean, right: boolean];
  /** Share of a step's drop probability that these have: (cell + 1) / cells. */
  readonly share: number;
}

/** Concatenation along channels, in the order of its inputs (one input is possible). */
interface ConcatLayer extends LayerBase {
  readonly kind: 'concat';
}

/** Mean over height and width; shape [1, 1, c]. */
interface GlobalAveragePoolLayer extends LayerBase {
  readonly kind: 'globalAveragePool';
}

/** Fully connected logits; weights [cin, classes], bias [classes]; shape [1, 1, classes]. The last layer is one. */
interface DenseLayer extends LayerBase {
  readonly kind: 'dense';
  readonly weights: number;
  readonly bias: number;
}

export type Layer =
  | ImageLayer
  | ConvLayer
  | DepthwiseLayer
  | BatchNormLayer
  | ReluLayer
  | PoolLayer
  | AddLayer
  | ConcatLayer
  | GlobalAveragePoolLayer
  | DenseLayer;

/** The distribution that a classifier's weights are drawn from: `smallNormal`, or `heUniform` in runs of the first releases. */
export type ClassifierInit = 'heUniform' | 'smallNormal';

/** One trained tensor. `Layer.filter`, `.gamma`, `.beta`, `.weights`, `.bias` are indices into the table of these. */
export interface Parameter {
  /** The layer's name plus the role: `stem/conv/filter`. Unique in the network. */
  readonly name: string;
  readonly shape: readonly number[];
  /**
   * U(-l, l) with l = sqrt(6 / fanIn) for `heUniform` (He et al. 2015), sqrt(6 / (fanIn + fanOut)) for `glorotUniform` (Glorot & Bengio 2010).
   * `smallNormal`: normal of deviation 0.01, for the classifier (as MobileNetV2's in torchvision): its first loss is near ln 10.
   * Gammas are ones, betas and biases zeros. `whitening`: computed from the training images.
   */
  readonly init: ClassifierInit | 'glorotUniform' | 'ones' | 'zeros' | 'whitening';
  /** Inputs per output and outputs per input of a tensor drawn at random; 0 otherwise. */
  readonly fanIn: number;
  readonly fanOut: number;
  /** Whether weight decay applies: filters and dense weights, not gammas, betas and biases. */
  readonly decay: boolean;
  /** It is not trained and does not decay; absent: it is. */
  readonly isFrozen?: true;
}

/** What one cell of the network looks like from outside, for pictures and tables. */
export interface CellSpan {
  readonly index: number;
  readonly stride: 1 | 2;
  readonly filters: number;
  /** The layers [from, to) that belong to it, matching of inputs included; the last is its output. */
  readonly from: number;
  readonly to: number;
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
}

/** A whole child network as data. */
export interface LayerTable {
  readonly layers: readonly Layer[];
  readonly parameters: readonly Parameter[];
  readonly cells: readonly CellSpan[];
  /** The logits of a second classifier, which is trained beside the first and never judged; absent: none. */
  readonly auxiliary?: number;
  /** Of the moving statistics of all batch norms. */
  readonly movingMomentum: MovingAverageMomentum;
}

/** Epsilon of every batch normalisation (slim's arg_scope in the authors' pnasnet.py; also Keras's default). */
export const BATCH_NORM_EPSILON = 1e-3;

/** Number of trained values in the table, and of frozen ones (moving statistics are not trained and not counted). */
export function parameterCount(table: LayerTable): number {
  return table.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

/** Multiply-adds of one image's forward pass: the "Mult-Adds" of the paper's tables. FLOPs are twice this. */
export function multiplyAdds(table: LayerTable): number {
  return table.layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0);
}

/** Product of the dimensions. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}
