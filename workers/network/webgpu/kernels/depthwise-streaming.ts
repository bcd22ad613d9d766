/**
 * @file Row-streaming depthwise convolutions (`streaming.ts`): the sums of `depthwise.ts` and `depthwise-filter.ts` in another order. All taps of a
 * channel group are in registers, loaded by subgroup broadcast.
 */
import { DEPTHWISE_FIELDS, depthwiseName } from './depthwise.ts';
import { DEPTHWISE_FILTER_FIELDS } from './depthwise-filter.ts';
import {
  read,
  memoizeKernel,
  broadcastValues,
  storeBuffers,
  storeGradient,
  storeName,
  unroll,
  write,
  type GradientStore,
  type Kernel,
} from './kernel.ts';
import {
  columnsPerLane,
  streamRowCoordinates,
  streamCoordinates,
  rowOfValues,
  valueAt,
  STREAMING_FIELDS,
  type Streaming,
} from './streaming.ts';

/** End of a row-streaming kernel's name. */
const streamingName = ({ lanes, px }: Streaming): string => `streaming by ${lanes} from ${px}`;

const FIELDS = [...DEPTHWISE_FIELDS, ...STREAMING_FIELDS];

const reachOf = ({ kernel, dilation }: Streaming): number => (kernel - 1) * dilation;

/** Most rows of outputs that one row of inputs adds to. */
const rowsInFlight = (streaming: Streaming): number => Math.ceil((reachOf(streaming) + 1) / streaming.stride);

/** Inputs of a thread's columns of outputs. */
const inputsOf = (streaming: Streaming): { own: number; before: number; after: number } => ({
  own: columnsPerLane(streaming) * streaming.stride,
  before: streaming.px,
  after: Math.max(0, reachOf(streaming) - streaming.px - (streaming.stride - 1)),
});

/** Every tap as w<ky>_<kx>. */
function weights({ kernel, lanes }: Streaming, isFlipped: boolean): string {
  const taps = kernel ** 2;
  const { load, value } = broadcastValues(lanes, 'weight', taps, (k) => `f[c * ${taps}u + ${k}]`);
  const tap = (k: number): string => (isFlipped ? value(taps - 1 - k) : value(k));
  return `${load} ${unroll(taps, (k) => `let w${Math.floor(k / kernel)}_${k % kernel} = ${tap(k)};`)}`;
}

/** For the `q`th of `stride` rows of inputs between two rows of outputs: its taps ky and the row in flight that each adds to. */
function usesOf(streaming: Streaming, q: number): [ky: number, inFlight: number][] {
  const { kernel, stride, dilation } = streaming;
  return Array.from({ length: kernel }, (_, ky): [number, number] => [
    ky,
    rowsInFlight(streaming) - 1 - (ky * dilation - q) / stride,
  ]).filter(([, inFlight]) => Number.isInteger(inFlight) && inFlight < rowsInFlight(streaming));
}

/** Sums over windows; a row of sums is complete after each iteration and stored by `store(row, column, sum)`. */
function sums(streaming: Streaming, height: string, store: (row: string, i: number, sum: string) => string): string {
  const { kernel, stride, dilation, px } = streaming;
  const [columns, inFlight] = [columnsPerLane(streaming), rowsInFlight(streaming)];
  const sum = (m: number, i: number): string => `s${m}_${i}`;
  return `
  ${unroll(inFlight, (m) => unroll(columns, (i) => `var ${sum(m, i)} = vec4f(0.0);`))}
  for (var t = 0u; t < p.rows + ${inFlight - 1}u; t++) {
    ${unroll(stride, (q) => {
      const uses = usesOf(streaming, q);
      if (uses.length === 0) return '';
      return `{ let y = top + i32(t) * ${stride} + ${q}; let isRow = y >= 0 && y < height;
      let line = base + clamp(y, 0, height - 1) * width;
      ${rowOfValues('v', inputsOf(streaming), (o) => `select(vec4f(0.0), input(u32(line + min(left + ${o}, width - 1))), isRow && left + ${o} < width)`)}
      ${uses
        .map(([ky, m]) =>
          unroll(columns, (i) =>
            unroll(kernel, (kx) => `${sum(m, i)} += ${valueAt('v', i * stride + kx * dilation - px)} * w${ky}_${kx};`),
          ),
        )
        .join('\n')} }`;
    })}
    let row = row0 + t - ${inFlight - 1}u;
    if (isStream && t >= ${inFlight - 1}u && row < ${height}) { ${unroll(columns, (i) => store('row', i, sum(0, i)))} }
    ${unroll(inFlight, (m) => unroll(columns, (i) => `${sum(m, i)} = ${m + 1 < inFlight ? sum(m + 1, i) : 'vec4f(0.0)'};`))}
  }`;
}

