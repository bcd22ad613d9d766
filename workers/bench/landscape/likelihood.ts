/** @file The Gaussian process behind a landscape: its kernel's terms on some cells, and how likely variances of them make measurements. */
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import type { Cell } from '../../../src/core/space/cell.ts';
import { cholesky, solve } from '../../surrogate/blend/cholesky.ts';
import { halfShares, standardisedGlobals, subCellColumns, type FeatureScale } from './features.ts';
import { dot, type LandscapeModel } from './landscape.ts';

export type Variances = LandscapeModel['variances'];
/** Terms of the kernel; all but noise are parts of a true accuracy. */
type Term = keyof Variances;
const TERMS: readonly Term[] = ['halves', 'globals', 'subCells', 'own', 'noise'];

/** Some cells as the process sees them. */
export interface Design {
  readonly n: number;
  /** Columns by term, a row a cell. */
  readonly rows: Readonly<Record<'halves' | 'globals', readonly Float64Array[]>>;
  /** [n, n], row-major. */
  readonly kernels: Readonly<Record<Exclude<Term, 'noise'>, Float64Array>>;
  /** Level of each cell, from 0. */
  readonly levels: readonly number[];
}

/** What a fit gives at some variances. */
export interface Solution {
  readonly logLikelihood: number;
  /** Mean of each level, the likeliest. */
  readonly means: readonly number[];
  /** K^-1 (z - mean); [n]. */
  readonly alpha: Float64Array;
}

export function designOf(cells: readonly Cell[], scales: readonly FeatureScale[]): Design {
  const halves = cells.map(halfShares);
  const globals = cells.map((cell) => standardisedGlobals(cell, scales));
  const kernels = {
    halves: gram(halves, dot),
    globals: gram(globals, dot),
    subCells: gram(cells.map(subCellColumns), sparseDot),
    own: gram(cells.map(canonicalKey), (a, b) => (a === b ? 1 : 0)),
  };
  return { n: cells.length, rows: { halves, globals }, kernels, levels: cells.map(({ length }) => length - 1) };
}

/** A process at some variances, ready to be solved for any measurements. */
export class Process {
  readonly #design: Design;
  readonly #factor: Float64Array;
  /** A column a level: 1 for its cells. */
  readonly #columns: readonly Float64Array[];
  /** Of the normal equations of the means. */
  readonly #normal: Float64Array;
  readonly #logDeterminant: number;

  constructor(design: Design, variances: Variances) {
    const { n, kernels, levels } = design;
    const kernel = new Float64Array(n * n);
    for (const [term, matrix] of Object.entries(kernels) as [keyof Design['kernels'], Float64Array][]) {
      const weight = variances[term];
      for (let at = 0; at < kernel.length; at++) kernel[at]! += weight * matrix[at]!;
    }
    this.#design = design;
    this.#factor = finish(cholesky(kernel, n, variances.noise));
    const count = Math.max(...levels) + 1;
    this.#columns = Array.from({ length: count }, (_, level) =>
      Float64Array.from(levels, (own) => (own === level ? 1 : 0)),
    );
    const solved = this.#columns.map((column) => solve(this.#factor, n, column));
    const products = this.#columns.flatMap((column) => solved.map((other) => dot(column, other)));
    this.#normal = finish(cholesky(Float64Array.from(products), count, 0));
    let logDeterminant = 0;
    for (let i = 0; i < n; i++) logDeterminant += 2 * Math.log(this.#factor[i * n + i]!);
    this.#logDeterminant = logDeterminant;
  }

  /** @param z measurements; [n]. */
  solve(z: Float64Array): Solution {
    const { n, levels } = this.#design;
    const solved = solve(this.#factor, n, z);
    const means = [
      ...solve(
        this.#normal,
        this.#columns.length,
        this.#columns.map((column) => dot(column, solved)),
      ),
    ];
    const residual = z.map((value, i) => value - means[levels[i]!]!);
    const alpha = solve(this.#factor, n, residual);
    return { logLikelihood: -(this.#logDeterminant + dot(residual, alpha)) / 2, means, alpha };
  }
}

/** Factors that a variance is tried at, from coarse to fine (ours). */
const STEPS = [8, 3, 1.5];
/** Least variance of a term, as a share of the total: below it a term says nothing. */
const LEAST_SHARE = 1e-4;
/** A gain of the logarithm of the likelihood that is worth a step (ours). */
const GAIN = 1e-3;

/**
 * The likeliest variances, by coordinate ascent over their logarithms.
 * @param isRepeated whether some cell was trained more than once. If none was, a cell's own part cannot be told from noise, and each is
 * taken for half of what both are.
 */
export function likeliestVariances(
  design: Design,
  z: Float64Array,
  isRepeated: boolean,
): { variances: Variances; logLikelihood: number } {
  const centre = z.reduce((sum, value) => sum + value, 0) / z.length;
  const total = z.reduce((sum, value) => sum + (value - centre) ** 2, 0) / z.length;
  const free = TERMS.filter((term) => isRepeated || term !== 'noise');
  const likelihood = (variances: Variances): number => new Process(design, variances).solve(z).logLikelihood;
  let variances = Object.fromEntries(TERMS.map((term) => [term, total / TERMS.length])) as Variances;
  let best = likelihood(variances);
  for (const step of STEPS) {
    for (let hasImproved = true; hasImproved;) {
      hasImproved = false;
      for (const [term, factor] of free.flatMap((name) => [[name, step] as const, [name, 1 / step] as const])) {
        const value = Math.max(LEAST_SHARE * total, variances[term] * factor);
        if (value === variances[term]) continue;
        const tried = { ...variances, [term]: value, ...(term === 'own' && !isRepeated ? { noise: value } : {}) };
        const found = likelihood(tried);
        if (found > best + GAIN) [variances, best, hasImproved] = [tried, found, true];
      }
    }
  }
  return { variances, logLikelihood: best };
}

function gram<T>(rows: readonly T[], kernel: (a: T, b: T) => number): Float64Array {
  const n = rows.length;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = kernel(rows[i]!, rows[j]!);
  }
  return matrix;
}

function sparseDot(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  let total = 0;
  for (const [column, value] of a) total += value * (b.get(column) ?? 0);
  return total;
}

function finish<T>(pieces: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}
