/**
 * @file The dense convolutions of `conv.ts` at stride 1 as walks along a line, for a software device, where loads dominate: a thread makes a
 * run of neighbouring outputs, and an input is loaded once for all taps of the line that read it. At each tap the run's inputs move on
 * by one, and one more is loaded. 1x7 and 3x3 walk along rows, 7x1 down columns. The same sums, in another order.
 *
 * At stride 1 inputs and outputs have one size, and the input gradient is the forward pass with taps and channels turned round.
 */
import { eachFilter, type ConvTile } from './conv.ts';
import { CONV_LINE_FIELDS } from './conv-filter.ts';
import {
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
} from './kernel.ts';

/** Beside the lines: taps of the walk. */
const FIELDS = [...CONV_LINE_FIELDS, 'taps'];

/** Workgroups [channel tiles, runs of so many lines of `length`]. */
export const convStreamingGrid = (
  { pixels, quads }: ConvTile,
  length: number,
  lines: number,
  channelVec4s: number,
): Grid => [Math.ceil(channelVec4s / quads), Math.ceil((lines * Math.ceil(length / pixels)) / WORKGROUP), 1];

const nameOf = (kind: string, { pixels, quads, sharing }: ConvTile): string =>
  `${kind} walk ${pixels}x${quads}${sharing === 1 ? '' : ` shared by ${sharing}`}`;

/** A value of the source at a place of the walk, 0 in the padding. */
const sourceAt = (value: string): string => `
fn sourceAt(position: i32, base: u32, isLine: bool) -> vec4f {
  let place = base + u32(clamp(position, 0, i32(p.walkIn) - 1)) * p.xWalk;
  return select(vec4f(0.0), ${value}, isLine && position >= 0 && position < i32(p.walkIn));
}`;

/** What the two passes differ in. */
interface Pass {
  /** Channel groups that are read, and the step from one to the next. */
  readonly groups: string;
  readonly plane: string;
  /** Whether taps are turned round. */
  readonly isTurned: boolean;
  /** The first of four rows of filters of the tile's channel group `q`, for what is read of group `c`; `filters` is the tap's first. */
  readonly filterAt: (q: number) => string;
  /** Adds to the sum of pixel `j`. */
  readonly add: (j: number, q: number) => string;
}

/** The thread's sums s<pixel * quads + q> for its run, pixel `first` of the walk on, and `to`, where that lies in its plane. */
function sums(tile: ConvTile, { groups, plane, isTurned, filterAt, add }: Pass): string {
  const { pixels, quads } = tile;
  const last = pixels - 1;
  const turned = (tap: string, taps: string): string => (isTurned ? `(${taps} - 1u - ${tap})` : tap);
  const padding = (own: string, taps: string): string => (isTurned ? `i32(${taps} - 1u - ${own})` : `i32(${own})`);
  return `
  let runs = (p.walkIn + ${last}u) / ${pixels}u; let total = p.n * p.lineIn * runs;
  let slot = group.y * ${WORKGROUP}u + lane; let run = min(slot, total - 1u);
  let first = (run % runs) * ${pixels}u; let line = (run / runs) % p.lineIn; let image = run / (runs * p.lineIn) * p.xImage;
  let start = i32(first) - ${padding('p.walkPad', 'p.taps')};
  ${unroll(pixels * quads, (k) => `var s${k} = vec4f(0.0);`)}
  for (var lineTap = 0u; lineTap < p.lineTaps; lineTap++) {
    let across = i32(line + lineTap) - ${padding('p.linePad', 'p.lineTaps')}; let isLine = across >= 0 && across < i32(p.lineIn);
    var base = image + u32(clamp(across, 0, i32(p.lineIn) - 1)) * p.xLine;
    let lineFilter = ${turned('lineTap', 'p.lineTaps')} * p.lineTapStep;
    for (var c = 0u; c < ${groups}; c++) {
      ${unroll(last, (j) => `var v${j} = sourceAt(start + ${j}, base, isLine);`)}
      for (var tap = 0u; tap < p.taps; tap++) {
        let v${last} = sourceAt(start + ${last} + i32(tap), base, isLine);
        let filters = (lineFilter + ${turned('tap', 'p.taps')} * p.tapStep) * 4u * p.ciq * p.coq;
        ${eachFilter(tile, filterAt, 'p.coq', (q) => unroll(pixels, (j) => add(j, q)))}
        ${unroll(last, (j) => `v${j} = v${j + 1};`)}
      }
      base += ${plane};
    }
  }
  let to = image + first * p.xWalk + line * p.xLine;`;
}

/** Runs `store` for each pixel that there is. */
const eachPixel = ({ pixels }: ConvTile, store: (j: number) => string): string =>
  unroll(pixels, (j) => `if (slot < total && first + ${j}u < p.walkIn) { ${store(j)} }`);

/** Forward. */
export const convForwardStreaming = remembered((tile: ConvTile): Kernel => {
  const { quads } = tile;
  return {
    name: nameOf('convForward', tile),
    fields: FIELDS,
    buffers: [read('x'), read('f'), write('y')],
    subgroups: tile.sharing > 1,
    prelude: sourceAt('max(x[place], vec4f(p.floor))'),
    body: `
  let co = group.x * ${quads}u;
  ${unroll(quads, (q) => `let column${q} = min(co + ${q}u, p.coq - 1u);`)}
  ${sums(tile, {
    groups: 'p.ciq',
    plane: 'p.xPlane',
    isTurned: false,
    filterAt: (q) => `filters + 4u * c * p.coq + column${q}`,
    add: (j, q) => `s${j * quads + q} += v${j}.x * w0 + v${j}.y * w1 + v${j}.z * w2 + v${j}.w * w3;`,
  })}
  ${eachPixel(tile, (j) =>
    unroll(
      quads,
      (q) => `if (co + ${q}u < p.coq) { y[(co + ${q}u) * p.yPlane + to + ${j}u * p.xWalk] = s${j * quads + q}; }`,
    ),
  )}`,
  };
});

/** Input gradient. */
export const convInputGradientStreaming = remembered((tile: ConvTile, store: GradientStore): Kernel => {
  const { quads } = tile;
  const at = (j: number, q: number): string => `(ci + ${q}u) * p.xPlane + to + ${j}u * p.xWalk`;
  return {
    name: `${nameOf('convInputGradient', tile)}${storeName(store)}`,
    fields: FIELDS,
    buffers: [read('dy'), read('f'), ...storeBuffers(store)],
    subgroups: tile.sharing > 1,
    prelude: sourceAt('dy[place]'),
    body: `
  let ci = group.x * ${quads}u;
  ${unroll(quads, (q) => `let rows${q} = 4u * min(ci + ${q}u, p.ciq - 1u) * p.coq;`)}
  ${sums(tile, {
    groups: 'p.coq',
    plane: 'p.yPlane',
    isTurned: true,
    filterAt: (q) => `filters + rows${q} + c`,
    add: (j, q) => `s${j * quads + q} += vec4f(dot(v${j}, w0), dot(v${j}, w1), dot(v${j}, w2), dot(v${j}, w3));`,
  })}
  ${eachPixel(tile, (j) =>
    unroll(quads, (q) => `if (ci + ${q}u < p.ciq) { ${storeGradient(store, at(j, q), `s${j * quads + q}`)} }`),
  )}`,
  };
});
