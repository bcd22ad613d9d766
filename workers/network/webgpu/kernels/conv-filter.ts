/**
 * @file Filter gradient of a dense convolution: df[ky, kx, ci, co] = sum over n, oy, ox of relu(x)[n, oy sh + ky - py,
 * ox sw + kx - px, ci] dy[n, oy, ox, co].
 *
 * A thread walks along one axis of the image (the kernel's longer one) with the last `taps` inputs in registers, so that
 * one new input and one gradient serve all taps: 16 taps' products for two loads. It has one tap of the other axis, `inVec4s` x
 * `outVec4s` channel groups, and some of the lines, sums over which are added in a fixed order.
 *
 * On a graphics card the threads of a workgroup walk neighbouring lines and add their sums in shared memory. On a software device,
 * where barriers cost more than they save (most of all when compiling), a thread walks all lines of its slice, and `sharing` threads of a
 * subgroup, of neighbouring channel groups in, load the gradients of as many outputs for one another. Either way the slices are added by the
 * optimizer.
 */
import { broadcast, remembered, read, unroll, write, WORKGROUP, type Kernel, type LaneSharing } from './kernel.ts';

/** How a thread is cut: kernel length and stride along the walk, channel groups in and out. */
export interface FilterTile {
  readonly taps: number;
  readonly stride: number;
  readonly inVec4s: number;
  readonly outVec4s: number;
  /** Threads side by side, of neighbouring channel groups in, that load gradients for one another; 1 where `isShared`. */
  readonly sharing: LaneSharing;
  /** Whether a workgroup's threads share the lines of a slice, or each has a slice of its own. */
  readonly isShared: boolean;
}

/**
 * A convolution along lines: `walk` and `line` are the two axes, with outputs, inputs, stride (the walk's is its user's), padding, and
 * the vec4f steps of x and y along each. `tapStep`, `lineTapStep`: taps between neighbours along the walk and across.
 */
export const CONV_LINE_FIELDS = (
  'n ciq coq walkOut walkIn walkPad lineOut lineIn lineStride linePad lineTaps ' +
  'xWalk xLine yWalk yLine xImage yImage xPlane yPlane tapStep lineTapStep floor:f32'
).split(' ');

/** `size`: vec4f of one slice of the filter. */
export const CONV_FILTER_FIELDS = [...CONV_LINE_FIELDS, 'slices', 'size'];

/** Sums added together in one round of shared memory. */
const ROUND = 8;

