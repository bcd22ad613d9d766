/**
 * @file Depthwise convolution, SAME, multiplier 1: y[n, oy, ox, c] = sum over ky, kx of x[n, oy s + ky d - p, ox s + kx d - p, c]
 * w[ky, kx, c], with relu(x) for x where the layer before is a ReLU. Filters lie as [c/4][k][k] of vec4f over c.
 *
 * Kernel size, stride and dilation are in the text (a dozen pipelines in all), so that the taps are unrolled. Forward: a
 * thread makes {@link STRIP} outputs below one another, and the column beside them at stride 1, and loads each input once. Input
 * gradient: the same with the filter turned round where the stride is 1. Filter gradient: a thread walks down a line with the inputs in
 * registers, for one column of taps.
 */
import { PHASES } from './conv.ts';
import { LANES, sumOverLanes } from './conv-filter.ts';
import { read, unroll, write, WORKGROUP, type Grid, type Kernel } from './kernel.ts';

/** What the text of a depthwise kernel depends on. */
export interface DepthwiseKind {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
}

export const DEPTHWISE_FIELDS = 'n h w cq oh ow sh sw py px xPlane yPlane accumulate slices size floor:f32'.split(' ');

/** Rows of outputs of a thread (ours). */
export const STRIP = 4;
/** Columns of outputs of a thread: two where they share most of their inputs. */
const columnsOf = ({ stride, dilation }: DepthwiseKind): number => (stride === 1 && dilation === 1 ? 2 : 1);

const nameOf = (kind: string, { kernel, stride, dilation }: DepthwiseKind): string =>
  `${kind} ${kernel}x${kernel} stride ${stride} dilation ${dilation}`;

/**
 * Sums inputs, column by column, into the thread's outputs s<column>_<row>; `input(at)` reads one value. The weights of the column before
 * serve the second column of outputs.
 */
function strip(kind: DepthwiseKind, isTurned: boolean): string {
  const { kernel, stride, dilation } = kind;
  const columns = columnsOf(kind);
  const rows = (STRIP - 1) * stride + (kernel - 1) * dilation + 1;
  const weight = (ky: number): string => `f[taps + ${kernel * (isTurned ? kernel - 1 - ky : ky)}u + kx]`;
  const last = `${kernel - 1}u`;
  return `
  ${unroll(columns * STRIP, (k) => `var s${Math.floor(k / STRIP)}_${k % STRIP} = vec4f(0.0);`)}
  ${columns === 1 ? '' : unroll(kernel, (ky) => `var before${ky} = vec4f(0.0);`)}
  for (var column = 0u; column < ${kernel + columns - 1}u; column++) {
    let kx = ${isTurned ? `${last} - min(column, ${last})` : `min(column, ${last})`};
    ${unroll(kernel, (ky) => `let w${ky} = ${columns === 1 ? weight(ky) : `select(vec4f(0.0), ${weight(ky)}, column <= ${last})`};`)}
    let across = left + i32(column) * ${dilation};
    if (across >= 0 && across < width) {
      ${unroll(rows, (row) => {
        const uses = Array.from({ length: STRIP }, (_, j) => [j, (row - j * stride) / dilation] as const).filter(
          ([, ky]) => Number.isInteger(ky) && ky >= 0 && ky < kernel,
        );
        if (uses.length === 0) return '';
        return `if (top + ${row} >= 0 && top + ${row} < height) {
          let v = input(base + u32((top + ${row}) * width + across));
          ${uses.map(([j, ky]) => `s0_${j} += v * w${ky};${columns === 1 ? '' : ` s1_${j} += v * before${ky};`}`).join(' ')} }`;
      })}
    }
    ${columns === 1 ? '' : unroll(kernel, (ky) => `before${ky} = w${ky};`)}
  }`;
}

/** The thread's first output [row0, column0] of image n and channel group c; `columns` wide, `height` high outputs. */
const placeOfStrip = (kind: DepthwiseKind, rows: string, columns: string): string => `
  let strips = (${rows} + ${STRIP - 1}u) / ${STRIP}u; let across0 = (${columns} + ${columnsOf(kind) - 1}u) / ${columnsOf(kind)}u;
  let c = group.y; let slot = group.x * ${WORKGROUP}u + lane;
  if (slot >= p.n * strips * across0) { return; }
  let column0 = (slot % across0) * ${columnsOf(kind)}u; let row0 = ((slot / across0) % strips) * ${STRIP}u;
  let n = slot / (across0 * strips); let taps = c * ${kind.kernel ** 2}u;`;