/** Workgroups [streams over rows of outputs, c/4]. */
export const depthwiseForwardStreaming = memoizeKernel((streaming: Streaming): Kernel => ({
  name: `${depthwiseName('depthwiseForward', streaming)} ${streamingName(streaming)}`,
  fields: FIELDS,
  buffers: [read('x', 'activation'), read('f'), write('y', 'activation')],
  subgroups: true,
  prelude: 'fn input(at: u32) -> vec4f { return max(x[at], vec4f(p.floor)); }',
  body: `
  ${streamRowCoordinates(streaming, 'p.oh')}
  ${weights(streaming, false)}
  let width = i32(p.w); let height = i32(p.h); let base = i32(c * p.xPlane + n * p.h * p.w);
  let top = i32(row0 * ${streaming.stride}u) - i32(p.py); let left = i32(column0 * ${streaming.stride}u);
  let to = c * p.yPlane + n * p.oh * p.ow + column0;
  ${sums(streaming, 'p.oh', (row, i, sum) => `if (column0 + ${i}u < p.ow) { y[to + ${row} * p.ow + ${i}u] = ${sum}; }`)}`,
}));

/** Workgroups [streams over rows of inputs, c/4]. At stride 1 it is the forward pass with a flipped filter. */
export const depthwiseInputGradientStreaming = memoizeKernel((streaming: Streaming, store: GradientStore): Kernel => {
  const gradient = (row: string, i: number, sum: string): string =>
    `if (column0 + ${i}u < p.w) { ${storeGradient(store, `to + ${row} * p.w + ${i}u`, sum)} }`;
  const isFlipped = streaming.stride === 1;
  return {
    name: `${depthwiseName('depthwiseInputGradient', streaming)} ${streamingName(streaming)}${storeName(store)}`,
    fields: FIELDS,
    buffers: [read('dy', 'activation'), read('f'), ...storeBuffers(store)],
    subgroups: true,
    prelude: 'fn input(at: u32) -> vec4f { return dy[at]; }',
    body: `
  ${streamRowCoordinates(streaming, 'p.h')}
  ${weights(streaming, isFlipped)}
  let width = i32(p.ow); let height = i32(p.oh); let base = i32(c * p.yPlane + n * p.oh * p.ow);
  let to = c * p.xPlane + n * p.h * p.w + column0;
  ${isFlipped ? flipped(streaming, gradient) : strided(streaming, gradient)}`,
  };
});

type StoreSum = (row: string, i: number, sum: string) => string;

function flipped(streaming: Streaming, store: StoreSum): string {
  const px = reachOf(streaming) - streaming.px;
  return `
  let top = i32(row0) + i32(p.py) - ${reachOf(streaming)}; let left = i32(column0);
  ${sums({ ...streaming, px }, 'p.h', store)}`;
}

/** A row of dy adds to the rows 2 oy - py + ky d of dx; the first two are then complete. */
function strided(streaming: Streaming, store: StoreSum): string {
  const { kernel, stride, dilation, px } = streaming;
  const columns = columnsPerLane(streaming);
  const own = columns / stride;
  const inFlight = Math.max(reachOf(streaming) + 1, stride);
  const uses = Array.from({ length: columns * kernel }, (_, k) => {
    const [i, kx] = [k % columns, Math.floor(k / columns)];
    return { i, kx, o: (i + px - kx * dilation) / stride };
  }).filter(({ o }) => Number.isInteger(o));
  const before = Math.max(0, ...uses.map(({ o }) => -o));
  const after = Math.max(0, ...uses.map(({ o }) => o - own + 1));
  const sum = (m: number, i: number): string => `s${m}_${i}`;
  return `
  let left = i32(column0 / ${stride}u); let first = (i32(row0) + i32(p.py) - ${reachOf(streaming)}) >> 1u;
  ${unroll(inFlight, (m) => unroll(columns, (i) => `var ${sum(m, i)} = vec4f(0.0);`))}
  for (var t = 0u; t < p.rows / ${stride}u + ${Math.ceil(reachOf(streaming) / stride) + 1}u; t++) {
    let y = first + i32(t); let isRow = y >= 0 && y < height;
    let line = base + clamp(y, 0, height - 1) * width;
    ${rowOfValues('v', { own, before, after }, (o) => `select(vec4f(0.0), input(u32(line + min(left + ${o}, width - 1))), isRow && left + ${o} < width)`)}
    ${unroll(kernel, (ky) => uses.map(({ i, kx, o }) => `${sum(ky * dilation, i)} += ${valueAt('v', o)} * w${ky}_${kx};`).join('\n'))}
    ${unroll(
      stride,
      (e) => `{ let row = ${stride} * y - i32(p.py) + ${e};
      if (isStream && row >= i32(row0) && row < i32(min(row0 + p.rows, p.h))) { ${unroll(columns, (i) => store('u32(row)', i, sum(e, i)))} } }`,
    )}
    ${unroll(inFlight, (m) => unroll(columns, (i) => `${sum(m, i)} = ${m + stride < inFlight ? sum(m + stride, i) : 'vec4f(0.0)'};`))}
  }`;
}

