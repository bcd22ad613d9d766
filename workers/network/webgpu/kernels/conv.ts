/**
 * @file Dense convolution, SAME: y[n, oy, ox, co] = sum over ky, kx, ci of x[n, oy sh + ky - py, ox sw + kx - px, ci]
 * w[ky, kx, ci, co], with relu(x) for x where the layer before is a ReLU, which is then never stored. Filters lie as
 * [kh][kw][ciq][coq] of blocks of four inputs by four outputs, which are 64 bytes.
 *
 * Forward and input gradient: a thread holds `pixels` x `vec4s` sums; eight neighbouring threads have eight neighbouring pixels, 128 bytes (a cache
 * line of a graphics card, two of a processor). All threads of a workgroup have the same filters: with subgroups each lane loads another row and
 * broadcasts it, for a quarter or an eighth of the loads. Workgroups with the same pixels are consecutive, so that these are in a cache when read
 * again.
 */
import {
  read,
  memoizeKernel,
  storeBuffers,
  storeFields,
  storeGradient,
  storeName,
  unroll,
  write,
  WORKGROUP,
  type GradientStore,
  type Grid,
  type Kernel,
} from './kernel.ts';
import { declareNorm, normalised } from './normalised.ts';
import { ioBuffers, ioFields, ioName, PLAIN_IO, statistics, statisticsMemory, type ForwardIo } from './statistics.ts';
import {
  addProducts,
  addTransposedProducts,
  CONV_FIELDS,
  eachFilter,
  forwardTaps,
  GRADIENT_TAPS,
  gradientPlace,
  gradientTaps,
  isInside,
  sourceValue,
  type ConvTile,
} from './conv-taps.ts';

/** The workgroup's first pixel, the place of the thread's `j`th pixel in the workgroup, and its index. */
const firstPixel = ({ pixels }: ConvTile): string => `group.y * ${WORKGROUP * pixels}u`;
const placeOf = ({ pixels }: ConvTile, j: number): string => `(lane / 8u) * ${8 * pixels}u + ${8 * j}u + lane % 8u`;
const pixelOf = (tile: ConvTile, j: number): string => `${firstPixel(tile)} + ${placeOf(tile, j)}`;

const nameOf = (kind: string, tile: ConvTile, pointwise: boolean): string =>
  `${kind} ${tile.pixels}x${tile.vec4s}${tile.broadcastWidth === 1 ? '' : ` broadcast ${tile.broadcastWidth}`}${pointwise ? ' pointwise' : ''}`;

/** Forward. `pointwise`: 1x1, stride 1, no padding. */
export const convForward = memoizeKernel((tile: ConvTile, pointwise: boolean, io: ForwardIo = PLAIN_IO): Kernel => {
  const { pixels, vec4s } = tile;
  const { isNormalised, hasStatistics } = io;
  return {
    name: nameOf('convForward', tile, pointwise) + ioName(io),
    fields: [...CONV_FIELDS, ...ioFields(io)],
    buffers: [read('x', 'activation'), read('f', 'mat4x4f'), ...ioBuffers(io), write('y', 'activation')],
    subgroups: tile.broadcastWidth > 1,
    prelude: statisticsMemory(io, WORKGROUP * pixels),
    body: `
  let count = p.n * p.oh * p.ow; let co = group.x * ${vec4s}u; let end = p.ciq * p.xPlane;
  ${unroll(pixels, (j) => `let at${j} = min(${pixelOf(tile, j)}, count - 1u);`)}
  ${unroll(pixels * vec4s, (k) => `var s${k} = vec4f(0.0);`)}
  ${unroll(vec4s, (q) => `let column${q} = min(co + ${q}u, p.coq - 1u);`)}
  ${forwardTaps(
    pointwise,
    (text) => unroll(pixels, text),
    `
  ${isNormalised ? 'var c = 0u;' : ''}
  for (var offset = 0u; offset < end; offset += p.xPlane) {
    ${declareNorm(isNormalised, 'c')}
    ${unroll(pixels, (j) => `let v${j} = ${sourceValue(pointwise, j, ['x', 'offset'], (x) => `max(${normalised(isNormalised, x)}, vec4f(p.floor))`)};`)}
    ${eachFilter(
      tile,
      (q) => `row + column${q}`,
      (q) => unroll(pixels, (j) => addProducts(`s${j * vec4s + q}`, `v${j}`)),
    )}
    row += p.coq;
    ${isNormalised ? 'c++;' : ''}
  }`,
  )}
  ${unroll(
    pixels,
    (j) => `if (${pixelOf(tile, j)} < count) {
    ${unroll(vec4s, (q) => `if (co + ${q}u < p.coq) { y[(co + ${q}u) * p.yPlane + at${j}] = s${j * vec4s + q}; }`)} }`,
  )}
  ${
    hasStatistics
      ? unroll(vec4s, (q) =>
          statistics({
            width: WORKGROUP * pixels,
            first: firstPixel(tile),
            pixels,
            place: (j) => placeOf(tile, j),
            value: (j) => `s${j * vec4s + q}`,
            vec4: `co + ${q}u`,
          }),
        )
      : ''
  }`,
  };
});

