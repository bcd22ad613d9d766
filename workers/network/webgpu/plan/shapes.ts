/** @file Shapes of a plan's layers, as the uniform fields of their kernels (`kernels/` documents each). */
import type { Layer } from '../../../../src/core/network/layers.ts';
import { vec4Count } from '../kernels/kernel.ts';
import type { Allocation } from './allocation.ts';

export type LayerOf<Kind extends Layer['kind']> = Extract<Layer, { kind: Kind }>;

/** Layers that a dense convolution's kernels compute. */
export type DenseConvLayer = LayerOf<'conv' | 'dense'>;

/** Layers with a sliding window. */
type WindowLayer = LayerOf<'conv' | 'depthwise' | 'maxPool' | 'avgPool'>;

/** Index of a dense convolution's filter among the parameters. */
export const filterOf = (layer: DenseConvLayer): number => (layer.kind === 'conv' ? layer.filter : layer.weights);

const LOWEST_FLOAT = -3.4028234e38;

/** SAME padding before the first pixel. */
const paddingBefore = (size: number, outputs: number, stride: number, extent: number): number =>
  Math.floor(Math.max((outputs - 1) * stride + extent - size, 0) / 2);

/** Kernel size, stride, dilation and shift of a window layer, by axis. */
function windowOf(layer: WindowLayer) {
  if (layer.kind === 'conv') return { kernel: layer.kernel, stride: layer.stride, dilation: 1, shift: layer.shift };
  const size = layer.kind === 'depthwise' ? layer.kernel : 3; // every pool is 3x3
  const dilation = layer.kind === 'depthwise' ? layer.dilation : 1;
  return { kernel: [size, size], stride: [layer.stride, layer.stride], dilation, shift: 0 } as const;
}

/** Uniform fields of layers in a batch of `n` images. */
export class LayerShapes {
  readonly #layers: readonly Layer[];
  readonly #n: number;
  readonly #allocation: Allocation;

  constructor(layers: readonly Layer[], n: number, allocation: Allocation) {
    this.#layers = layers;
    this.#n = n;
    this.#allocation = allocation;
  }

  /** vec4f of one plane of the layer's output, padding included. */
  plane(id: number): number {
    return this.#allocation.slots[id]!.layout.plane;
  }

  /** 0 where a layer is a ReLU that its readers apply, else the lowest float: what is read is max(x, floor). */
  floor(id: number): number {
    return this.#allocation.reluModes.get(id) === 'by readers' ? 0 : LOWEST_FLOAT;
  }

  /** Pixels of the layer's output over the whole batch. */
  pixels({ shape: [h, w] }: Layer): number {
    return this.#n * h * w;
  }

  /** Fields of convolution and pooling. */
  window(layer: WindowLayer) {
    const [h, w, ci] = this.#layers[layer.inputs[0]!]!.shape;
    const [oh, ow, co] = layer.shape;
    const { kernel, stride, dilation, shift } = windowOf(layer);
    const [[kh, kw], [sh, sw]] = [kernel, stride];
    const sizes = { n: this.#n, h, w, oh, ow, kh, kw, sh, sw };
    return {
      ...sizes,
      ciq: vec4Count(ci),
      coq: vec4Count(co),
      cq: vec4Count(co),
      py: paddingBefore(h, oh, sh, (kh - 1) * dilation + 1) - shift,
      px: paddingBefore(w, ow, sw, (kw - 1) * dilation + 1) - shift,
      ...this.#planes(layer),
    };
  }

  depthwise(layer: LayerOf<'depthwise'>) {
    const { kernel, stride, dilation } = layer;
    return { ...this.window(layer), kernel, stride, dilation };
  }

  /** Fields of a dense convolution; a fully connected layer is a 1x1 convolution of one pixel an image. */
  convolution(layer: DenseConvLayer) {
    if (layer.kind === 'conv') return this.window(layer);
    const [, , ci] = this.#layers[layer.inputs[0]!]!.shape;
    const pixel = { h: 1, w: 1, oh: 1, ow: 1, kh: 1, kw: 1, sh: 1, sw: 1, py: 0, px: 0 };
    return {
      n: this.#n,
      ...pixel,
      ciq: vec4Count(ci),
      coq: vec4Count(layer.shape[2]),
      ...this.#planes(layer),
    };
  }

  bias(layer: DenseConvLayer) {
    return { count: this.pixels(layer), plane: this.plane(layer.id), cq: vec4Count(layer.shape[2]) };
  }

  globalPool(layer: LayerOf<'globalAveragePool'>) {
    const [h, w, c] = this.#layers[layer.inputs[0]!]!.shape;
    return { n: this.#n, pixels: h * w, cq: vec4Count(c), ...this.#planes(layer) };
  }

  /** Planes of input and output, and the floor that the input is read with. */
  #planes({ id, inputs }: Layer) {
    const input = inputs[0]!;
    return { xPlane: this.plane(input), yPlane: this.plane(id), floor: this.floor(input) };
  }
}
