/**
 * @file Fits a landscape's model to trained cells: a Gaussian process whose kernel is a sum (half shares, global features, a smooth function
 * of them, sub-cells, the cell's own, noise), the variance of each term chosen by maximum likelihood, with a free mean for each level.
 */
import { HALF_KINDS } from '../../../src/core/network/cell-features.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import type { Cell } from '../../../src/core/space/cell.ts';
import type { Measured } from '../../surrogate/base/surrogate.ts';
import { cholesky, solve } from '../../surrogate/blend/cholesky.ts';
import { featureScales, halfShares, standardisedGlobals, subCellColumns } from './features.ts';
import { LENGTH_SCALE, type LandscapeModel } from './landscape.ts';

/** Terms of the kernel, in order; noise is the last, and is no part of a true accuracy. */
const TERMS = ['halves', 'globals', 'smooth', 'subCells', 'own', 'noise'] as const;
type Term = (typeof TERMS)[number];
type Variances = Readonly<Record<Term, number>>;

/** How far above the best measured accuracy the ceiling may lie, as shares of the range; the likeliest is taken (ours). */
const HEADROOM = [0.05, 0.1, 0.2, 0.4, 0.8];
/** Factors that a variance is tried at, from coarse to fine (ours). */
const STEPS = [8, 3, 1.5];
/** Cells that variances are chosen on, about, at most: a likelihood takes their number cubed (ours). */
const CHOOSING_CELLS = 400;
/** Least variance of a term, as a share of the total: below it a term says nothing. */
const LEAST_SHARE = 1e-4;

/** Everything a likelihood needs, [n, n] row-major where a matrix. */
interface Problem {
  readonly n: number;
  readonly kernels: Readonly<Record<Exclude<Term, 'noise'>, Float64Array>>;
  /** Level of each cell, from 0. */
  readonly levels: readonly number[];
}

interface Solution {
  readonly logLikelihood: number;
  /** Mean z of each level. */
  readonly means: readonly number[];
  /** K^-1 (z - mean). */
  readonly alpha: Float64Array;
}

/**
 * @param source what the history is called.
 * @param measured cells of levels 1, 2, ..; no level may be missing below the largest.
 * @throws {RangeError} where a level is missing, or accuracies do not vary.
 */
export function fitLandscape(source: string, measured: readonly Measured[]): LandscapeModel {
  const cells = measured.map(({ cell }) => cell);
  const accuracies = measured.map(({ accuracy }) => accuracy);
  requireLevels(source, cells);
  const [low, high] = [Math.min(...accuracies), Math.max(...accuracies)];
  if (!(high > low)) throw new RangeError(`${source}: accuracies must differ; all are ${low}`);
  const some = someOfEachLevel(measured);
  const problem = problemOf(some.map(({ cell }) => cell));
  const isRepeated = new Set(cells.map(canonicalKey)).size < cells.length;
  const fits = HEADROOM.map((share) => {
    const top = high + share * (high - low);
    const z = some.map(({ accuracy }) => -Math.log(top - accuracy));
    const { variances, solution } = maximiseLikelihood(problem, z, isRepeated);
    const jacobian = z.reduce((sum, value) => sum + value, 0); // d z / d accuracy is exp(z)
    return { top, variances, logLikelihood: solution.logLikelihood + jacobian };
  });
  const { top, variances } = fits.reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a));
  const z = accuracies.map((accuracy) => -Math.log(top - accuracy));
  return modelOf(source, cells, top, variances, solveFor(problemOf(cells), z, variances));
}

/** The same share of each level, at random, so that the likelihood can be had {@link HEADROOM} and {@link STEPS} times over. */
function someOfEachLevel(measured: readonly Measured[]): Measured[] {
  const share = Math.min(1, CHOOSING_CELLS / measured.length);
  const largest = Math.max(...measured.map(({ cell }) => cell.length));
  return Array.from({ length: largest }, (_, i) => {
    const level = measured.filter(({ cell }) => cell.length === i + 1);
    return stream(0, 'landscape', 'fit', i).shuffle(level).slice(0, Math.ceil(share * level.length));
  }).flat();
}

function requireLevels(source: string, cells: readonly Cell[]): void {
  const sizes = new Set(cells.map(({ length }) => length));
  const missing = Array.from({ length: Math.max(0, ...sizes) }, (_, i) => i + 1).find((blocks) => !sizes.has(blocks));
  if (sizes.size === 0 || missing !== undefined)
    throw new RangeError(`${source}: must have trained cells of every level; there are none of ${missing ?? 1} blocks`);
}

