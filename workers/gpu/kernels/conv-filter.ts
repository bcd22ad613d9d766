/**
 * @file Filter gradient of a dense convolution: df[ky, kx, ci, co] = sum over n, oy, ox of relu(x)[n, oy sh + ky - py,
 * ox sw + kx - px, ci] dy[n, oy, ox, co].
 *
 * A thread walks along one axis of the image (the kernel's longer one) with the last `taps` inputs in registers, so that
 * one new input and one gradient serve all taps: 16 taps' products for two loads. It has one tap of the other axis, `inQuads` x
 * `outQuads` channel groups, and some of the lines, sums over which are added in a fixed order.
 *
 * On a graphics card the threads of a workgroup walk neighbouring lines and add their sums in shared memory; on a software device,
 * where barriers cost more than they save (most of all when compiling), a thread walks all lines of its slice. Either way the slices are
 * added by the optimizer.
 */
import { remembered, read, unroll, write, WORKGROUP, type Kernel } from './kernel.ts';

/** How a thread is cut: kernel length and stride along the walk, channel groups in and out. */
export interface FilterTile {
  readonly taps: number;
  readonly stride: number;
  readonly inQuads: number;
  readonly outQuads: number;
  /** Whether a workgroup's threads share the lines of a slice, or each has a slice of its own. */
  readonly isShared: boolean;
}

/**
 * `walk` and `line` are the two axes: outputs, inputs, stride, padding, and the vec4f steps of x and y along each. `tapStep`,
 * `lineTapStep`: taps between neighbours along the walk and across. `size`: vec4f of one slice of the filter.
 */
export const CONV_FILTER_FIELDS = (
  'n ciq coq slices size walkOut walkIn walkPad lineOut lineIn lineStride linePad lineTaps ' +
  'xWalk xLine yWalk yLine xImage yImage xPlane yPlane tapStep lineTapStep floor:f32'
).split(' ');

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

export const convFilterGradient = remembered(({ taps, stride, inQuads, outQuads, isShared }: FilterTile): Kernel => {
  const sums = taps * inQuads * outQuads * 4; // index ((tap * inQuads + a) * outQuads + b) * 4 + row
  const load = (t: number, a: number, position: string): string =>
    `x${t}_${a} = inputAt(${position}, base, ${a}u, ci);`;
  return {
    name: `convFilterGradient ${taps} taps stride ${stride} ${inQuads}x${outQuads}${isShared ? ' shared' : ''}`,
    fields: CONV_FILTER_FIELDS,
    buffers: [read('x'), read('dy'), write('df')],
    prelude: `${isShared ? LANES : ''}
fn inputAt(position: i32, base: u32, a: u32, ci: u32) -> vec4f {
  let inside = position >= 0 && position < i32(p.walkIn);
  let at = base + u32(clamp(position, 0, i32(p.walkIn) - 1)) * p.xWalk + min(ci + a, p.ciq - 1u) * p.xPlane;
  return select(vec4f(0.0), max(x[at], vec4f(p.floor)), inside);
}`,
    body: `
  let outTiles = (p.coq + ${outQuads - 1}u) / ${outQuads}u; let inTiles = (p.ciq + ${inQuads - 1}u) / ${inQuads}u;
  ${isShared ? 'let slice = group.x; let piece = group.y;' : 'let slice = i % p.slices; let piece = i / p.slices;'}
  let co = (piece % outTiles) * ${outQuads}u; let ci = ((piece / outTiles) % inTiles) * ${inQuads}u;
  let lineTap = piece / (outTiles * inTiles);
  ${isShared ? '' : 'if (lineTap >= p.lineTaps) { return; }'}
  ${unroll(sums, (k) => `var s${k} = vec4f(0.0);`)}
  let lines = p.n * p.lineOut; let perSlice = (lines + p.slices - 1u) / p.slices;
  for (var line = slice * perSlice${isShared ? ' + lane' : ''}; line < min((slice + 1u) * perSlice, lines); line += ${isShared ? `${WORKGROUP}u` : '1u'}) {
    let across = i32((line % p.lineOut) * p.lineStride + lineTap) - i32(p.linePad);
    if (across < 0 || across >= i32(p.lineIn)) { continue; }
    let base = (line / p.lineOut) * p.xImage + u32(across) * p.xLine;
    var source = (line / p.lineOut) * p.yImage + (line % p.lineOut) * p.yLine;
    var position = -i32(p.walkPad);
    ${unroll(taps * inQuads, (k) => `var x${Math.floor(k / inQuads)}_${k % inQuads} = vec4f(0.0);`)}
    ${unroll(Math.max(0, taps - stride), (t) => unroll(inQuads, (a) => load(t + stride, a, `position + ${t}`)))}
    for (var o = 0u; o < p.walkOut; o++) {
      ${unroll(Math.max(0, taps - stride), (t) => unroll(inQuads, (a) => `x${t}_${a} = x${t + stride}_${a};`))}
      ${unroll(Math.min(stride, taps), (k) => {
        const t = Math.max(0, taps - stride) + k;
        return unroll(inQuads, (a) => load(t, a, `position + ${t}`));
      })}
      ${unroll(outQuads, (b) => `let g${b} = dy[source + min(co + ${b}u, p.coq - 1u) * p.yPlane];`)}
      ${unroll(taps * inQuads, (k) =>
        unroll(outQuads, (b) =>
          unroll(
            4,
            (r) =>
              `s${(k * outQuads + b) * 4 + r} += x${Math.floor(k / inQuads)}_${k % inQuads}.${'xyzw'[r]!} * g${b};`,
          ),
        ),
      )}
      source += p.yWalk; position += ${stride};
    }
  }
  ${
    isShared
      ? sumOverLanes(
          sums,
          (k) => `s${k}`,
          `let b = (k / 4u) % ${outQuads}u; let a = (k / ${4 * outQuads}u) % ${inQuads}u; let tap = k / ${4 * outQuads * inQuads}u;
    if (ci + a < p.ciq && co + b < p.coq) {
      let place = tap * p.tapStep + lineTap * p.lineTapStep;
      df[slice * p.size + (place * 4u * p.ciq + 4u * (ci + a) + k % 4u) * p.coq + co + b] = total;
    }`,
        )
      : unroll(taps, (tap) =>
          unroll(inQuads, (a) =>
            unroll(
              outQuads,
              (b) => `if (ci + ${a}u < p.ciq && co + ${b}u < p.coq) {
      let place = ${tap}u * p.tapStep + lineTap * p.lineTapStep;
      let at = slice * p.size + (place * 4u * p.ciq + 4u * (ci + ${a}u)) * p.coq + co + ${b}u;
      ${unroll(4, (r) => `df[at + ${r}u * p.coq] = s${((tap * inQuads + a) * outQuads + b) * 4 + r};`)} }`,
            ),
          ),
        )
  }`,
  };
});
