/**
 * @file Where the channel groups of batch norms have what they read and write, a row each, so that one dispatch can do several batch norms;
 * and the statistics that outlive a dispatch. Rows are those of `kernels/batch-norm.ts`.
 */
import type { Layer } from '../../../../src/core/network/layers.ts';
import { MOST_SLICES, ROW_WORDS } from '../kernels/batch-norm.ts';
import { vec4Count } from '../kernels/kernel.ts';
import { VEC4, type Arena } from '../runtime/memory.ts';
import type { Allocation } from './allocation.ts';

type BatchNormLayer = Extract<Layer, { kind: 'batchNorm' }>;

/** First vec4f of a batch norm's parameters, and of their gradients. */
interface ParameterPlaces {
  readonly gamma: number;
  readonly beta: number;
  readonly dGamma: number;
  readonly dBeta: number;
}

/** Rows of a dispatch: the first, and as many as it has channel groups. */
interface Rows {
  readonly firstRow: number;
  readonly cq: number;
}

/** Passes that a batch norm has rows for: forward, backward. */
const PASSES = 2;

/** The batch norms of a plan. */
export class BatchNormTable {
  readonly table: GPUBuffer;
  /** Channel groups of all batch norms. */
  readonly total: number;
  /** Mean of each channel group, then 1 / sqrt(var + eps) of each: the batch's. */
  readonly moments: GPUBuffer;
  /** Mean and variance, moving. */
  readonly moving: GPUBuffer;
  /** Sums over slices, for the dispatch that comes next. */
  readonly partials: GPUBuffer;
  readonly #arena: Arena;
  readonly #layers: readonly Layer[];
  readonly #placement: Allocation;
  readonly #parametersOf: (layer: BatchNormLayer) => ParameterPlaces;
  /** Each batch norm's first channel group among all. */
  readonly #first = new Map<number, number>();
  readonly #rows: number[] = [];
  readonly #forwardRows = new Map<readonly number[], Rows>();

  constructor(
    arena: Arena,
    layers: readonly Layer[],
    placement: Allocation,
    parametersOf: (layer: BatchNormLayer) => ParameterPlaces,
  ) {
    this.#arena = arena;
    this.#layers = layers;
    this.#placement = placement;
    this.#parametersOf = parametersOf;
    let total = 0;
    let widest = 1;
    for (const ids of new Set(placement.together.values())) {
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
    this.partials = arena.allocate(2 * MOST_SLICES * widest * VEC4);
  }

  /** First vec4f of a batch norm's moving mean and variance. */
  movingOf(id: number): { readonly mean: number; readonly variance: number } {
    const mean = this.#first.get(id)!;
    return { mean, variance: this.total + mean };
  }

  /** The rows of those that are done together, forward. */
  forwardRows(ids: readonly number[]): Rows {
    const known = this.#forwardRows.get(ids) ?? this.rows(ids, (id) => this.#placement.places[id]!.firstVec4);
    this.#forwardRows.set(ids, known);
    return known;
  }

  /** Adds rows for a dispatch over these batch norms; `outputOf` is a batch norm's first channel group in the buffer of y, or of dy. */
  rows(ids: readonly number[], outputOf: (id: number) => number): Rows {
    const firstRow = this.#rows.length / ROW_WORDS;
    for (const id of ids) {
      const layer = this.#layers[id] as BatchNormLayer;
      const input = this.#placement.places[layer.inputs[0]!]!.firstVec4;
      const { gamma, beta, dGamma, dBeta } = this.#parametersOf(layer);
      const starts = [input, outputOf(id), this.#first.get(id)!, gamma, beta, dGamma, dBeta];
      for (let q = 0; q < vec4Count(layer.shape[2]); q++) this.#rows.push(...starts.map((start) => start + q), 0);
    }
    return { firstRow, cq: this.#rows.length / ROW_WORDS - firstRow };
  }

  /** Once all rows are there. */
  upload(): void {
    this.#arena.write(this.table, Uint32Array.from(this.#rows));
  }
}
