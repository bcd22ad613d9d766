/**
 * @file The one registry of operators: what each is made of, in both macros. Every function adds its layers to a
 * table and returns the output's id. A missing operator does not compile.
 *
 * `pnas` follows the authors' released network code (tensorflow/models slim, pnasnet.py and nasnet_utils.py): ReLU
 * before each convolution, batch normalisation after. `titu1994` follows that project's ops.py: conv, BN, ReLU.
 */
import type { OperatorName } from '../space/operators.ts';
import type { TableBuilder } from './table-builder.ts';

/** Adds one operator applied to `x` with the given filters and stride; returns its output's id. */
export type OperatorLayers = (t: TableBuilder, x: number, name: string, filters: number, stride: 1 | 2) => number;

/** ReLU, 1x1 convolution, BN: the matching of channels (and, with a stride, of size). */
export function project(t: TableBuilder, x: number, name: string, filters: number, stride: 1 | 2): number {
  const y = t.conv(t.relu(x, `${name}/relu`), `${name}/conv`, [1, 1], [stride, stride], filters);
  return t.batchNorm(y, `${name}/bn`);
}

/** ReLU, two 1x1 stride-2 paths of filters/2, the second shifted by one pixel, concatenated, BN: halves the size. */
export function factorisedReduction(t: TableBuilder, x: number, name: string, filters: number): number {
  const y = t.relu(x, `${name}/relu`);
  const half = Math.floor(filters / 2);
  const left = t.conv(y, `${name}/conv1`, [1, 1], [2, 2], half);
  const right = t.conv(y, `${name}/conv2`, [1, 1], [2, 2], filters - half, { shift: 1 });
  return t.batchNorm(t.concat([left, right], `${name}/concat`), `${name}/bn`);
}

/** (ReLU, depthwise, pointwise, BN) twice, the stride on the first. */
const separable =
  (kernel: number): OperatorLayers =>
  (t, x, name, filters, stride) => {
    for (const i of [1, 2] as const) {
      x = t.relu(x, `${name}/relu${i}`);
      x = t.depthwise(x, `${name}/depthwise${i}`, kernel, i === 1 ? stride : 1);
      x = t.conv(x, `${name}/pointwise${i}`, [1, 1], [1, 1], filters);
      x = t.batchNorm(x, `${name}/bn${i}`);
    }
    return x;
  };

/** The pool, then 1x1 convolution and BN only where channels differ. */
const pool =
  (kind: 'maxPool' | 'avgPool'): OperatorLayers =>
  (t, x, name, filters, stride) => {
    const y = t.pool(x, `${name}/pool`, kind, stride);
    if (t.shape(x)[2] === filters) return y;
    return t.batchNorm(t.conv(y, `${name}/conv`, [1, 1], [1, 1], filters), `${name}/bn`);
  };

/** The operators of the `pnas` macro (notes beside each in the file's head). */
export const PNAS_LAYERS: Readonly<Record<OperatorName, OperatorLayers>> = {
  identity: (t, x, name, filters, stride) =>
    stride === 1 && t.shape(x)[2] === filters ? x : project(t, x, name, filters, stride),
  '3x3 dconv': separable(3),
  '5x5 dconv': separable(5),
  '7x7 dconv': separable(7),
  '1x7-7x1 conv': (t, x, name, filters, stride) => {
    const y = t.conv(t.relu(x, `${name}/relu`), `${name}/conv1`, [1, 7], [1, stride], filters);
    return t.batchNorm(t.conv(y, `${name}/conv2`, [7, 1], [stride, 1], filters), `${name}/bn`);
  },
  '3x3 conv': (t, x, name, filters, stride) => {
    const y = t.conv(t.relu(x, `${name}/relu`), `${name}/conv`, [3, 3], [stride, stride], filters);
    return t.batchNorm(y, `${name}/bn`);
  },
  '3x3 dilated conv': (t, x, name, filters, stride) => {
    const y = t.depthwise(t.relu(x, `${name}/relu`), `${name}/depthwise`, 3, stride, { dilation: 2 });
    return t.batchNorm(t.conv(y, `${name}/pointwise`, [1, 1], [1, 1], filters), `${name}/bn`);
  },
  '3x3 maxpool': pool('maxPool'),
  '3x3 avgpool': pool('avgPool'),
};

/** BN and ReLU after a convolution, as in titu1994's ops.py. */
function normalised(t: TableBuilder, y: number, name: string): number {
  return t.relu(t.batchNorm(y, `${name}/bn`), `${name}/relu`);
}

/**
 * Depthwise, pointwise, BN, ReLU, once. Its weights start as Glorot says: the `he_uniform` that ops.py asks of Keras's SeparableConv2D is that
 * layer's `kernel_initializer`, which neither the depthwise nor the pointwise kernel uses.
 */
const titu1994Separable =
  (kernel: number, dilation = 1): OperatorLayers =>
  (t, x, name, filters, stride) => {
    const y = t.depthwise(x, `${name}/depthwise`, kernel, stride, { dilation, init: 'glorotUniform' });
    return normalised(t, t.conv(y, `${name}/pointwise`, [1, 1], [1, 1], filters, { init: 'glorotUniform' }), name);
  };

/** Dense convolution, BN, ReLU. */
const titu1994Conv =
  (kernel: number): OperatorLayers =>
  (t, x, name, filters, stride) =>
    normalised(t, t.conv(x, `${name}/conv`, [kernel, kernel], [stride, stride], filters), name);

/**
 * The operators of the `titu1994` macro (its ops.py, model.py). Its convolutions also carry a bias, which the batch
 * normalisation behind each cancels; it is left out. `3x3 dilated conv`, which it lacks, is built in its style.
 *
 * `identity` is that of its ops.py, class `Identity`: at stride 2 a 1x1 convolution with a bias, and nothing behind it. Its model.py never makes
 * one there: `parse_action` falls through to `Convolution`, the same with BN and ReLU. Two such halves of 32 filters have 9,866
 * parameters here and 10,058 there.
 */
export const TITU1994_LAYERS: Readonly<Record<OperatorName, OperatorLayers>> = {
  identity: (t, x, name, filters, stride) =>
    stride === 1 ? x : t.conv(x, `${name}/conv`, [1, 1], [stride, stride], filters, { hasBias: true }),
  '3x3 dconv': titu1994Separable(3),
  '5x5 dconv': titu1994Separable(5),
  '7x7 dconv': titu1994Separable(7),
  '1x7-7x1 conv': (t, x, name, filters, stride) => {
    const y = normalised(t, t.conv(x, `${name}/conv1`, [1, 7], [stride, stride], filters), `${name}/1x7`);
    return normalised(t, t.conv(y, `${name}/conv2`, [7, 1], [1, 1], filters), `${name}/7x1`);
  },
  '3x3 conv': titu1994Conv(3),
  '3x3 dilated conv': titu1994Separable(3, 2),
  '3x3 maxpool': (t, x, name, _filters, stride) => t.pool(x, `${name}/pool`, 'maxPool', stride),
  '3x3 avgpool': (t, x, name, _filters, stride) => t.pool(x, `${name}/pool`, 'avgPool', stride),
};
