/**
 * @file WGSL that the dense convolutions of `conv.ts`, `conv-staged.ts` and `conv-streaming.ts` have in common: rows of filters, taps, and where
 * a gradient is stored.
 */
import { broadcast, unroll, type BroadcastWidth } from './kernel.ts';

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
