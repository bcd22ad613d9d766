/** @file The GPU buffers of a plan and the ranges of them that its dispatches bind. Gradients of activations are in `gradients.ts`. */
import type { Layer } from '../../../../src/core/network/layers.ts';
import { STEP_HEADER } from '../kernels/head.ts';
import type { GradientStore } from '../kernels/kernel.ts';
import { rangeOf, VEC4, whole, type Arena, type BufferRange } from '../runtime/memory.ts';
import type { Tuning } from '../tuning/tuning.ts';
import type { Allocation, BufferLayout } from './allocation.ts';
import { BatchNormTable } from './batch-norm-table.ts';
import * as convolution from './convolution.ts';
import * as depthwise from './depthwise.ts';
import { needsGradient } from './gradients.ts';
import { filterOf, type LayerShapes } from './shapes.ts';
import { activationBytes, type PlanSource } from './source.ts';
import { allocateWeights, type Region } from './weights.ts';

/** Buffers of one plan; the arena that they are allocated from releases them. */
export class PlanBuffers {
  /** Each parameter's region of {@link weights}, and of every buffer laid out like it. */
  readonly regions: readonly Region[];
  /** vec4f of {@link weights}. */
  readonly weightVec4s: number;
  readonly weights: GPUBuffer;
  /** Split-K partial sums of every parameter's gradient: how many slices, and the first vec4f of the first. */
  readonly slices: readonly number[];
  readonly sliceOffsets: readonly number[];
  readonly weightGradients: GPUBuffer;
  readonly batchNorms: BatchNormTable;
  /** Bytes of a vec4 of activations and of their gradients. */
  readonly vec4Bytes: number;
  /** The running step's values (`kernels/head.ts` has their order). */
  readonly step: GPUBuffer;
  /** Loss and correct answers since the last read. */
  readonly totals: GPUBuffer;
  readonly #arena: Arena;
  readonly #layers: readonly Layer[];
  readonly #allocation: Allocation;
  readonly #activations = new Map<BufferLayout, GPUBuffer>();
  readonly #argmax = new Map<number, GPUBuffer>();

  constructor(
    arena: Arena,
    { table, n, tuning, precision, isProbe }: PlanSource,
    allocation: Allocation,
    shapes: LayerShapes,
  ) {
    this.#arena = arena;
    this.vec4Bytes = activationBytes(precision);
    this.#layers = table.layers;
    this.#allocation = allocation;
    const { regions, total } = allocateWeights(table);
    this.regions = regions;
    this.weightVec4s = total;
    this.weights = arena.allocate(total * VEC4);
    const needs = needsGradient(table, isProbe === true);
    this.slices = gradientSlices(table.layers, needs, { parameters: regions.length, tuning, shapes });
    let end = 0;
    this.sliceOffsets = regions.map(({ reserved }, i) => {
      const offset = end;
      end += reserved * this.slices[i]!;
      return offset;
    });
    this.weightGradients = arena.allocate(end * VEC4);
    this.batchNorms = new BatchNormTable(arena, table.layers, allocation, (layer) => ({
      gamma: regions[layer.gamma]!.from,
      beta: regions[layer.beta]!.from,
      dGamma: this.sliceOffsets[layer.gamma]!,
      dBeta: this.sliceOffsets[layer.beta]!,
    }));
    this.step = arena.allocate(4 * (STEP_HEADER + 2 * n));
    this.totals = arena.allocate(VEC4);
  }

  /** The layer's output; that of the layer before where a batch norm's is not stored. */
  activation(id: number): BufferRange {
    const { layout, firstVec4, vec4s } = this.#allocation.slots[this.#stored(id)]!;
    return rangeOf(this.#bufferOf(layout), firstVec4 * layout.plane, vec4s * layout.plane, this.vec4Bytes);
  }

  /** The whole buffer that holds the layer's output. */
  activationBuffer(id: number): BufferRange {
    return whole(this.#bufferOf(this.#allocation.slots[this.#stored(id)]!.layout));
  }

  #stored(id: number): number {
    const owner = this.#allocation.owners[id]!;
    return this.#allocation.unstored.has(owner) ? this.#layers[owner]!.inputs[0]! : owner;
  }

  #bufferOf(layout: BufferLayout): GPUBuffer {
    const buffer = this.#activations.get(layout) ?? this.#arena.allocate(layout.vec4s * layout.plane * this.vec4Bytes);
    this.#activations.set(layout, buffer);
    return buffer;
  }

  /** The unstored batch norm that a layer's output must be read through, if any. */
  normOf(id: number): number | undefined {
    const owner = this.#allocation.owners[id]!;
    return this.#allocation.unstored.has(owner) ? owner : undefined;
  }

  /** A parameter's values, by its index. */
  weight(index: number): BufferRange {
    const { from, size } = this.regions[index]!;
    return rangeOf(this.weights, from, size);
  }

  /** All slices of a parameter's gradient, by its index. */
  weightGradient(index: number): BufferRange {
    return rangeOf(
      this.weightGradients,
      this.sliceOffsets[index]!,
      this.regions[index]!.reserved * this.slices[index]!,
    );
  }

  /** Which tap of its window each output of a max pooling layer is, one byte a channel; allocated at first use. */
  argmax(id: number): BufferRange {
    let buffer = this.#argmax.get(id);
    if (buffer === undefined) {
      buffer = this.#arena.allocate((4 * this.activation(id).size) / this.vec4Bytes);
      this.#argmax.set(id, buffer);
    }
    return whole(buffer);
  }
}

const PLAIN: GradientStore = { isMasked: false, isAdded: false };

/** Split-K slices of each parameter's gradient: several for filters, one for all else. */
function gradientSlices(
  layers: readonly Layer[],
  needs: readonly boolean[],
  {
    parameters,
    tuning,
    shapes,
  }: { readonly parameters: number; readonly tuning: Tuning; readonly shapes: LayerShapes },
): number[] {
  const slices = Array<number>(parameters).fill(1);
  for (const layer of layers) {
    if (layer.kind === 'conv' || layer.kind === 'dense') {
      const shape = shapes.convolution(layer);
      const isShared = needs[layer.inputs[0]!]! && convolution.sharesGradient(tuning, shape);
      const { fields } = isShared
        ? convolution.selectBackward(tuning, shape, { isNormalised: false, isFolded: false }, PLAIN)
        : convolution.selectFilterGradient(tuning, shape, false);
      slices[filterOf(layer)] = fields.slices;
    }
    if (layer.kind === 'depthwise') {
      slices[layer.filter] = depthwise.selectFilterGradient(tuning, shapes.depthwise(layer), false).fields.slices;
    }
  }
  return slices;
}
