/**
 * @file Dense convolution, SAME: y[n, oy, ox, co] = sum over ky, kx, ci of x[n, oy sh + ky - py, ox sw + kx - px, ci]
 * w[ky, kx, ci, co], with relu(x) for x where the layer before is a ReLU, which is then never stored. Filters lie as
 * [kh][kw][4 ciq][coq] of vec4f over co.
 *
 * Forward and input gradient: a thread holds `pixels` x `quads` sums; eight threads side by side take runs of eight pixels, 128 bytes
 * (a cache line of a graphics card, two of a processor). The filters are the workgroup's own, the same for all its threads, and where
 * threads form subgroups each loads another row of what a step needs and hands it to the others: a quarter or an eighth of the loads.
 * Workgroups with the same pixels follow one another, so that these are in a cache when read again.
 */
import {
  broadcast,
  read,
  remembered,
  storeBuffers,
  storeGradient,
  storeName,
  unroll,
  write,
  WORKGROUP,
  type GradientStore,
  type Grid,
  type Kernel,
  type Sharing,
} from './kernel.ts';

/** How a thread of a convolution is cut; `plan/tuning.ts` picks it for the device. */
export interface ConvTile {
  readonly pixels: number;
  /** Groups of four output channels. */
  readonly quads: number;
  readonly sharing: Sharing;
}

/**
 * Shapes of a convolution. `py`, `px` are -1 for the shifted path of a factorised reduction; planes count vec4f; `floor` is 0 with a
 * ReLU before, else the least float.
 */
export const CONV_FIELDS = 'n h w ciq oh ow coq kh kw sh sw py px xPlane yPlane floor:f32'.split(' ');

/**
 * For each channel group q of the tile, the four rows of filters at `at(q)`, `rowStep` apart, as w0 ... w3, and what uses them. `sub` is the
 * thread's place in its subgroup.
 */
export function eachFilter(
  { quads, sharing }: ConvTile,
  at: (q: number) => string,
  rowStep: string,
  use: (q: number) => string,
): string {
  const rows = (text: (row: number) => string): string => unroll(4, (row) => `let w${row} = ${text(row)};`);
  if (sharing === 1) {
    return unroll(
      quads,
      (q) => `{ let first = ${at(q)}; ${rows((row) => `f[first + ${row}u * ${rowStep}]`)} ${use(q)} }`,
    );
  }
  const perLoad = sharing / 4; // channel groups that one load of all who share serves: one, or two
  return unroll(Math.ceil(quads / perLoad), (load) => {
    const served = Array.from({ length: perLoad }, (_, i) => load * perLoad + i).filter((q) => q < quads);
    const [even, odd] = [at(served[0]!), at(served.at(-1)!)];
    const from = perLoad === 1 ? even : `select(${even}, ${odd}, (sub & 4u) != 0u)`;
    return `{ let own = f[${from} + (sub & 3u) * ${rowStep}];
      ${served.map((q, i) => `{ ${rows((row) => broadcast(sharing, 'own', 4 * i + row))} ${use(q)} }`).join(' ')} }`;
  });
}

/** The `j`th of the thread's pixels among all of the workgroup's row of the grid. */
const pixelOf = ({ pixels }: ConvTile, j: number): string =>
  `group.y * ${WORKGROUP * pixels}u + (lane / 8u) * ${8 * pixels}u + ${8 * j}u + lane % 8u`;

const nameOf = (kind: string, tile: ConvTile, pointwise: boolean): string =>
  `${kind} ${tile.pixels}x${tile.quads}${tile.sharing === 1 ? '' : ` shared by ${tile.sharing}`}${pointwise ? ' pointwise' : ''}`;

/** Forward. `pointwise`: 1x1, stride 1, no padding. */
export const convForward = remembered((tile: ConvTile, pointwise: boolean): Kernel => {
  const { pixels, quads } = tile;
  return {
    name: nameOf('convForward', tile, pointwise),
    fields: CONV_FIELDS,
    buffers: [read('x'), read('f'), write('y')],
    subgroups: tile.sharing > 1,
    body: `
  let count = p.n * p.oh * p.ow; let co = group.x * ${quads}u;
  ${unroll(pixels, (j) => `let at${j} = min(${pixelOf(tile, j)}, count - 1u);`)}
  ${unroll(pixels * quads, (k) => `var s${k} = vec4f(0.0);`)}
  ${unroll(quads, (q) => `let column${q} = min(co + ${q}u, p.coq - 1u);`)}
  ${
    pointwise
      ? ''
      : unroll(
          pixels,
          (j) => `let left${j} = i32((at${j} % p.ow) * p.sw) - i32(p.px);
  let top${j} = i32(((at${j} / p.ow) % p.oh) * p.sh) - i32(p.py); let image${j} = i32(at${j} / (p.ow * p.oh) * p.h);`,
        )
  }
  var row = 0u;
  ${pointwise ? '' : 'for (var ky = 0i; ky < i32(p.kh); ky++) { for (var kx = 0i; kx < i32(p.kw); kx++) {'}
  ${unroll(pixels, (j) =>
    pointwise
      ? `var from${j} = at${j};`
      : `let inside${j} = top${j} + ky >= 0 && top${j} + ky < i32(p.h) && left${j} + kx >= 0 && left${j} + kx < i32(p.w);
  var from${j} = select(0u, u32((image${j} + top${j} + ky) * i32(p.w) + left${j} + kx), inside${j});`,
  )}
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
      (q) => unroll(pixels, (j) => `s${j * quads + q} += v${j}.x * w0 + v${j}.y * w1 + v${j}.z * w2 + v${j}.w * w3;`),
    )}
    row += 4u * p.coq;
  }
  ${pointwise ? '' : '} }'}
  ${unroll(
    pixels,
    (j) => `if (${pixelOf(tile, j)} < count) {
    ${unroll(quads, (q) => `if (co + ${q}u < p.coq) { y[(co + ${q}u) * p.yPlane + at${j}] = s${j * quads + q}; }`)} }`,
  )}`,
  };
});

