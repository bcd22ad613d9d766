/** @file Solves symmetric positive definite systems: dense, row-major, float64. O(n^3) work is in pieces of O(n^2). */
import type { Pieces } from '../../scheduling/yield-point.ts';

/**
 * The Cholesky factor L of A + shift I = L L^T, [n, n]; 0 above the diagonal.
 * @throws {RangeError} when the matrix is not positive definite.
 */
export function* cholesky(a: Float64Array, n: number, shift: number): Pieces<Float64Array> {
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const value = a[i * n + j]! + (i === j ? shift : 0) - dot(factor, i * n, j * n, j);
      if (i !== j) factor[i * n + j] = value / factor[j * n + j]!;
      else if (value > 0) factor[i * n + i] = Math.sqrt(value);
      else throw new RangeError(`cholesky: the matrix must be positive definite; pivot ${i} is ${value}`);
    }
    yield;
  }
  return factor;
}

/** Solves L L^T x = y for x, [n]. */
export function solve(factor: Float64Array, n: number, y: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(y);
  for (let i = 0; i < n; i++) {
    let value = x[i]!;
    for (let k = 0; k < i; k++) value -= factor[i * n + k]! * x[k]!;
    x[i] = value / factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    x[i]! /= factor[i * n + i]!;
    for (let k = 0; k < i; k++) x[k]! -= factor[i * n + k]! * x[i]!;
  }
  return x;
}

/** The last `count` diagonal elements of the inverse of L L^T; only the factor's lower right corner is needed for them. */
export function* inverseDiagonalTail(factor: Float64Array, n: number, count: number): Pieces<Float64Array> {
  const from = n - count;
  const diagonal = new Float64Array(count);
  const column = new Float64Array(count); // of the corner's inverse
  for (let j = 0; j < count; j++) {
    column.fill(0, 0, j);
    let squares = 0;
    for (let i = j; i < count; i++) {
      let value = i === j ? 1 : 0;
      for (let k = j; k < i; k++) value -= factor[(from + i) * n + from + k]! * column[k]!;
      column[i] = value / factor[(from + i) * n + from + i]!;
      squares += column[i]! ** 2;
    }
    diagonal[j] = squares;
    yield;
  }
  return diagonal;
}

/** Sum of `length` products of the elements from `i` and from `j`; four partial sums keep the CPU's adders busy. */
function dot(values: Float64Array, i: number, j: number, length: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    a += values[i + k]! * values[j + k]!;
    b += values[i + k + 1]! * values[j + k + 1]!;
    c += values[i + k + 2]! * values[j + k + 2]!;
    d += values[i + k + 3]! * values[j + k + 3]!;
  }
  for (; k < length; k++) a += values[i + k]! * values[j + k]!;
  return a + b + c + d;
}
