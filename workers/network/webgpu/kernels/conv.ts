/**
 * @file Dense convolution, SAME: y[n, oy, ox, co] = sum over ky, kx, ci of x[n, oy sh + ky - py, ox sw + kx - px, ci]
 * w[ky, kx, ci, co], with relu(x) for x where the layer before is a ReLU, which is then never stored. Filters lie as
 * [kh][kw][4 ciq][coq] of vec4f over co.
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
import { CONV_FIELDS, eachFilter, forwardTaps, gradientTaps, storeAtSlot, type ConvTile } from './conv-taps.ts';

/** Index of the thread's `j`th pixel. */
const pixelOf = ({ pixels }: ConvTile, j: number): string =>
  `group.y * ${WORKGROUP * pixels}u + (lane / 8u) * ${8 * pixels}u + ${8 * j}u + lane % 8u`;

const nameOf = (kind: string, tile: ConvTile, pointwise: boolean): string =>
  `${kind} ${tile.pixels}x${tile.vec4s}${tile.broadcastWidth === 1 ? '' : ` broadcast ${tile.broadcastWidth}`}${pointwise ? ' pointwise' : ''}`;

/** Forward. `pointwise`: 1x1, stride 1, no padding. */
export const convForward = memoizeKernel((tile: ConvTile, pointwise: boolean, io: ForwardIo = PLAIN_IO): Kernel => {
  const { pixels, vec4s } = tile;
  const { isNormalised } = io;
  return {
    name: nameOf('convForward', tile, pointwise) + ioName(io),
    fields: [...CONV_FIELDS, ...ioFields(io)],
    buffers: [read('x', 'activation'), read('f'), ...ioBuffers(io), write('y', 'activation')],
    subgroups: tile.broadcastWidth > 1,
    prelude: statisticsMemory(io, WORKGROUP * pixels),
    body: `
  let count = p.n * p.oh * p.ow; let co = group.x * ${vec4s}u;
  ${unroll(pixels, (j) => `let at${j} = min(${pixelOf(tile, j)}, count - 1u);`)}
  ${unroll(pixels * vec4s, (k) => `var s${k} = vec4f(0.0);`)}
  ${unroll(vec4s, (q) => `let column${q} = min(co + ${q}u, p.coq - 1u);`)}
  ${forwardTaps(
    pointwise,
    (text) => unroll(pixels, text),
    `
  for (var c = 0u; c < p.ciq; c++) {
    ${declareNorm(isNormalised, 'c')}
    ${unroll(pixels, (j) => {
      const value = `max(${normalised(isNormalised, `x[from${j}]`)}, vec4f(p.floor))`;
      return `let v${j} = ${pointwise ? value : `select(vec4f(0.0), ${value}, inside${j})`}; from${j} += p.xPlane;`;
    })}
    ${eachFilter(
      tile,
      (q) => `row + column${q}`,
      'p.coq',
      (q) => unroll(pixels, (j) => `s${j * vec4s + q} += v${j}.x * w0 + v${j}.y * w1 + v${j}.z * w2 + v${j}.w * w3;`),
    )}
    row += 4u * p.coq;
  }`,
  )}
  ${unroll(
    pixels,
    (j) => `if (${pixelOf(tile, j)} < count) {
    ${unroll(vec4s, (q) => `if (co + ${q}u < p.coq) { y[(co + ${q}u) * p.yPlane + at${j}] = s${j * vec4s + q}; }`)} }`,
  )}
  ${
    io.hasStatistics
      ? unroll(vec4s, (q) =>
          statistics({
            width: WORKGROUP * pixels,
            first: `group.y * ${WORKGROUP * pixels}u`,
            pixels,
            place: (j) => `(lane / 8u) * ${8 * pixels}u + ${8 * j}u + lane % 8u`,
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
    buffers: [read('dy', 'activation'), read('f'), ...storeBuffers(store)],
    subgroups: tile.broadcastWidth > 1,
    body: `
  let rows = (p.h + p.sh - 1u) / p.sh; let columns = (p.w + p.sw - 1u) / p.sw;
  let count = p.n * rows * columns; let ci = group.x * ${vec4s}u;
  ${unroll(pixels, (j) => `let slot${j} = min(${pixelOf(tile, j)}, count - 1u);`)}
  ${unroll(pixels * vec4s, (k) => `var s${k} = vec4f(0.0);`)}
  ${unroll(vec4s, (q) => `let rows${q} = 4u * min(ci + ${q}u, p.ciq - 1u) * p.coq;`)}
  ${gradientTaps(
    pointwise,
    (text) => unroll(pixels, text),
    `
  for (var c = 0u; c < p.coq; c++) {
    ${unroll(
      pixels,
      (j) =>
        `let v${j} = ${pointwise ? `dy[from${j}]` : `select(vec4f(0.0), dy[from${j}], inside${j})`}; from${j} += p.yPlane;`,
    )}
    ${eachFilter(
      tile,
      (q) => `tap + rows${q} + c`,
      'p.coq',
      (q) =>
        unroll(
          pixels,
          (j) => `s${j * vec4s + q} += vec4f(dot(v${j}, w0), dot(v${j}, w1), dot(v${j}, w2), dot(v${j}, w3));`,
        ),
    )}
  }`,
  )}
  ${unroll(pixels, (j) => {
    const stored = unroll(
      vec4s,
      (q) =>
        `if (ci + ${q}u < p.ciq) { ${storeGradient(store, `(ci + ${q}u) * p.xPlane + at`, `s${j * vec4s + q}`, `(ci + ${q}u)`)} }`,
    );
    return storeAtSlot(pointwise, `slot${j}`, `${pixelOf(tile, j)} < count`, stored);
  })}`,
  };
});

/** Input pixels of one stride phase, rounded up. */
export const pixelsPerPhase = ({ n, h, w, sh, sw }: Readonly<Record<'n' | 'h' | 'w' | 'sh' | 'sw', number>>): number =>
  n * Math.ceil(h / sh) * Math.ceil(w / sw);

/** Workgroups [channel tiles, pixels, stride phases]. */
export const convGrid = ({ pixels, vec4s }: ConvTile, count: number, channelVec4s: number, phases = 1): Grid => [
  Math.ceil(channelVec4s / vec4s),
  Math.ceil(count / (WORKGROUP * pixels)),
  phases,
];