/** `streams`: how many streams divide a channel group's images among them. */
const FILTER_FIELDS = [...DEPTHWISE_FILTER_FIELDS, ...STREAMING_FIELDS, 'streams'];

/** Workgroups [streams over images, c/4]; a slice is the sum of a subgroup. */
export const depthwiseFilterGradientStreaming = memoizeKernel((streaming: Streaming): Kernel => {
  const { kernel, stride, dilation, px, lanes } = streaming;
  const [columns, inFlight] = [columnsPerLane(streaming), rowsInFlight(streaming)];
  const gradient = (m: number, i: number): string => `g${m}_${i}`;
  return {
    name: `${depthwiseName('depthwiseFilterGradient', streaming)} ${streamingName(streaming)}`,
    fields: FILTER_FIELDS,
    buffers: [read('x', 'activation'), read('dy', 'activation'), write('df')],
    subgroups: true,
    body: `
  ${streamCoordinates(streaming)}
  let width = i32(p.w); let height = i32(p.h); let left = i32(column0 * ${stride}u);
  ${unroll(kernel ** 2, (k) => `var s${k} = vec4f(0.0);`)}
  for (var n = stream; n < p.n && stream < p.streams; n += p.streams) {
    let base = i32(c * p.xPlane + n * p.h * p.w); let source = c * p.yPlane + n * p.oh * p.ow;
    ${unroll(inFlight, (m) => unroll(columns, (i) => `var ${gradient(m, i)} = vec4f(0.0);`))}
    for (var t = 0u; t < p.oh + ${inFlight - 1}u; t++) {
      ${unroll(inFlight - 1, (m) => unroll(columns, (i) => `${gradient(m, i)} = ${gradient(m + 1, i)};`))}
      ${unroll(columns, (i) => `${gradient(inFlight - 1, i)} = select(vec4f(0.0), dy[source + min(t, p.oh - 1u) * p.ow + min(column0 + ${i}u, p.ow - 1u)], t < p.oh && column0 + ${i}u < p.ow);`)}
      ${unroll(stride, (q) => {
        const uses = usesOf(streaming, q);
        if (uses.length === 0) return '';
        return `{ let y = i32(t) * ${stride} + ${q} - i32(p.py); let isRow = y >= 0 && y < height;
        let line = base + clamp(y, 0, height - 1) * width;
        ${rowOfValues('v', inputsOf(streaming), (o) => `select(vec4f(0.0), max(x[line + min(left + ${o}, width - 1)], vec4f(p.floor)), isRow && left + ${o} < width)`)}
        ${uses
          .map(([ky, m]) =>
            unroll(kernel, (kx) =>
              unroll(
                columns,
                (i) => `s${ky * kernel + kx} += ${valueAt('v', i * stride + kx * dilation - px)} * ${gradient(m, i)};`,
              ),
            ),
          )
          .join('\n')} }`;
      })}
    }
  }
  ${[1, 2, 4]
    .filter((step) => step < lanes)
    .map((step) => unroll(kernel ** 2, (k) => `s${k} += subgroupShuffleXor(s${k}, ${step}u);`))
    .join('\n')}
  let slice = slot / ${lanes}u;
  if (slice < p.slices && slot % ${lanes}u == 0u) {
    let to = slice * p.size + c * ${kernel ** 2}u;
    ${unroll(kernel ** 2, (k) => `df[to + ${k}u] = s${k};`)}
  }`,
  };
});
