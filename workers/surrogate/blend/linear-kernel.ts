/** @file Linear kernels on centred, sparse features, and the weight per feature that a dual solution stands for. */
import type { Pieces } from '../../scheduling/yield-point.ts';
import type { Row } from './feature-rows.ts';

/** Kernels that are averaged. */
export const KERNELS = 3;

/** Weights of the columns, and the prediction at the columns' means. */
export interface Weights {
  readonly of: Map<number, number>;
  readonly atMean: number;
}

/** The matrix of features by column, sparse. */
type Columns = ReadonlyMap<number, readonly (readonly [row: number, value: number])[]>;

/** A linear kernel on centred columns. */
export class Kernel {
  /** [n, n] */
  readonly matrix: Float64Array;
  /** The factor that makes the mean diagonal 1; 0 where all cells are equal. */
  readonly scale: number;
  readonly #columns: Columns;
  readonly #n: number;

  private constructor(matrix: Float64Array, columns: Columns, n: number) {
    let trace = 0;
    for (let i = 0; i < n; i++) trace += matrix[i * n + i]!;
    this.matrix = matrix;
    this.scale = trace > 1e-12 ? n / trace : 0;
    this.#columns = columns;
    this.#n = n;
  }

  static *of(rows: readonly Row[]): Pieces<Kernel> {
    const n = rows.length;
    const columns = new Map<number, [number, number][]>();
    for (const [i, row] of rows.entries()) {
      for (const [column, value] of row) {
        const entries = columns.get(column);
        if (entries === undefined) columns.set(column, [[i, value]]);
        else entries.push([i, value]);
      }
    }
    const matrix = new Float64Array(n * n);
    for (const entries of columns.values()) {
      for (const [i, a] of entries) for (const [j, b] of entries) matrix[i * n + j]! += a * b;
      yield;
    }
    centreColumns(matrix, n);
    return new Kernel(matrix, columns, n);
  }

  weights(alpha: Float64Array): Weights {
    const meanAlpha = alpha.reduce((a, b) => a + b, 0) / this.#n;
    const of = new Map<number, number>();
    let atMean = 0;
    for (const [column, entries] of this.#columns) {
      let weight = 0;
      let total = 0;
      for (const [i, value] of entries) {
        weight += value * (alpha[i]! - meanAlpha) * (this.scale / KERNELS);
        total += value;
      }
      of.set(column, weight);
      atMean += (weight * total) / this.#n;
    }
    return { of, atMean };
  }
}

/** Double-centres a symmetric matrix, which centres the features of a linear kernel. */
function centreColumns(matrix: Float64Array, n: number): void {
  const means = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) means[i]! += matrix[i * n + j]! / n;
  const grand = means.reduce((a, b) => a + b, 0) / n;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) matrix[i * n + j]! += grand - means[i]! - means[j]!;
}
