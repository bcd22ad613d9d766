/**
 * @file Offsets of everything that batch norms read and write, a row a channel group, so that one dispatch can do several fused batch norms; and
 * the statistics that outlive a dispatch. `kernels/batch-norm-sums.ts` has a row's columns.
 */
import type { Layer } from '../../../../src/core/network/layers.ts';
import { MAX_SLICES, ROW_WORDS } from '../kernels/batch-norm-sums.ts';
import { roundUp, vec4Count } from '../kernels/kernel.ts';
import { BLOCK } from '../kernels/statistics.ts';
import { rangeOf, VEC4, type Arena, type BufferRange } from '../runtime/memory.ts';
import type { Allocation, BufferLayout } from './allocation.ts';
import type { LayerOf } from './shapes.ts';

/** First vec4f of a batch norm's parameters, and of their gradients. */
interface ParameterOffsets {
  readonly gamma: number;
  readonly beta: number;
  readonly dGamma: number;
  readonly dBeta: number;
}

/** Rows of one dispatch: the first, and one a channel group. */
interface Rows {
  readonly firstRow: number;
  readonly cq: number;
}

/** Blocks of pixels of a channel group. */
export const blocksOf = ({ n, h, w }: BufferLayout): number => Math.ceil((n * h * w) / BLOCK);

/** Blocks that are reserved: eight make 256 bytes, so that a range may be bound. */
export const blockStride = (layout: BufferLayout): number => roundUp(blocksOf(layout), 8);

/** Each batch norm has rows for the forward and for the backward pass. */
const PASSES = 2;

/** Table, statistics and partial sums of a plan's batch norms. */
export class BatchNormTable {
  readonly table: GPUBuffer;
  /** Channel groups of all batch norms. */
  readonly total: number;
  /** The batch's moments: mean of each channel group, then 1 / sqrt(var + eps) of each. */
  readonly moments: GPUBuffer;
  /** Moving mean of each channel group, then moving variance of each. */
  readonly moving: GPUBuffer;
  /** Scale and shift of each channel group that is never stored (`kernels/normalised.ts`). */
  readonly norms: GPUBuffer;
  /** How the gradient of a batch norm's input follows from that of its output, where it is never stored (`kernels/conv-backward.ts`). */
  readonly dNorms: GPUBuffer;
  /** Sums by blocks of pixels of the same (`kernels/statistics.ts`). */
  readonly blockSums: GPUBuffer;
  /** Partial sums by slice, for the dispatch that comes next. */
  readonly partials: GPUBuffer;
  readonly #arena: Arena;
  readonly #layers: readonly Layer[];
  readonly #allocation: Allocation;
  readonly #parametersOf: (layer: LayerOf<'batchNorm'>) => ParameterOffsets;
  /** First channel group of each batch norm, among those of all. */
  readonly #first = new Map<number, number>();
  /** First vec4f of each unstored batch norm in {@link blockSums}. */
  readonly #sums = new Map<number, number>();
  readonly #rows: number[] = [];
  readonly #forwardRows = new Map<readonly number[], Rows>();

  constructor(
    arena: Arena,
    layers: readonly Layer[],
    allocation: Allocation,
    parametersOf: (layer: LayerOf<'batchNorm'>) => ParameterOffsets,
  ) {
    this.#arena = arena;
    this.#layers = layers;
    this.#allocation = allocation;
    this.#parametersOf = parametersOf;
    let total = 0;
    let widest = 1;
    let sums = 0;
    for (const ids of new Set(allocation.fused.values())) {
      const before = total;
      for (const id of ids) {
        this.#first.set(id, total);
        if (allocation.unstored.has(id)) {
          this.#sums.set(id, sums);
          sums += 2 * vec4Count(layers[id]!.shape[2]) * blockStride(allocation.slots[id]!.layout);
        }
        total += vec4Count(layers[id]!.shape[2]);
      }
      widest = Math.max(widest, total - before);
    }
    this.total = total;
    this.table = arena.allocate(4 * PASSES * ROW_WORDS * total);
    this.moments = arena.allocate(2 * total * VEC4);
    this.moving = arena.allocate(2 * total * VEC4);
    this.norms = arena.allocate(2 * total * VEC4);
    this.dNorms = arena.allocate(3 * total * VEC4);
    this.blockSums = arena.allocate(sums * VEC4);
    this.partials = arena.allocate(2 * MAX_SLICES * widest * VEC4);
  }

  /** First vec4f of a batch norm's moving mean and variance. */
  movingOf(id: number): { readonly mean: number; readonly variance: number } {
    const mean = this.#first.get(id)!;
    return { mean, variance: this.total + mean };
  }

  /** First row of a batch norm, among those of all. */
  rowOf(id: number): number {
    return this.#first.get(id)!;
  }

  /** Where the convolution before an unstored batch norm leaves the sums of `vec4s` channel groups, from the `from`th on. */
  sumsOf(id: number, from: number, vec4s: number): BufferRange {
    const stride = 2 * blockStride(this.#allocation.slots[id]!.layout);
    return rangeOf(this.blockSums, this.#sums.get(id)! + from * stride, vec4s * stride);
  }

  /** The rows of an unstored batch norm's norms. */
  normsOf(id: number): BufferRange {
    const vec4s = vec4Count(this.#layers[id]!.shape[2]);
    return { ...rangeOf(this.norms, 2 * this.#first.get(id)!, 2 * vec4s), isBoundWhole: true };
  }

  /** The rows of a batch norm's {@link dNorms}. */
  dNormsOf(id: number): BufferRange {
    const vec4s = vec4Count(this.#layers[id]!.shape[2]);
    return { ...rangeOf(this.dNorms, 3 * this.#first.get(id)!, 3 * vec4s), isBoundWhole: true };
  }

  /** Rows of a group of fused batch norms in the forward pass. */
  forwardRows(ids: readonly number[]): Rows {
    const known = this.#forwardRows.get(ids) ?? this.addRows(ids, (id) => this.#allocation.slots[id]!.firstVec4);
    this.#forwardRows.set(ids, known);
    return known;
  }

  /** Adds rows for a dispatch over these batch norms; `outputOf` is a batch norm's first channel group in the buffer of y, or of dy. */
  addRows(ids: readonly number[], outputOf: (id: number) => number): Rows {
    const firstRow = this.#rows.length / ROW_WORDS;
    for (const id of ids) {
      const layer = this.#layers[id] as LayerOf<'batchNorm'>;
      const input = this.#allocation.slots[layer.inputs[0]!]!.firstVec4;
      const { gamma, beta, dGamma, dBeta } = this.#parametersOf(layer);
      const starts = [input, outputOf(id), this.#first.get(id)!, gamma, beta, dGamma, dBeta];
      const stride = 2 * blockStride(this.#allocation.slots[id]!.layout);
      const sums = this.#sums.get(id) ?? 0;
      for (let q = 0; q < vec4Count(layer.shape[2]); q++)
        this.#rows.push(...starts.map((start) => start + q), sums + q * stride);
    }
    return { firstRow, cq: this.#rows.length / ROW_WORDS - firstRow };
  }

  /** Writes the table to the device, once all rows are added. */
  upload(): void {
    this.#arena.write(this.table, Uint32Array.from(this.#rows));
  }
}