function problemOf(cells: readonly Cell[]): Problem {
  const scales = featureScales(cells);
  const halves = cells.map(halfShares);
  const globals = cells.map((cell) => standardisedGlobals(cell, scales));
  const subCells = cells.map(subCellColumns);
  const keys = cells.map(canonicalKey);
  const distance = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
  return {
    n: cells.length,
    levels: cells.map(({ length }) => length - 1),
    kernels: {
      halves: gram(halves, dot),
      globals: gram(globals, dot),
      smooth: gram(globals, (a, b) => Math.exp(-distance(a, b) / (2 * LENGTH_SCALE ** 2))),
      subCells: gram(subCells, sparseDot),
      own: gram(keys, (a, b) => (a === b ? 1 : 0)),
    },
  };
}

function gram<T>(rows: readonly T[], kernel: (a: T, b: T) => number): Float64Array {
  const n = rows.length;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = kernel(rows[i]!, rows[j]!);
  }
  return matrix;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

function sparseDot(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  let total = 0;
  for (const [column, value] of a) total += value * (b.get(column) ?? 0);
  return total;
}

/**
 * Coordinate ascent over the logarithms of the variances.
 * @param isRepeated whether some cell was trained more than once. If none was, the own part of a cell cannot be told from noise, and each is
 * taken for half of what both are.
 */
function maximiseLikelihood(
  problem: Problem,
  z: readonly number[],
  isRepeated: boolean,
): { variances: Variances; solution: Solution } {
  const centre = z.reduce((sum, value) => sum + value, 0) / z.length;
  const total = z.reduce((sum, value) => sum + (value - centre) ** 2, 0) / z.length;
  const free = TERMS.filter((term) => isRepeated || term !== 'noise');
  let variances = Object.fromEntries(TERMS.map((term) => [term, total / TERMS.length])) as Variances;
  let solution = solveFor(problem, z, variances);
  for (const step of STEPS) {
    for (let improved = true; improved;) {
      improved = false;
      for (const term of free) {
        for (const factor of [step, 1 / step]) {
          const value = Math.max(LEAST_SHARE * total, variances[term] * factor);
          if (value === variances[term]) continue;
          const tried = { ...variances, [term]: value, ...(isRepeated || term !== 'own' ? {} : { noise: value }) };
          const found = solveFor(problem, z, tried);
          if (found.logLikelihood <= solution.logLikelihood + 1e-3) continue;
          [variances, solution, improved] = [tried, found, true];
          break;
        }
      }
    }
  }
  return { variances, solution };
}

/** The likelihood of these variances, at the likeliest means. */
function solveFor({ n, kernels, levels }: Problem, z: readonly number[], variances: Variances): Solution {
  const kernel = new Float64Array(n * n);
  for (const [term, matrix] of Object.entries(kernels) as [Exclude<Term, 'noise'>, Float64Array][]) {
    const weight = variances[term];
    for (let at = 0; at < kernel.length; at++) kernel[at]! += weight * matrix[at]!;
  }
  const factor = finish(cholesky(kernel, n, variances.noise));
  const count = Math.max(...levels) + 1;
  const columns = Array.from({ length: count }, (_, level) => levels.map((own) => (own === level ? 1 : 0)));
  const solved = columns.map((column) => solve(factor, n, column));
  const normal = Float64Array.from({ length: count ** 2 }, (_, at) => dot(columns[Math.floor(at / count)]!, solved[at % count]!));
  const right = solved.map((column) => dot(column, z));
  const means = [...solve(finish(cholesky(normal, count, 0)), count, right)];
  const residual = z.map((value, i) => value - means[levels[i]!]!);
  const alpha = solve(factor, n, residual);
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) logDeterminant += 2 * Math.log(factor[i * n + i]!);
  return { logLikelihood: -(logDeterminant + dot(residual, alpha)) / 2, means, alpha };
}

function finish<T>(pieces: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}

/** Posterior means of the weights of halves and global features; the rest is drawn. */
function modelOf(
  source: string,
  cells: readonly Cell[],
  top: number,
  variances: Variances,
  { means, alpha }: Solution,
): LandscapeModel {
  const scales = featureScales(cells);
  const halves = cells.map(halfShares);
  const globals = cells.map((cell) => standardisedGlobals(cell, scales));
  const weight = (rows: readonly Float64Array[], column: number, variance: number): number =>
    round(variance * rows.reduce((sum, row, i) => sum + row[column]! * alpha[i]!, 0));
  return {
    source,
    cells: cells.length,
    top: round(top),
    levels: means.map(round),
    halves: Array.from({ length: HALF_KINDS }, (_, kind) =>
      halves.some((row) => row[kind]! > 0) ? weight(halves, kind, variances.halves) : null,
    ),
    globals: scales.map(({ mean, deviation }, i) => ({
      mean: round(mean),
      deviation: round(deviation),
      weight: weight(globals, i, variances.globals),
    })),
    variances: Object.fromEntries(TERMS.map((term) => [term, round(variances[term])])) as LandscapeModel['variances'],
  };
}

/** Five significant digits: a file for people. */
function round(value: number): number {
  return Number(value.toPrecision(5));
}