/** Every output of the thread that exists: `store(place, sum)`. */
const storeStrip = (
  kind: DepthwiseKind,
  rows: string,
  columns: string,
  store: (at: string, sum: string) => string,
): string =>
  unroll(columnsOf(kind), (i) =>
    unroll(
      STRIP,
      (j) =>
        `if (row0 + ${j}u < ${rows} && column0 + ${i}u < ${columns}) { ${store(`first + ${j}u * ${columns} + ${i}u`, `s${i}_${j}`)} }`,
    ),
  );

/** One thread a strip; workgroups [strips, c/4]. */
export function depthwiseForward(kind: DepthwiseKind): Kernel {
  return {
    name: nameOf('depthwiseForward', kind),
    fields: DEPTHWISE_FIELDS,
    buffers: [read('x'), read('f'), write('y')],
    prelude: 'fn input(at: u32) -> vec4f { return max(x[at], vec4f(p.floor)); }',
    body: `
  ${placeOfStrip(kind, 'p.oh', 'p.ow')}
  let top = i32(row0) * ${kind.stride} - i32(p.py); let left = i32(column0) * ${kind.stride} - i32(p.px);
  let width = i32(p.w); let height = i32(p.h); let base = c * p.xPlane + n * p.h * p.w;
  ${strip(kind, false)}
  let first = c * p.yPlane + (n * p.oh + row0) * p.ow + column0;
  ${storeStrip(kind, 'p.oh', 'p.ow', (at, sum) => `y[${at}] = ${sum};`)}`,
  };
}

const STORE_GRADIENT = (at: string, sum: string): string => `
  { let to = ${at}; var value = ${sum};
    if (p.floor == 0.0) { value = select(vec4f(0.0), value, x[to] > vec4f(0.0)); }
    if (p.accumulate == 1u) { value += dx[to]; }
    dx[to] = value; }`;

/** Stride 1: one thread a strip; workgroups [strips of inputs, c/4]. Stride 2: one thread an input, by phase. */
export function depthwiseInputGradient(kind: DepthwiseKind): Kernel {
  return {
    name: nameOf('depthwiseInputGradient', kind),
    fields: DEPTHWISE_FIELDS,
    buffers: [read('dy'), read('f'), read('x'), write('dx')],
    ...(kind.stride === 1 ? turned(kind) : strided(kind)),
  };
}

function turned(kind: DepthwiseKind): Pick<Kernel, 'prelude' | 'body'> {
  const reach = (kind.kernel - 1) * kind.dilation;
  return {
    prelude: 'fn input(at: u32) -> vec4f { return dy[at]; }',
    body: `
  ${placeOfStrip(kind, 'p.h', 'p.w')}
  let top = i32(row0) + i32(p.py) - ${reach}; let left = i32(column0) + i32(p.px) - ${reach};
  let width = i32(p.ow); let height = i32(p.oh); let base = c * p.yPlane + n * p.oh * p.ow;
  ${strip(kind, true)}
  let first = c * p.xPlane + (n * p.h + row0) * p.w + column0;
  ${storeStrip(kind, 'p.h', 'p.w', STORE_GRADIENT)}`,
  };
}

function strided({ kernel, stride, dilation }: DepthwiseKind): Pick<Kernel, 'prelude' | 'body'> {
  const reach = (kernel - 1) * dilation + 1;
  // between the taps of a dilated filter there is nothing
  const onTap = (distance: string): string =>
    dilation === 1 ? '' : `if ((${distance} * ${stride}) % ${dilation} != 0) { continue; }`;
  return {
    prelude: PHASES,
    body: `
  let c = group.y; let slot = group.x * ${WORKGROUP}u + lane;
  if (slot >= phaseCount()) { return; }
  let place = placeOf(slot);
  if (place.y >= p.h || place.z >= p.w) { return; }
  var sum = vec4f(0.0);
  let down = i32(place.y) + i32(p.py); let across = i32(place.z) + i32(p.px);
  let firstRow = max(0, (down - ${reach} + ${stride}) / ${stride}); let lastRow = min(down / ${stride}, i32(p.oh) - 1);
  let firstColumn = max(0, (across - ${reach} + ${stride}) / ${stride}); let lastColumn = min(across / ${stride}, i32(p.ow) - 1);
  for (var oy = firstRow; oy <= lastRow; oy++) {
    ${onTap('down - oy')}
    let line = c * p.yPlane + (place.x * p.oh + u32(oy)) * p.ow;
    let row = c * ${kernel ** 2}u + u32((down - oy * ${stride}) / ${dilation} * ${kernel});
    for (var ox = firstColumn; ox <= lastColumn; ox++) {
      ${onTap('across - ox')}
      sum += dy[line + u32(ox)] * f[row + u32((across - ox * ${stride}) / ${dilation})];
    }
  }
  ${STORE_GRADIENT('c * p.xPlane + (place.x * p.h + place.y) * p.w + place.z', 'sum')}`,
  };
}

