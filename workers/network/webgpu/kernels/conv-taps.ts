/**
 * @file WGSL that the dense convolutions of `conv.ts`, `conv-staged.ts` and `conv-streaming.ts` have in common: rows of filters, taps, and where
 * a gradient is stored.
 */
import { divided, GRID_FIELDS } from './grid.ts';
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
export const CONV_FIELDS = [
  ...'n h w ciq oh ow coq kh kw sh sw py px xPlane yPlane floor:f32'.split(' '),
  ...GRID_FIELDS,
];

/**
 * For each channel group q of the tile, the filter's block at `at(q)`, four rows of inputs by four outputs, as w0 ... w3, and what uses them.
 * `sub` is the lane in its subgroup.
 */
export function eachFilter(
  { vec4s, broadcastWidth }: Pick<ConvTile, 'vec4s' | 'broadcastWidth'>,
  at: (q: number) => string,
  use: (q: number) => string,
): string {
  const rows = (text: (row: number) => string): string => unroll(4, (row) => `let w${row} = ${text(row)};`);
  if (broadcastWidth === 1) {
    return unroll(vec4s, (q) => `{ let w = f[${at(q)}]; ${rows((row) => `w[${row}]`)} ${use(q)} }`);
  }
  const perLoad = broadcastWidth / 4; // channel groups that one broadcast serves: one, or two
  return unroll(Math.ceil(vec4s / perLoad), (load) => {
    const served = Array.from({ length: perLoad }, (_, i) => load * perLoad + i).filter((q) => q < vec4s);
    const [even, odd] = [at(served[0]!), at(served.at(-1)!)];
    const from = perLoad === 1 ? even : `select(${even}, ${odd}, (sub & 4u) != 0u)`;
    return `{ let own = f[${from}][sub & 3u];
      ${served.map((q, i) => `{ ${rows((row) => broadcast(broadcastWidth, 'own', 4 * i + row))} ${use(q)} }`).join(' ')} }`;
  });
}

/**
 * Adds to `sum` what an input `v` of four channels makes of a filter's rows w0 ... w3, a multiply-add behind another: no register holds a part of
 * the sum, and every kernel rounds alike.
 */
export const addProducts = (sum: string, v: string): string =>
  unroll(4, (r) => `${sum} = fma(vec4f(${v}.${'xyzw'[r]!}), w${r}, ${sum});`);

/** The same for a gradient, which the rows' outputs have: of each output, what its four weights make of it. */
export const addTransposedProducts = (sum: string, v: string): string =>
  unroll(4, (r) => {
    const c = 'xyzw'[r]!;
    return `${sum} = fma(vec4f(${v}.${c}), vec4f(w0.${c}, w1.${c}, w2.${c}, w3.${c}), ${sum});`;
  });

/** Runs a text for each pixel of a thread. */
type EachPixel = (text: (j: number) => string) => string;

/**
 * The value of pixel `j`'s source at vec4f `offset` beyond its plane, from `buffer`; `value` is made of it. Zero where the source is outside the image:
 * from<j> is then negative.
 */
export const sourceValue = (
  isPointwise: boolean,
  j: number,
  [buffer, offset]: readonly [buffer: string, offset: string],
  value = (loaded: string): string => loaded,
): string =>
  isPointwise
    ? value(`${buffer}[from${j} + ${offset}]`)
    : `select(vec4f(0.0), ${value(`${buffer}[u32(max(from${j}, 0)) + ${offset}]`)}, from${j} >= 0)`;

/**
 * For each tap, `body`, with the source from<j> of the output at<j> in its plane, and the filter's `row` of blocks, which `body` moves on to the next
 * tap's. Rows and columns share a register.
 */