/**
 * Input gradient: dx[n, y, x, ci] = sum over taps and co of dy[n, (y + py - ky) / sh, (x + px - kx) / sw, co] w[ky, kx, ci, co]
 * where the divisions are whole, times (x > 0) after a ReLU. A workgroup has pixels of one stride phase (coordinates modulo the
 * strides), its z: the same taps read them.
 */
export const convInputGradient = memoizeKernel((tile: ConvTile, pointwise: boolean, store: GradientStore): Kernel => {
  const { pixels, vec4s } = tile;
  return {
    name: `${nameOf('convInputGradient', tile, pointwise)}${storeName(store)}`,
    fields: [...CONV_FIELDS, ...storeFields(store)],
    buffers: [read('dy', 'activation'), read('f', 'mat4x4f'), ...storeBuffers(store)],
    subgroups: tile.broadcastWidth > 1,
    prelude: pointwise ? '' : GRADIENT_TAPS,
    body: `
  let count = p.n * p.rows * p.columns; let ci = group.x * ${vec4s}u; let end = p.coq * p.yPlane;
  ${unroll(pixels, (j) => `let slot${j} = min(${pixelOf(tile, j)}, count - 1u); ${pointwise ? '' : gradientPlace(j)}`)}
  ${unroll(pixels * vec4s, (k) => `var s${k} = vec4f(0.0);`)}
  ${unroll(vec4s, (q) => `let rows${q} = min(ci + ${q}u, p.ciq - 1u) * p.coq;`)}
  ${gradientTaps(
    pointwise,
    (text) => unroll(pixels, text),
    `
  var block = tap;
  for (var offset = 0u; offset < end; offset += p.yPlane) {
    ${unroll(pixels, (j) => `let v${j} = ${sourceValue(pointwise, j, ['dy', 'offset'])};`)}
    ${eachFilter(
      tile,
      (q) => `block + rows${q}`,
      (q) => unroll(pixels, (j) => addTransposedProducts(`s${j * vec4s + q}`, `v${j}`)),
    )}
    block++;
  }`,
  )}
  ${unroll(pixels, (j) => {
    const at = (q: number): string => `(ci + ${q}u) * p.xPlane + ${pointwise ? `slot${j}` : `at${j}`}`;
    return `if (${pixelOf(tile, j)} < count${pointwise ? '' : ` && ${isInside(j)}`}) {
    ${unroll(vec4s, (q) => `if (ci + ${q}u < p.ciq) { ${storeGradient(store, at(q), `s${j * vec4s + q}`, `(ci + ${q}u)`)} }`)} }`;
  })}`,
  };
});

/** Workgroups [channel tiles, pixels, stride phases]. */
export const convGrid = ({ pixels, vec4s }: ConvTile, count: number, channelVec4s: number, phases = 1): Grid => [
  Math.ceil(channelVec4s / vec4s),
  Math.ceil(count / (WORKGROUP * pixels)),
  phases,
];
