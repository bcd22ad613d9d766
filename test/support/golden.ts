/** @file Reads the operators' reference values and gradients, computed in float64 by an independent implementation. */
import { existsSync, readFileSync } from 'node:fs';
import type { OperatorName } from '../../src/core/space/operators.ts';
import { factorisedReduction, PNAS_LAYERS, TITU1994_LAYERS } from '../../src/core/network/operator-layers.ts';
import type { LayerTable } from '../../src/core/network/layers.ts';
import { stream } from '../../src/core/random/rng.ts';
import { TableBuilder } from '../../src/core/network/table-builder.ts';

/** One case: an operator applied to `x`, and the gradients of sum(y * dy). Arrays are row-major, NHWC. */
export interface GoldenCase {
  readonly op: string;
  readonly stride: 1 | 2;
  readonly xShape: readonly [number, number, number, number];
  readonly yShape: readonly [number, number, number, number];
  readonly x: readonly number[];
  readonly dy: readonly number[];
  readonly y: readonly number[];
  readonly dx: readonly number[];
  readonly parameters: Readonly<
    Record<string, { shape: readonly number[]; value: readonly number[]; gradient: readonly number[] }>
  >;
}

/** The values' names of the operators. */
const NAMES: Readonly<Record<string, OperatorName | 'factorised reduction'>> = {
  '3x3 sep': '3x3 dconv',
  '5x5 sep': '5x5 dconv',
  '7x7 sep': '7x7 dconv',
  '1x7-7x1': '1x7-7x1 conv',
  '3x3 dilated': '3x3 dilated conv',
  '3x3 max': '3x3 maxpool',
  '3x3 avg': '3x3 avgpool',
  identity: 'identity',
  'factorized reduction': 'factorised reduction',
};

const FIXTURE = new URL('../fixtures/golden/ops.json', import.meta.url);

/** All cases. */
export function goldenCases(): readonly GoldenCase[] {
  if (!existsSync(FIXTURE)) throw new Error(`golden: ${FIXTURE.pathname} must exist`);
  return [...(JSON.parse(readFileSync(FIXTURE, 'utf8')) as { cases: GoldenCase[] }).cases, biasedCase()];
}

/** What a convolution with a bias is: titu1994's `identity` at stride 2, by its definition. */
const BIASED = 'titu1994 identity';

/** y[n, i, j, o] = bias[o] + sum over c of x[n, 2i, 2j, c] w[c, o], and its gradients, in loops. */
function biasedCase(): GoldenCase {
  const [n, h, w, cin, cout] = [2, 5, 6, 3, 6];
  const [oh, ow] = [3, 3];
  const random = stream(3, BIASED);
  const draw = (length: number): number[] => Array.from({ length }, () => Math.fround(random.normal()));
  const [x, dy, filter, bias] = [draw(n * h * w * cin), draw(n * oh * ow * cout), draw(cin * cout), draw(cout)];
  const y = dy.map((_, at) => bias[at % cout]!);
  const [dx, dFilter, dBias] = [x, filter, bias].map((values) => values.map(() => 0)) as [number[], number[], number[]];
  for (const [at, slope] of dy.entries()) {
    const [o, pixel] = [at % cout, Math.floor(at / cout)];
    const [image, i, j] = [Math.floor(pixel / (oh * ow)), Math.floor(pixel / ow) % oh, pixel % ow];
    dBias[o]! += slope;
    for (let c = 0; c < cin; c++) {
      const from = ((image * h + 2 * i) * w + 2 * j) * cin + c;
      y[at]! += x[from]! * filter[c * cout + o]!;
      dx[from]! += slope * filter[c * cout + o]!;
      dFilter[c * cout + o]! += slope * x[from]!;
    }
  }
  const parameters = {
    filter: { shape: [1, 1, cin, cout], value: filter, gradient: dFilter },
    bias: { shape: [cout], value: bias, gradient: dBias },
  };
  return { op: BIASED, stride: 2, xShape: [n, h, w, cin], yShape: [n, oh, ow, cout], x, dy, y, dx, parameters };
}

/** The case's operator alone, as a layer table over an image of its input's shape (no head). */
export function goldenTable({ op, stride, xShape, yShape }: GoldenCase): LayerTable {
  const t = new TableBuilder();
  const x = t.image(xShape[1], xShape[2], xShape[3]);
  if (op === BIASED) {
    TITU1994_LAYERS.identity(t, x, 'op', yShape[3], stride);
    return t.build();
  }
  const name = NAMES[op];
  if (name === undefined) throw new Error(`golden: unknown operator ${op}`);
  if (name === 'factorised reduction') factorisedReduction(t, x, 'op', yShape[3]);
  else PNAS_LAYERS[name](t, x, 'op', yShape[3], stride);
  return t.build();
}

/** |a - b| / |b| in the 2-norm, by float64. */
export function relativeError(got: ArrayLike<number>, want: ArrayLike<number>): number {
  if (got.length !== want.length) return Infinity;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < want.length; i++) {
    difference += (got[i]! - want[i]!) ** 2;
    size += want[i]! ** 2;
  }
  return Math.sqrt(difference) / Math.max(Math.sqrt(size), 1e-12);
}