export const forwardTaps = (isPointwise: boolean, each: EachPixel, body: string): string =>
  isPointwise
    ? `var row = 0u; ${each((j) => `let from${j} = at${j};`)} ${body}`
    : `
  ${each(
    (j) => `${placeOf(`at${j}`, j)}
  let base${j} = i32((image${j} * p.h + (place${j} >> 16u) * p.sh) * p.w + (place${j} & 65535u) * p.sw);`,
  )}
  var row = 0u;
  for (var ky = 0i; ky < i32(p.kh); ky++) { for (var kx = 0i; kx < i32(p.kw); kx++) {
    let down = ky - i32(p.py); let across = kx - i32(p.px); let step = down * i32(p.w) + across;
    ${each(
      (j) =>
        `let from${j} = select(-1, base${j} + step, u32(i32((place${j} >> 16u) * p.sh) + down) < p.h && u32(i32((place${j} & 65535u) * p.sw) + across) < p.w);`,
    )}
    ${body}
  } }`;

/** Image, row and column of an index: image<j>, and place<j>, which has both of the others. */
const placeOf = (index: string, j: number): string => `
  let image${j} = ${divided(index, 'p.perImage')}; let inImage${j} = ${index} - image${j} * p.rows * p.columns; let row${j} = ${divided(`inImage${j}`, 'p.perRow')};
  let place${j} = (row${j} << 16u) | (inImage${j} - row${j} * p.columns);`;

/** WGSL of where the input `slot<j>` of the workgroup's stride phase lies: place<j>, its row and column there, and at<j>, its index in the plane. */
export const gradientPlace = (j: number): string => `
  ${placeOf(`slot${j}`, j)}
  let at${j} = (image${j} * p.h + (place${j} >> 16u) * p.sh + (group.z >> (p.sw - 1u))) * p.w + (place${j} & 65535u) * p.sw + (group.z & (p.sw - 1u));`;

/** Whether the input is in the image: at a stride the last phase may have a row or column less. */
export const isInside = (j: number): string =>
  `(place${j} >> 16u) * p.sh + (group.z >> (p.sw - 1u)) < p.h && (place${j} & 65535u) * p.sw + (group.z & (p.sw - 1u)) < p.w`;

/**
 * For each tap that reaches the workgroup's stride phase, `body`, with the source from<j> in dy of the input slot<j>, and the filter's blocks of the
 * `tap`.
 */
export const gradientTaps = (isPointwise: boolean, each: EachPixel, body: string): string =>
  isPointwise
    ? `let tap = 0u; ${each((j) => `let from${j} = slot${j};`)} ${body}`
    : `
  ${each((j) => `let base${j} = i32((image${j} * p.oh + (place${j} >> 16u)) * p.ow + (place${j} & 65535u));`)}
  for (var ky = leastTap((group.z >> (p.sw - 1u)), p.sh, p.py); ky < p.kh; ky += p.sh) { for (var kx = leastTap((group.z & (p.sw - 1u)), p.sw, p.px); kx < p.kw; kx += p.sw) {
    let down = sourceOf((group.z >> (p.sw - 1u)), ky, p.sh, p.py); let across = sourceOf((group.z & (p.sw - 1u)), kx, p.sw, p.px); let step = down * i32(p.ow) + across;
    ${each(
      (j) =>
        `let from${j} = select(-1, base${j} + step, u32(i32(place${j} >> 16u) + down) < p.oh && u32(i32(place${j} & 65535u) + across) < p.ow);`,
    )}
    let tap = (ky * p.kw + kx) * p.ciq * p.coq;
    ${body}
  } }`;

/**
 * Functions of {@link gradientTaps}: along an axis, the first tap of a stride phase, and the output that a tap reads for the phase's first
 * input; strides are 1 or 2. */
export const GRADIENT_TAPS = `
fn leastTap(phase: u32, stride: u32, padding: u32) -> u32 { return (phase + padding) & (stride - 1u); }
fn sourceOf(phase: u32, tap: u32, stride: u32, padding: u32) -> i32 { return (i32(phase + padding) - i32(tap)) >> (stride - 1u); }`;
