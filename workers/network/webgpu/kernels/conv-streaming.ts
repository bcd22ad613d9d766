/**
 * @file Row-streaming dense convolutions at stride 1, for a software device, where loads dominate: a thread computes a run of neighbouring outputs
 * with a sliding window of inputs. At each tap the window moves on by one and loads one input. 1x7 and 3x3 stream along rows, 7x1 down columns.
 * The sums are those of `conv.ts` in another order.
 *
 * At stride 1 inputs and outputs have one size, and the input gradient is the forward pass with flipped taps and channels exchanged.
 */
import { addProducts, addTransposedProducts, eachFilter, type ConvTile } from './conv-taps.ts';
import { CONV_LINE_FIELDS } from './conv-filter.ts';
import {
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
} from './kernel.ts';

/** `taps`: along the streaming axis. */
const FIELDS = [...CONV_LINE_FIELDS, 'taps'];

/** Workgroups [channel tiles, runs of `lines` lines of `length` pixels]. */
export const convStreamingGrid = (
  { pixels, vec4s }: ConvTile,
  length: number,
  lines: number,
  channelVec4s: number,
): Grid => [Math.ceil(channelVec4s / vec4s), Math.ceil((lines * Math.ceil(length / pixels)) / WORKGROUP), 1];

const nameOf = (kind: string, { pixels, vec4s, broadcastWidth }: ConvTile): string =>
  `${kind} streaming ${pixels}x${vec4s}${broadcastWidth === 1 ? '' : ` broadcast ${broadcastWidth}`}`;

/** WGSL function of a source value at a position on the streaming axis, 0 in the padding. */
const sourceAt = (value: string): string => `
fn sourceAt(position: i32, base: u32, isLine: bool) -> vec4f {
  let index = base + u32(clamp(position, 0, i32(p.streamIn) - 1)) * p.xStream;
  return select(vec4f(0.0), ${value}, isLine && position >= 0 && position < i32(p.streamIn));
}`;

/** WGSL in which forward pass and input gradient differ. */
interface DirectionText {
  /** Channel groups that are read, and the step from one to the next. */
  readonly groups: string;
  readonly plane: string;
  /** Whether the filter is flipped. */
  readonly isFlipped: boolean;
  /** The block of the filter for the tile's channel group `q` and what is read of group `c`; `filters` is the tap's first. */
  readonly filterAt: (q: number) => string;
  /** Adds to the sum of pixel `j`. */
  readonly add: (j: number, q: number) => string;
}

/** Declares the thread's sums s<pixel * vec4s + q>, its run's `first` pixel on the streaming axis, and `to`, its index in a plane. */
function sums(tile: ConvTile, { groups, plane, isFlipped, filterAt, add }: DirectionText): string {
  const { pixels, vec4s } = tile;
  const last = pixels - 1;
  const flipped = (tap: string, taps: string): string => (isFlipped ? `(${taps} - 1u - ${tap})` : tap);
  const padding = (own: string, taps: string): string => (isFlipped ? `i32(${taps} - 1u - ${own})` : `i32(${own})`);
  return `
  let runs = (p.streamIn + ${last}u) / ${pixels}u; let total = p.n * p.lineIn * runs;
  let slot = group.y * ${WORKGROUP}u + lane; let run = min(slot, total - 1u);
  let first = (run % runs) * ${pixels}u; let line = (run / runs) % p.lineIn; let image = run / (runs * p.lineIn) * p.xImage;
  let start = i32(first) - ${padding('p.streamPad', 'p.taps')};
  ${unroll(pixels * vec4s, (k) => `var s${k} = vec4f(0.0);`)}
  for (var lineTap = 0u; lineTap < p.lineTaps; lineTap++) {
    let across = i32(line + lineTap) - ${padding('p.linePad', 'p.lineTaps')}; let isLine = across >= 0 && across < i32(p.lineIn);
    var base = image + u32(clamp(across, 0, i32(p.lineIn) - 1)) * p.xLine;
    let lineFilter = ${flipped('lineTap', 'p.lineTaps')} * p.lineTapStep;
    for (var c = 0u; c < ${groups}; c++) {
      ${unroll(last, (j) => `var v${j} = sourceAt(start + ${j}, base, isLine);`)}
      for (var tap = 0u; tap < p.taps; tap++) {
        let v${last} = sourceAt(start + ${last} + i32(tap), base, isLine);
        let filters = (lineFilter + ${flipped('tap', 'p.taps')} * p.tapStep) * p.ciq * p.coq;
        ${eachFilter(tile, filterAt, (q) => unroll(pixels, (j) => add(j, q)))}
        ${unroll(last, (j) => `v${j} = v${j + 1};`)}
      }
      base += ${plane};
    }
  }
  let to = image + first * p.xStream + line * p.xLine;`;
}

/** Runs `store` for each pixel of the run inside the image. */
const eachPixel = ({ pixels }: ConvTile, store: (j: number) => string): string =>
  unroll(pixels, (j) => `if (slot < total && first + ${j}u < p.streamIn) { ${store(j)} }`);

/** Forward. */
export const convForwardStreaming = memoizeKernel((tile: ConvTile): Kernel => {
  const { vec4s } = tile;
  return {
    name: nameOf('convForward', tile),
    fields: FIELDS,
    buffers: [read('x', 'activation'), read('f', 'mat4x4f'), write('y', 'activation')],
    subgroups: tile.broadcastWidth > 1,
    prelude: sourceAt('max(x[index], vec4f(p.floor))'),
    body: `
  let co = group.x * ${vec4s}u;
  ${unroll(vec4s, (q) => `let column${q} = min(co + ${q}u, p.coq - 1u);`)}
  ${sums(tile, {
    groups: 'p.ciq',
    plane: 'p.xPlane',
    isFlipped: false,
    filterAt: (q) => `filters + c * p.coq + column${q}`,
    add: (j, q) => addProducts(`s${j * vec4s + q}`, `v${j}`),
  })}
  ${eachPixel(tile, (j) =>
    unroll(
      vec4s,
      (q) => `if (co + ${q}u < p.coq) { y[(co + ${q}u) * p.yPlane + to + ${j}u * p.xStream] = s${j * vec4s + q}; }`,
    ),
  )}`,
  };
});

/** Input gradient. */
export const convInputGradientStreaming = memoizeKernel((tile: ConvTile, store: GradientStore): Kernel => {
  const { vec4s } = tile;
  const at = (j: number, q: number): string => `(ci + ${q}u) * p.xPlane + to + ${j}u * p.xStream`;
  return {
    name: `${nameOf('convInputGradient', tile)}${storeName(store)}`,
    fields: FIELDS,
    buffers: [read('dy', 'activation'), read('f', 'mat4x4f'), ...storeBuffers(store)],
    subgroups: tile.broadcastWidth > 1,
    prelude: sourceAt('dy[index]'),
    body: `
  let ci = group.x * ${vec4s}u;
  ${unroll(vec4s, (q) => `let rows${q} = min(ci + ${q}u, p.ciq - 1u) * p.coq;`)}
  ${sums(tile, {
    groups: 'p.coq',
    plane: 'p.yPlane',
    isFlipped: true,
    filterAt: (q) => `filters + rows${q} + c`,
    add: (j, q) => addTransposedProducts(`s${j * vec4s + q}`, `v${j}`),
  })}
  ${eachPixel(tile, (j) =>
    unroll(
      vec4s,
      (q) => `if (ci + ${q}u < p.ciq) { ${storeGradient(store, at(j, q), `s${j * vec4s + q}`, `(ci + ${q}u)`)} }`,
    ),
  )}`,
  };
});
