/** @file The GPU buffers of a plan and the ranges of them that its dispatches bind. Gradients of activations are in `gradients.ts`. */
import type { Layer } from '../../../../src/core/network/layers.ts';
import { STEP_HEADER } from '../kernels/head.ts';
import { rangeOf, VEC4, whole, type Arena, type BufferRange } from '../runtime/memory.ts';
import type { Tuning } from '../tuning/tuning.ts';
import type { Allocation, BufferLayout } from './allocation.ts';
import { BatchNormTable } from './batch-norm-table.ts';
import * as convolution from './convolution.ts';
import * as depthwise from './depthwise.ts';
import { filterOf, type LayerShapes } from './shapes.ts';
import type { PlanSource } from './source.ts';
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
  /** The running step's values (`kernels/head.ts` has their order). */
  readonly step: GPUBuffer;
  /** Loss and correct answers since the last read. */
  readonly totals: GPUBuffer;
  readonly #arena: Arena;
  readonly #allocation: Allocation;
  readonly #activations = new Map<BufferLayout, GPUBuffer>();
  readonly #argmax = new Map<number, GPUBuffer>();

  constructor(arena: Arena, { table, n, tuning }: PlanSource, allocation: Allocation, shapes: LayerShapes) {
    this.#arena = arena;
    this.#allocation = allocation;
    for (const layout of allocation.layouts) {
      this.#activations.set(layout, arena.allocate(layout.vec4s * layout.plane * VEC4));
    }
    const { regions, total } = allocateWeights(table);
    this.regions = regions;
    this.weightVec4s = total;
    this.weights = arena.allocate(total * VEC4);
    this.slices = gradientSlices(table.layers, regions.length, tuning, shapes);
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

  /** The layer's output. */
  activation(id: number): BufferRange {
    const { layout, firstVec4, vec4s } = this.#allocation.slots[id]!;
    return rangeOf(this.#activations.get(layout)!, firstVec4 * layout.plane, vec4s * layout.plane);
  }

  /** The whole buffer that holds the layer's output. */
  activationBuffer(id: number): BufferRange {
    return whole(this.#activations.get(this.#allocation.slots[id]!.layout)!);
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
      buffer = this.#arena.allocate(this.activation(id).size / 4);
      this.#argmax.set(id, buffer);
    }
    return whole(buffer);
  }
}

/** Split-K slices of each parameter's gradient: several for filters, one for all else. */
function gradientSlices(layers: readonly Layer[], parameters: number, tuning: Tuning, shapes: LayerShapes): number[] {
  const slices = Array<number>(parameters).fill(1);
  for (const layer of layers) {
    if (layer.kind === 'conv' || layer.kind === 'dense') {
      slices[filterOf(layer)] = convolution.selectFilterGradient(tuning, shapes.convolution(layer)).fields.slices;
    }
    if (layer.kind === 'depthwise') {
      slices[layer.filter] = depthwise.selectFilterGradient(tuning, shapes.depthwise(layer)).fields.slices;
    }
  }
  return slices;
}
