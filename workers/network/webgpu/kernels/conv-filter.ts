/**
 * @file Filter gradient of a dense convolution: df[ky, kx, ci, co] = sum over n, oy, ox of relu(x)[n, oy sh + ky - py,
 * ox sw + kx - px, ci] dy[n, oy, ox, co].
 *
 * A thread streams along one axis of the image (the filter's longer one) with a sliding window of the last `taps` inputs in registers, so that one
 * new input and one gradient serve all taps: 16 taps' products for two loads. It has one tap of the other axis, `inVec4s` x `outVec4s` channel
 * groups, and a slice of the lines (split-K); the optimizer adds the slices in a fixed order.
 *
 * On a graphics card the threads of a workgroup stream over neighbouring lines and reduce their sums in shared memory. On a software device,
 * where barriers cost more than they save (most of all in compile time), a thread streams over all lines of its slice, and the gradients of
 * `broadcastWidth` outputs are loaded by subgroup broadcast between lanes of neighbouring input channel groups.
 */
import { declareNorm, normalised, normBuffers, normFields, normName } from './normalised.ts';
import {
  broadcast,
  memoizeKernel,
  read,
  unroll,
  write,
  WORKGROUP,
  type Kernel,
  type BroadcastWidth,
} from './kernel.ts';

/** Tile of a thread: filter length and stride along the streaming axis, channel groups in and out. */
export interface FilterTile {
  readonly taps: number;
  readonly stride: number;
  readonly inVec4s: number;
  readonly outVec4s: number;
  /** Lanes of a gradient's broadcast, which have neighbouring input channel groups; 1 where `isWorkgroupReduced`. */
  readonly broadcastWidth: BroadcastWidth;
  /** Whether a slice is reduced by a workgroup, or by one thread. */
  readonly isWorkgroupReduced: boolean;
}

/**
 * A convolution by axis, `stream` and `line`: outputs, inputs, stride (along `stream` it is in the kernel's text), padding, and the vec4f steps of x
 * and y along each. `tapStep`, `lineTapStep`: taps between neighbours along either axis.
 */
export const CONV_LINE_FIELDS = (
  'n ciq coq streamOut streamIn streamPad lineOut lineIn lineStride linePad lineTaps ' +
  'xStream xLine yStream yLine xImage yImage xPlane yPlane tapStep lineTapStep floor:f32'
).split(' ');

/** `size`: vec4f of one slice of the filter. */
const CONV_FILTER_FIELDS = [...CONV_LINE_FIELDS, 'slices', 'size'];

/** Sums reduced in one round of shared memory. */
const ROUND = 8;

/** Workgroup reduction of `count` values `value(k)`; runs `store` once for each `k`, with the sum as `total`. */
export function reduceOverWorkgroup(count: number, value: (k: number) => string, store: string): string {
  return `
  var own: array<vec4f, ${ROUND * Math.ceil(count / ROUND)}>;
  ${unroll(count, (k) => `own[${k}] = ${value(k)};`)}
  for (var first = 0u; first < ${count}u; first += ${ROUND}u) {
    for (var k = 0u; k < ${ROUND}u; k++) { lanes[k * ${WORKGROUP}u + lane] = own[first + k]; }
    workgroupBarrier();
    var part = vec4f(0.0);
    for (var j = 0u; j < 8u; j++) { part += lanes[8u * lane + j]; }
    workgroupBarrier();
    lanes[lane] = part;
    workgroupBarrier();
    let k = first + lane;
    if (lane < ${ROUND}u && k < ${count}u) {
      var total = vec4f(0.0);
      for (var j = 0u; j < 8u; j++) { total += lanes[8u * lane + j]; }
      ${store}
    }
    workgroupBarrier();
  }`;
}

/** Shared memory of {@link reduceOverWorkgroup}. */
export const REDUCTION_MEMORY = `var<workgroup> lanes: array<vec4f, ${ROUND * WORKGROUP}>;`;