/**
 * df: [slices][c/4][k][k]. Shared as in `convFilterGradient`: workgroups [slices, k columns x c/4]; else one thread a slice, column and
 * channel group.
 */
export function depthwiseFilterGradient(kind: DepthwiseKind, isShared: boolean): Kernel {
  const { kernel, stride, dilation } = kind;
  const reach = (kernel - 1) * dilation + 1; // inputs in registers
  const kept = Math.max(0, reach - stride);
  return {
    name: nameOf(`depthwiseFilterGradient${isShared ? ' shared' : ''}`, kind),
    fields: DEPTHWISE_FIELDS,
    buffers: [read('x'), read('dy'), write('df')],
    prelude: `${isShared ? LANES : ''}
fn inputAt(row: i32, base: u32) -> vec4f {
  let inside = row >= 0 && row < i32(p.h);
  return select(vec4f(0.0), max(x[base + u32(clamp(row, 0, i32(p.h) - 1)) * p.w], vec4f(p.floor)), inside);
}`,
    body: `
  ${isShared ? 'let slice = group.x; let piece = group.y;' : 'let slice = i % p.slices; let piece = i / p.slices;'}
  let kx = piece % ${kernel}u; let c = piece / ${kernel}u;
  ${isShared ? '' : 'if (c >= p.cq) { return; }'}
  ${unroll(kernel, (k) => `var s${k} = vec4f(0.0);`)}
  let lines = p.n * p.ow; let perSlice = (lines + p.slices - 1u) / p.slices;
  for (var line = slice * perSlice${isShared ? ' + lane' : ''}; line < min((slice + 1u) * perSlice, lines); line += ${isShared ? `${WORKGROUP}u` : '1u'}) {
    let across = i32((line % p.ow) * ${stride}u + kx * ${dilation}u) - i32(p.px);
    if (across < 0 || across >= i32(p.w)) { continue; }
    let base = c * p.xPlane + (line / p.ow) * p.h * p.w + u32(across);
    var source = c * p.yPlane + (line / p.ow) * p.oh * p.ow + line % p.ow;
    var row = -i32(p.py);
    ${unroll(reach, (t) => `var x${t} = ${t >= reach - kept ? `inputAt(row + ${t - stride}, base)` : 'vec4f(0.0)'};`)}
    for (var oy = 0u; oy < p.oh; oy++) {
      ${unroll(kept, (t) => `x${t} = x${t + stride};`)}
      ${unroll(reach - kept, (t) => `x${kept + t} = inputAt(row + ${kept + t}, base);`)}
      let g = dy[source];
      ${unroll(kernel, (k) => `s${k} += x${k * dilation} * g;`)}
      source += p.ow; row += ${stride};
    }
  }
  ${
    isShared
      ? sumOverLanes(kernel, (k) => `s${k}`, `df[slice * p.size + c * ${kernel ** 2}u + k * ${kernel}u + kx] = total;`)
      : unroll(kernel, (k) => `df[slice * p.size + c * ${kernel ** 2}u + ${k * kernel}u + kx] = s${k};`)
  }`,
  };
}

/** Workgroups of a strip kernel over so many images, rows and columns of outputs. */
export const stripGrid = (
  kind: DepthwiseKind,
  n: number,
  rows: number,
  columns: number,
  channelQuads: number,
): Grid => [
  Math.ceil((n * Math.ceil(rows / STRIP) * Math.ceil(columns / columnsOf(kind))) / WORKGROUP),
  channelQuads,
  1,
];