/** Adds `value(k)` of `count` sums over the workgroup and runs `store` for each `k`, in one thread, with the sum as `total`. */
export function sumOverLanes(count: number, value: (k: number) => string, store: string): string {
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

/** Shared memory of {@link sumOverLanes}. */
export const LANES = `var<workgroup> lanes: array<vec4f, ${ROUND * WORKGROUP}>;`;

export const convFilterGradient = remembered((tile: FilterTile): Kernel => {
  const { taps, inVec4s, outVec4s, sharing, isShared } = tile;
  const sums = taps * inVec4s * outVec4s * 4; // index ((tap * inVec4s + a) * outVec4s + b) * 4 + row
  return {
    name: nameOf(tile),
    fields: CONV_FILTER_FIELDS,
    buffers: [read('x'), read('dy'), write('df')],
    subgroups: sharing > 1,
    prelude: `${isShared ? LANES : ''}
fn inputAt(position: i32, base: u32, a: u32, ci: u32) -> vec4f {
  let inside = position >= 0 && position < i32(p.walkIn);
  let at = base + u32(clamp(position, 0, i32(p.walkIn) - 1)) * p.xWalk + min(ci + a, p.ciq - 1u) * p.xPlane;
  return select(vec4f(0.0), max(x[at], vec4f(p.floor)), inside);
}`,
    body: `
  let outTiles = (p.coq + ${outVec4s - 1}u) / ${outVec4s}u; let inTiles = (p.ciq + ${inVec4s * sharing - 1}u) / ${inVec4s * sharing}u;
  ${
    isShared
      ? 'let slice = group.x; let piece = group.y; let member = 0u;'
      : `let member = i % ${sharing}u; let slice = (i / ${sharing}u) % p.slices; let piece = i / (${sharing}u * p.slices);`
  }
  let co = (piece % outTiles) * ${outVec4s}u;
  let ci = (((piece / outTiles) % inTiles) * ${sharing}u + member) * ${inVec4s}u;
  let lineTap = piece / (outTiles * inTiles);
  ${isShared ? '' : 'if (lineTap >= p.lineTaps) { return; }'}
  ${unroll(sums, (k) => `var s${k} = vec4f(0.0);`)}
  let lines = p.n * p.lineOut; let perSlice = (lines + p.slices - 1u) / p.slices;
  for (var line = slice * perSlice${isShared ? ' + lane' : ''}; line < min((slice + 1u) * perSlice, lines); line += ${isShared ? `${WORKGROUP}u` : '1u'}) {
    let across = i32((line % p.lineOut) * p.lineStride + lineTap) - i32(p.linePad);
    if (across < 0 || across >= i32(p.lineIn)) { continue; }
    let base = (line / p.lineOut) * p.xImage + u32(across) * p.xLine;
    let source = (line / p.lineOut) * p.yImage + (line % p.lineOut) * p.yLine;
    ${walk(tile)}
  }
  ${
    isShared
      ? sumOverLanes(
          sums,
          (k) => `s${k}`,
          `let b = (k / 4u) % ${outVec4s}u; let a = (k / ${4 * outVec4s}u) % ${inVec4s}u; let tap = k / ${4 * outVec4s * inVec4s}u;
    if (ci + a < p.ciq && co + b < p.coq) {
      let place = tap * p.tapStep + lineTap * p.lineTapStep;
      df[slice * p.size + (place * 4u * p.ciq + 4u * (ci + a) + k % 4u) * p.coq + co + b] = total;
    }`,
        )
      : unroll(taps, (tap) =>
          unroll(inVec4s, (a) =>
            unroll(
              outVec4s,
              (b) => `if (ci + ${a}u < p.ciq && co + ${b}u < p.coq) {
      let place = ${tap}u * p.tapStep + lineTap * p.lineTapStep;
      let at = slice * p.size + (place * 4u * p.ciq + 4u * (ci + ${a}u)) * p.coq + co + ${b}u;
      ${unroll(4, (r) => `df[at + ${r}u * p.coq] = s${((tap * inVec4s + a) * outVec4s + b) * 4 + r};`)} }`,
            ),
          ),
        )
  }`,
  };
});

const nameOf = ({ taps, stride, inVec4s, outVec4s, sharing, isShared }: FilterTile): string =>
  `convFilterGradient ${taps} taps stride ${stride} ${inVec4s}x${outVec4s}${isShared ? ' shared' : ''}${sharing > 1 ? ` shared by ${sharing}` : ''}`;

/** Along one line, a run of `sharing` outputs at a time: each thread loads the gradient of one of them for all. */
function walk({ taps, stride, inVec4s, outVec4s, sharing }: FilterTile): string {
  const kept = Math.max(0, taps - stride); // inputs that the next run reads again
  const inputs = Array.from({ length: sharing * taps }, (_, k) => Math.floor(k / taps) * stride + (k % taps));
  const fresh = [...new Set(inputs)].filter((at) => at >= kept);
  const input = (at: number, a: number): string => `x${at}_${a}`;
  const load = (at: number, a: number, from: string): string => `inputAt(${from} + ${at}, base, ${a}u, ci)`;
  const own = sharing === 1 ? 'o' : 'min(o + member, p.walkOut - 1u)';
  const gradient = (b: number): string => `dy[source + ${own} * p.yWalk + min(co + ${b}u, p.coq - 1u) * p.yPlane]`;
  return `
    ${unroll(kept, (at) => unroll(inVec4s, (a) => `var ${input(at, a)} = ${load(at, a, '-i32(p.walkPad)')};`))}
    for (var o = 0u; o < p.walkOut; o += ${sharing}u) {
      let position = i32(o) * ${stride} - i32(p.walkPad);
      ${fresh.map((at) => unroll(inVec4s, (a) => `let ${input(at, a)} = ${load(at, a, 'position')};`)).join('\n')}
      ${unroll(outVec4s, (b) => `let own${b} = ${sharing === 1 ? gradient(b) : `select(vec4f(0.0), ${gradient(b)}, o + member < p.walkOut)`};`)}
      ${unroll(outVec4s, (b) => unroll(sharing, (k) => `let g${k}_${b} = ${broadcast(sharing, `own${b}`, k)};`))}
      ${unroll(taps * inVec4s, (t) =>
        unroll(4, (r) =>
          unroll(outVec4s, (b) => {
            const sum = `s${(t * outVec4s + b) * 4 + r}`; // all of a run, then the next: it stays in a register
            const at = (k: number): string => input(k * stride + Math.floor(t / inVec4s), t % inVec4s);
            return unroll(sharing, (k) => `${sum} += ${at(k)}.${'xyzw'[r]!} * g${k}_${b};`);
          }),
        ),
      )}
      ${unroll(kept, (at) => unroll(inVec4s, (a) => `${input(at, a)} = ${input(at + sharing * stride, a)};`))}
    }`;
}
