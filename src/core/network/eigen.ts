/** @file Eigenvectors of a symmetric matrix by Jacobi rotations (Golub & Van Loan, section 8.5). */

/** One direction and how much there is of it. */
export interface Eigenpair {
  readonly value: number;
  /** Of length 1; its largest component is positive, so that it is one of the two that there are. */
  readonly vector: readonly number[];
}

/** Sweeps over all pairs; a matrix of a few dozen rows converges in less than ten. */
const SWEEPS = 30;

/** All eigenpairs of a symmetric matrix, the largest value first. @param matrix rows. */
export function eigenpairs(matrix: readonly (readonly number[])[]): Eigenpair[] {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = matrix.map((_, i) => Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q);
  }
  const pairs = a.map((row, i) => ({ value: row[i]!, vector: v.map((components) => components[i]!) }));
  return pairs.map(({ value, vector }) => ({ value, vector: oriented(vector) })).sort((x, y) => y.value - x.value);
}

/** Makes a[p][q] zero by a rotation of rows and columns p and q. */
function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const apq = a[p]![q]!;
  if (apq === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < a.length; k++) turn(a[k]!, p, q, c, s);
  const [rowP, rowQ] = [a[p]!, a[q]!];
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [rowP[k]!, rowQ[k]!];
    rowP[k] = c * x - s * y;
    rowQ[k] = s * x + c * y;
  }
  for (const row of v) turn(row, p, q, c, s);
}

function turn(row: number[], p: number, q: number, c: number, s: number): void {
  const [x, y] = [row[p]!, row[q]!];
  row[p] = c * x - s * y;
  row[q] = s * x + c * y;
}

function oriented(vector: readonly number[]): number[] {
  const largest = vector.reduce((best, x) => (Math.abs(x) > Math.abs(best) + 1e-12 ? x : best), 0);
  return vector.map((x) => (largest < 0 ? -x : x));
}