/**
 * Input gradient: dx[n, y, x, ci] = sum over taps and co of dy[n, (y + py - ky) / sh, (x + px - kx) / sw, co] w[ky, kx, ci, co]
 * where the divisions are whole, times (x > 0) after a ReLU. Pixels are taken by their place modulo the stride, so that
 * a workgroup's taps mostly miss together.
 */
export const convInputGradient = remembered((tile: ConvTile, pointwise: boolean, store: GradientStore): Kernel => {
  const { pixels, quads } = tile;
  return {
    name: `${nameOf('convInputGradient', tile, pointwise)}${storeName(store)}`,
    fields: CONV_FIELDS,
    buffers: [read('dy'), read('f'), ...storeBuffers(store)],
    subgroups: tile.sharing > 1,
    prelude: pointwise ? '' : PHASES,
    body: `
  let count = ${pointwise ? 'p.n * p.h * p.w' : 'phaseCount()'}; let ci = group.x * ${quads}u;
  ${unroll(pixels, (j) => `let slot${j} = ${pixelOf(tile, j)};`)}
  ${unroll(pixels * quads, (k) => `var s${k} = vec4f(0.0);`)}
  ${unroll(quads, (q) => `let rows${q} = 4u * min(ci + ${q}u, p.ciq - 1u) * p.coq;`)}
  ${unroll(pixels, (j) =>
    pointwise
      ? `let at${j} = min(slot${j}, count - 1u); let valid${j} = slot${j} < count;`
      : `let place${j} = placeOf(min(slot${j}, count - 1u)); let valid${j} = slot${j} < count && place${j}.y < p.h && place${j}.z < p.w;
  let at${j} = (place${j}.x * p.h + min(place${j}.y, p.h - 1u)) * p.w + min(place${j}.z, p.w - 1u);
  let down${j} = i32(place${j}.y) + i32(p.py); let across${j} = i32(place${j}.z) + i32(p.px);`,
  )}
  ${
    pointwise
      ? '{ { let tap = 0u;'
      : `for (var ky = 0i; ky < i32(p.kh); ky++) { for (var kx = 0i; kx < i32(p.kw); kx++) {
  let tap = u32(ky * i32(p.kw) + kx) * 4u * p.ciq * p.coq;`
  }
  ${unroll(pixels, (j) =>
    pointwise
      ? `var from${j} = at${j};`
      : `let oy${j} = (down${j} - ky) / i32(p.sh); let ox${j} = (across${j} - kx) / i32(p.sw);
  let inside${j} = down${j} >= ky && across${j} >= kx && oy${j} * i32(p.sh) == down${j} - ky && ox${j} * i32(p.sw) == across${j} - kx
    && oy${j} < i32(p.oh) && ox${j} < i32(p.ow);
  var from${j} = select(0u, (place${j}.x * p.oh + u32(oy${j})) * p.ow + u32(ox${j}), inside${j});`,
  )}
  ${
    pointwise
      ? ''
      : tile.sharing > 1
        ? `if (!subgroupAny(${Array.from({ length: pixels }, (_, j) => `inside${j}`).join(' || ')})) { continue; }`
        : `if (!(${Array.from({ length: pixels }, (_, j) => `inside${j}`).join(' || ')})) { continue; }`
  }
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
          (j) => `s${j * quads + q} += vec4f(dot(v${j}, w0), dot(v${j}, w1), dot(v${j}, w2), dot(v${j}, w3));`,
        ),
    )}
  }
  } }
  ${unroll(
    pixels,
    (j) => `if (valid${j}) {
    ${unroll(
      quads,
      (q) =>
        `if (ci + ${q}u < p.ciq) { ${storeGradient(store, `(ci + ${q}u) * p.xPlane + at${j}`, `s${j * quads + q}`)} }`,
    )} }`,
  )}`,
  };
});

/** Input pixels in the order phase row, phase column, image, row, column: [image, y, x] of a slot; some lie outside. */
const PHASES = `
fn phaseCount() -> u32 { return p.sh * p.sw * p.n * ((p.h + p.sh - 1u) / p.sh) * ((p.w + p.sw - 1u) / p.sw); }
fn placeOf(slot: u32) -> vec3u {
  let rows = (p.h + p.sh - 1u) / p.sh; let columns = (p.w + p.sw - 1u) / p.sw;
  let phase = slot / (p.n * rows * columns);
  return vec3u((slot / (rows * columns)) % p.n, ((slot / columns) % rows) * p.sh + phase / p.sw, (slot % columns) * p.sw + phase % p.sw);
}`;

/** Threads' worth of pixels of an input gradient, phases rounded up. */
export const phaseSlots = ({ n, h, w, sh, sw }: { n: number; h: number; w: number; sh: number; sw: number }): number =>
  sh * sw * n * Math.ceil(h / sh) * Math.ceil(w / sw);

/** Workgroups [channel tiles, pixels]. */
export const convGrid = ({ pixels, quads }: ConvTile, slots: number, channelQuads: number): Grid => [
  Math.ceil(channelQuads / quads),
  Math.ceil(slots / (WORKGROUP * pixels)),
  1,
];
