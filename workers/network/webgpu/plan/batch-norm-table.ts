/**
 * @file Offsets of everything that batch norms read and write, a row a channel group, so that one dispatch can do several fused batch norms; and
 * the statistics that outlive a dispatch. `kernels/batch-norm-sums.ts` has a row's columns.
 */
import type { Layer } from '../../../../src/core/network/layers.ts';
import { MAX_SLICES, ROW_WORDS } from '../kernels/batch-norm-sums.ts';
import { vec4Count } from '../kernels/kernel.ts';
import { VEC4, type Arena } from '../runtime/memory.ts';
import type { Allocation } from './allocation.ts';
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
  /** Partial sums by slice, for the dispatch that comes next. */
  readonly partials: GPUBuffer;
  readonly #arena: Arena;
  readonly #layers: readonly Layer[];
  readonly #allocation: Allocation;
  readonly #parametersOf: (layer: LayerOf<'batchNorm'>) => ParameterOffsets;
  /** First channel group of each batch norm, among those of all. */
  readonly #first = new Map<number, number>();
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
    for (const ids of new Set(allocation.fused.values())) {
      const before = total;
      for (const id of ids) {
        this.#first.set(id, total);
        total += vec4Count(layers[id]!.shape[2]);
      }
      widest = Math.max(widest, total - before);
    }
    this.total = total;
    this.table = arena.allocate(4 * PASSES * ROW_WORDS * total);
    this.moments = arena.allocate(2 * total * VEC4);
    this.moving = arena.allocate(2 * total * VEC4);
    this.partials = arena.allocate(2 * MAX_SLICES * widest * VEC4);
  }

  /** First vec4f of a batch norm's moving mean and variance. */
  movingOf(id: number): { readonly mean: number; readonly variance: number } {
    const mean = this.#first.get(id)!;
    return { mean, variance: this.total + mean };
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
      for (let q = 0; q < vec4Count(layer.shape[2]); q++) this.#rows.push(...starts.map((start) => start + q), 0);
    }
    return { firstRow, cq: this.#rows.length / ROW_WORDS - firstRow };
  }

  /** Writes the table to the device, once all rows are added. */
  upload(): void {
    this.#arena.write(this.table, Uint32Array.from(this.#rows));
  }
}