export const convFilterGradient = memoizeKernel((tile: FilterTile, isNormalised: boolean = false): Kernel => {
  const { taps, inVec4s, outVec4s, broadcastWidth, isWorkgroupReduced } = tile;
  const sums = taps * inVec4s * outVec4s * 4; // index ((tap * inVec4s + a) * outVec4s + b) * 4 + row
  return {
    name: nameOf(tile) + normName(isNormalised),
    fields: [...CONV_FILTER_FIELDS, ...normFields(isNormalised)],
    buffers: [read('x', 'activation'), read('dy', 'activation'), ...normBuffers(isNormalised), write('df')],
    subgroups: broadcastWidth > 1,
    prelude: `${isWorkgroupReduced ? REDUCTION_MEMORY : ''}
fn inputAt(position: i32, base: u32, a: u32, ci: u32${isNormalised ? ', scale: vec4f, shift: vec4f' : ''}) -> vec4f {
  let inside = position >= 0 && position < i32(p.streamIn);
  let at = base + u32(clamp(position, 0, i32(p.streamIn) - 1)) * p.xStream + min(ci + a, p.ciq - 1u) * p.xPlane;
  return select(vec4f(0.0), max(${normalised(isNormalised, 'x[at]')}, vec4f(p.floor)), inside);
}`,
    body: `
  let outTiles = (p.coq + ${outVec4s - 1}u) / ${outVec4s}u; let inTiles = (p.ciq + ${inVec4s * broadcastWidth - 1}u) / ${inVec4s * broadcastWidth}u;
  ${
    isWorkgroupReduced
      ? 'let slice = group.x; let piece = group.y; let member = 0u;'
      : `let member = i % ${broadcastWidth}u; let slice = (i / ${broadcastWidth}u) % p.slices; let piece = i / (${broadcastWidth}u * p.slices);`
  }
  let co = (piece % outTiles) * ${outVec4s}u;
  let ci = (((piece / outTiles) % inTiles) * ${broadcastWidth}u + member) * ${inVec4s}u;
  let lineTap = piece / (outTiles * inTiles);
  ${isWorkgroupReduced ? '' : 'if (lineTap >= p.lineTaps) { return; }'}
  ${unroll(inVec4s, (a) => declareNorm(isNormalised, `min(ci + ${a}u, p.ciq - 1u)`, `${a}`))}
  ${unroll(sums, (k) => `var s${k} = vec4f(0.0);`)}
  let lines = p.n * p.lineOut; let perSlice = (lines + p.slices - 1u) / p.slices;
  for (var line = slice * perSlice${isWorkgroupReduced ? ' + lane' : ''}; line < min((slice + 1u) * perSlice, lines); line += ${isWorkgroupReduced ? `${WORKGROUP}u` : '1u'}) {
    let across = i32((line % p.lineOut) * p.lineStride + lineTap) - i32(p.linePad);
    if (across < 0 || across >= i32(p.lineIn)) { continue; }
    let base = (line / p.lineOut) * p.xImage + u32(across) * p.xLine;
    let source = (line / p.lineOut) * p.yImage + (line % p.lineOut) * p.yLine;
    ${streaming(tile, isNormalised)}
  }
  ${
    isWorkgroupReduced
      ? reduceOverWorkgroup(
          sums,
          (k) => `s${k}`,
          `let b = (k / 4u) % ${outVec4s}u; let a = (k / ${4 * outVec4s}u) % ${inVec4s}u; let tap = k / ${4 * outVec4s * inVec4s}u;
    if (ci + a < p.ciq && co + b < p.coq) {
      let tapIndex = tap * p.tapStep + lineTap * p.lineTapStep;
      df[slice * p.size + (tapIndex * 4u * p.ciq + 4u * (ci + a) + k % 4u) * p.coq + co + b] = total;
    }`,
        )
      : unroll(taps, (tap) =>
          unroll(inVec4s, (a) =>
            unroll(
              outVec4s,
              (b) => `if (ci + ${a}u < p.ciq && co + ${b}u < p.coq) {
      let tapIndex = ${tap}u * p.tapStep + lineTap * p.lineTapStep;
      let at = slice * p.size + (tapIndex * 4u * p.ciq + 4u * (ci + ${a}u)) * p.coq + co + ${b}u;
      ${unroll(4, (r) => `df[at + ${r}u * p.coq] = s${((tap * inVec4s + a) * outVec4s + b) * 4 + r};`)} }`,
            ),
          ),
        )
  }`,
  };
});

const nameOf = ({ taps, stride, inVec4s, outVec4s, broadcastWidth, isWorkgroupReduced }: FilterTile): string =>
  `convFilterGradient ${taps} taps stride ${stride} ${inVec4s}x${outVec4s}${isWorkgroupReduced ? ' workgroup' : ''}${broadcastWidth > 1 ? ` broadcast ${broadcastWidth}` : ''}`;

/** Streams along one line, `broadcastWidth` outputs at a time: each lane loads the gradient of one of them and broadcasts it. */
function streaming({ taps, stride, inVec4s, outVec4s, broadcastWidth }: FilterTile, isNormalised: boolean): string {
  const kept = Math.max(0, taps - stride); // inputs that the next run reads again
  const inputs = Array.from({ length: broadcastWidth * taps }, (_, k) => Math.floor(k / taps) * stride + (k % taps));
  const fresh = [...new Set(inputs)].filter((at) => at >= kept);
  const input = (at: number, a: number): string => `x${at}_${a}`;
  const load = (at: number, a: number, from: string): string =>
    `inputAt(${from} + ${at}, base, ${a}u, ci${isNormalised ? `, scale${a}, shift${a}` : ''})`;
  const own = broadcastWidth === 1 ? 'o' : 'min(o + member, p.streamOut - 1u)';
  const gradient = (b: number): string => `dy[source + ${own} * p.yStream + min(co + ${b}u, p.coq - 1u) * p.yPlane]`;
  return `
    ${unroll(kept, (at) => unroll(inVec4s, (a) => `var ${input(at, a)} = ${load(at, a, '-i32(p.streamPad)')};`))}
    for (var o = 0u; o < p.streamOut; o += ${broadcastWidth}u) {
      let position = i32(o) * ${stride} - i32(p.streamPad);
      ${fresh.map((at) => unroll(inVec4s, (a) => `let ${input(at, a)} = ${load(at, a, 'position')};`)).join('\n')}
      ${unroll(outVec4s, (b) => `let own${b} = ${broadcastWidth === 1 ? gradient(b) : `select(vec4f(0.0), ${gradient(b)}, o + member < p.streamOut)`};`)}
      ${unroll(outVec4s, (b) => unroll(broadcastWidth, (k) => `let g${k}_${b} = ${broadcast(broadcastWidth, `own${b}`, k)};`))}
      ${unroll(taps * inVec4s, (t) =>
        unroll(4, (r) =>
          unroll(outVec4s, (b) => {
            const sum = `s${(t * outVec4s + b) * 4 + r}`; // all products of a sum in turn: it stays in a register
            const at = (k: number): string => input(k * stride + Math.floor(t / inVec4s), t % inVec4s);
            return unroll(broadcastWidth, (k) => `${sum} += ${at(k)}.${'xyzw'[r]!} * g${k}_${b};`);
          }),
        ),
      )}
      ${unroll(kept, (at) => unroll(inVec4s, (a) => `${input(at, a)} = ${input(at + broadcastWidth * stride, a)};`))}
    }`;
}
