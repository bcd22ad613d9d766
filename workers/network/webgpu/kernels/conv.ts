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
  broadcast,
  read,
  memoizeKernel,
  storeBuffers,
  storeGradient,
  storeName,
  unroll,
  write,
  WORKGROUP,
  type GradientStore,
  type Grid,
  type Kernel,
  type BroadcastWidth,
} from './kernel.ts';

/** Tile of a thread of a convolution; `tuning/tuning.ts` chooses it for the device. */
export interface ConvTile {
  readonly pixels: number;
  /** Groups of four output channels. */
  readonly vec4s: number;
  readonly broadcastWidth: BroadcastWidth;
}

/**
 * Shapes of a convolution. `py`, `px` are -1 for the shifted path of a factorised reduction; planes count vec4f; `floor` is 0 with a
 * ReLU before, else the least float.
 */
export const CONV_FIELDS = 'n h w ciq oh ow coq kh kw sh sw py px xPlane yPlane floor:f32'.split(' ');

/**
 * For each channel group q of the tile, the four rows of filters at `at(q)`, `rowStep` apart, as w0 ... w3, and what uses them. `sub` is the
 * lane in its subgroup.
 */
export function eachFilter(
  { vec4s, broadcastWidth }: ConvTile,
  at: (q: number) => string,
  rowStep: string,
  use: (q: number) => string,
): string {
  const rows = (text: (row: number) => string): string => unroll(4, (row) => `let w${row} = ${text(row)};`);
  if (broadcastWidth === 1) {
    return unroll(
      vec4s,
      (q) => `{ let first = ${at(q)}; ${rows((row) => `f[first + ${row}u * ${rowStep}]`)} ${use(q)} }`,
    );
  }
  const perLoad = broadcastWidth / 4; // channel groups that one broadcast serves: one, or two
  return unroll(Math.ceil(vec4s / perLoad), (load) => {
    const served = Array.from({ length: perLoad }, (_, i) => load * perLoad + i).filter((q) => q < vec4s);
    const [even, odd] = [at(served[0]!), at(served.at(-1)!)];
    const from = perLoad === 1 ? even : `select(${even}, ${odd}, (sub & 4u) != 0u)`;
    return `{ let own = f[${from} + (sub & 3u) * ${rowStep}];
      ${served.map((q, i) => `{ ${rows((row) => broadcast(broadcastWidth, 'own', 4 * i + row))} ${use(q)} }`).join(' ')} }`;
  });
}

/** Index of the thread's `j`th pixel. */
const pixelOf = ({ pixels }: ConvTile, j: number): string =>
  `group.y * ${WORKGROUP * pixels}u + (lane / 8u) * ${8 * pixels}u + ${8 * j}u + lane % 8u`;

const nameOf = (kind: string, tile: ConvTile, pointwise: boolean): string =>
  `${kind} ${tile.pixels}x${tile.vec4s}${tile.broadcastWidth === 1 ? '' : ` broadcast ${tile.broadcastWidth}`}${pointwise ? ' pointwise' : ''}`;

/** Runs a text for each pixel of a thread. */
type EachPixel = (text: (j: number) => string) => string;

/**
 * For each tap, `body`, with the source from<j> of the output at<j> in its plane, inside<j>, and the filters' row, which `body` moves on to the
 * next tap's.
 */
export const forwardTaps = (isPointwise: boolean, each: EachPixel, body: string): string =>
  isPointwise
    ? `var row = 0u; ${each((j) => `var from${j} = at${j};`)} ${body}`
    : `
  ${each(
    (j) => `let left${j} = i32((at${j} % p.ow) * p.sw) - i32(p.px);
  let top${j} = i32(((at${j} / p.ow) % p.oh) * p.sh) - i32(p.py); let image${j} = i32(at${j} / (p.ow * p.oh) * p.h);`,
  )}
  var row = 0u;
  for (var ky = 0i; ky < i32(p.kh); ky++) { for (var kx = 0i; kx < i32(p.kw); kx++) {
    ${each(
      (
        j,
      ) => `let inside${j} = top${j} + ky >= 0 && top${j} + ky < i32(p.h) && left${j} + kx >= 0 && left${j} + kx < i32(p.w);
    var from${j} = select(0u, u32((image${j} + top${j} + ky) * i32(p.w) + left${j} + kx), inside${j});`,
    )}
    ${body}
  } }`;

/**
 * For each tap that reaches the workgroup's stride phase, `body`, with the source from<j> in dy of the input slot<j>, inside<j>, and
 * the filters of the `tap`.
 */
export const gradientTaps = (isPointwise: boolean, each: EachPixel, body: string): string =>
  isPointwise
    ? `let tap = 0u; ${each((j) => `var from${j} = slot${j};`)} ${body}`
    : `
  let phase = vec2i(i32(group.z % p.sw), i32(group.z / p.sw)); let stride = vec2i(i32(p.sw), i32(p.sh));
  let reach = phase + vec2i(i32(p.px), i32(p.py)); let least = (reach + stride) % stride; let shift = (reach - least) / stride;
  ${each(
    (j) => `let column${j} = i32(slot${j} % columns) + shift.x; let row${j} = i32(slot${j} / columns % rows) + shift.y;
  let base${j} = (i32(slot${j} / (columns * rows) * p.oh) + row${j}) * i32(p.ow) + column${j};`,
  )}
  for (var down = 0i; down * stride.y + least.y < i32(p.kh); down++) { for (var across = 0i; across * stride.x + least.x < i32(p.kw); across++) {
    let tap = u32((down * stride.y + least.y) * i32(p.kw) + across * stride.x + least.x) * 4u * p.ciq * p.coq;
    ${each(
      (j) => `let inside${j} = u32(row${j} - down) < p.oh && u32(column${j} - across) < p.ow;
    var from${j} = select(0u, u32(base${j} - down * i32(p.ow) - across), inside${j});`,
    )}
    ${body}
  } }`;

/** Runs `stored`, which stores at `at` of the plane, for the input of a slot, if it is one. */
export const storeAtSlot = (isPointwise: boolean, slot: string, isOne: string, stored: string): string =>
  isPointwise
    ? `if (${isOne}) { let at = ${slot}; ${stored} }`
    : `{
    let column = ${slot} % columns * p.sw + group.z % p.sw; let row = ${slot} / columns % rows * p.sh + group.z / p.sw;
    if (${isOne} && row < p.h && column < p.w) {
      let at = (${slot} / (columns * rows) * p.h + row) * p.w + column; ${stored} } }`;

/** Forward. `pointwise`: 1x1, stride 1, no padding. */
export const convForward = memoizeKernel((tile: ConvTile, pointwise: boolean): Kernel => {
  const { pixels, vec4s } = tile;
  return {
    name: nameOf('convForward', tile, pointwise),
    fields: CONV_FIELDS,
    buffers: [read('x'), read('f'), write('y')],
    subgroups: tile.broadcastWidth > 1,
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
    ${unroll(
      pixels,
      (j) =>
        `let v${j} = ${pointwise ? `max(x[from${j}], vec4f(p.floor))` : `select(vec4f(0.0), max(x[from${j}], vec4f(p.floor)), inside${j})`}; from${j} += p.xPlane;`,
    )}
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
  )}`,
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
    fields: CONV_FIELDS,
    buffers: [read('dy'), read('f'), ...storeBuffers(store)],
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
      (q) => `if (ci + ${q}u < p.ciq) { ${storeGradient(store, `(ci + ${q}u) * p.xPlane + at`, `s${j * vec4s + q}`)} }`,
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
