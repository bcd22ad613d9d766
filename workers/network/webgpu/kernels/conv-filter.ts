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
import { divided } from './grid.ts';
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
import { declareNorm, normalised, normBuffers, normFields, normName } from './normalised.ts';
import { sumOverWorkgroup, WORKGROUP_SUMS } from './workgroup-sums.ts';

/** Tile of a thread: taps and stride along the streaming axis, channel groups in and out. */
export interface FilterTile {
  /** As many as the filter's, or on a graphics card fewer, of which threads then share the filter. */
  readonly taps: number;
  readonly stride: number;
  readonly inVec4s: number;
  readonly outVec4s: number;
  /** Lanes of a gradient's broadcast, which have neighbouring input channel groups; 1 where `isWorkgroupReduced`. */
  readonly broadcastWidth: BroadcastWidth;
  /** Whether a slice is reduced by a workgroup, or by one thread. */
  readonly isWorkgroupReduced: boolean;
  /** Whether the image is padded, or has a tap outside of it. */
  readonly isPadded: boolean;
}

/**
 * A convolution by axis, `stream` and `line`: outputs, inputs, stride (along `stream` it is in the kernel's text), padding, and the vec4f steps of x
 * and y along each. `tapStep`, `lineTapStep`: taps between neighbours along either axis.
 */
export const CONV_LINE_FIELDS = (
  'n ciq coq streamOut streamIn streamPad lineOut lineIn lineStride linePad lineTaps ' +
  'xStream xLine yStream yLine xImage yImage xPlane yPlane tapStep lineTapStep floor:f32'
).split(' ');

/**
 * `taps`: of the filter along the streaming axis; `slices`, and lines of each; `size`: vec4f of one slice of the filter; `outTiles`, `inTiles`: tiles
 * of channel groups; reciprocals (`grid.ts`) of the lines of an image, of `outTiles` and of `lineTaps`.
 */
const CONV_FILTER_FIELDS = [
  ...CONV_LINE_FIELDS,
  ...'taps slices linesPerSlice size outTiles inTiles perImage:f32 perOutTile:f32 perLineTap:f32'.split(' '),
];

/** The thread's channel groups `co` and `ci`, and its taps, from its workgroup: stated twice, so that no register holds them in between. */
const placeOfWorkgroup = ({ taps, inVec4s, outVec4s }: FilterTile): string => `
  let inTile = ${divided('group.y', 'p.perOutTile')}; let co = (group.y - inTile * p.outTiles) * ${outVec4s}u; let ci = inTile * ${inVec4s}u;
  let tapPart = ${divided('group.z', 'p.perLineTap')}; let lineTap = group.z - tapPart * p.lineTaps; let firstTap = tapPart * ${taps}u;`;

/** The same from the thread, where a thread has a slice of its own; `member` is its place in a broadcast. */
const placeOfThread = ({ inVec4s, outVec4s, broadcastWidth }: FilterTile): string => `
  let member = i % ${broadcastWidth}u; let slice = (i / ${broadcastWidth}u) % p.slices; let piece = i / (${broadcastWidth}u * p.slices);
  let co = (piece % p.outTiles) * ${outVec4s}u; let ci = (((piece / p.outTiles) % p.inTiles) * ${broadcastWidth}u + member) * ${inVec4s}u;
  let lineTap = piece / (p.outTiles * p.inTiles); let firstTap = 0u;
  if (lineTap >= p.lineTaps) { return; }`;

export const convFilterGradient = memoizeKernel((tile: FilterTile, isNormalised: boolean = false): Kernel => {
  const { taps, inVec4s, outVec4s, broadcastWidth, isWorkgroupReduced, isPadded } = tile;
  const sums = taps * inVec4s * outVec4s * 4; // index ((tap * inVec4s + a) * outVec4s + b) * 4 + row
  return {
    name: nameOf(tile) + normName(isNormalised),
    fields: [...CONV_FILTER_FIELDS, ...normFields(isNormalised)],
    buffers: [read('x', 'activation'), read('dy', 'activation'), ...normBuffers(isNormalised), write('df')],
    subgroups: broadcastWidth > 1,
    isAlone: isWorkgroupReduced,
    prelude: `${isWorkgroupReduced ? WORKGROUP_SUMS : ''}
fn inputAt(position: i32, base: u32${isNormalised ? ', scale: vec4f, shift: vec4f' : ''}) -> vec4f {
  ${
    isPadded
      ? `let at = base + u32(clamp(position, 0, i32(p.streamIn) - 1)) * p.xStream;
  return select(vec4f(0.0), max(${normalised(isNormalised, 'x[at]')}, vec4f(p.floor)), u32(position) < p.streamIn);`
      : `return max(${normalised(isNormalised, 'x[base + u32(position) * p.xStream]')}, vec4f(p.floor));`
  }
}`,
    body: `
  ${isWorkgroupReduced ? 'let slice = group.x;' : placeOfThread(tile)}
  ${unroll(sums, (k) => `var s${k} = vec4f(0.0);`)}
  for (var line = slice * p.linesPerSlice${isWorkgroupReduced ? ' + lane' : ''}; line < min((slice + 1u) * p.linesPerSlice, p.n * p.lineOut); line += ${isWorkgroupReduced ? `${WORKGROUP}u` : '1u'}) {
    ${isWorkgroupReduced ? placeOfWorkgroup(tile) : ''}
    let first = i32(firstTap) - i32(p.streamPad);
    let image = ${divided('line', 'p.perImage')}; let own = line - image * p.lineOut;
    let across = i32(own * p.lineStride + lineTap) - i32(p.linePad);
    ${isPadded ? 'if (across < 0 || across >= i32(p.lineIn)) { continue; }' : ''}
    ${unroll(inVec4s, (a) => `let base${a} = image * p.xImage + u32(across) * p.xLine + min(ci + ${a}u, p.ciq - 1u) * p.xPlane;`)}
    ${unroll(inVec4s, (a) => declareNorm(isNormalised, `min(ci + ${a}u, p.ciq - 1u)`, `${a}`))}
    ${unroll(outVec4s, (b) => `let source${b} = image * p.yImage + own * p.yLine + min(co + ${b}u, p.coq - 1u) * p.yPlane;`)}
    ${streaming(tile, isNormalised)}
  }
  ${isWorkgroupReduced ? placeOfWorkgroup(tile) : ''}
  ${
    isWorkgroupReduced
      ? sumOverWorkgroup(
          Array.from({ length: sums }, (_, k) => `s${k}`),
          `let b = (k / 4u) % ${outVec4s}u; let a = (k / ${4 * outVec4s}u) % ${inVec4s}u; let tap = firstTap + k / ${4 * outVec4s * inVec4s}u;
    if (ci + a < p.ciq && co + b < p.coq && tap < p.taps) {
      let tapIndex = tap * p.tapStep + lineTap * p.lineTapStep;
      df[slice * p.size + ((tapIndex * p.ciq + ci + a) * p.coq + co + b) * 4u + k % 4u] = total;
    }`,
        )
      : unroll(taps, (tap) =>
          unroll(inVec4s, (a) =>
            unroll(
              outVec4s,
              (b) => `if (ci + ${a}u < p.ciq && co + ${b}u < p.coq) {
      let tapIndex = ${tap}u * p.tapStep + lineTap * p.lineTapStep;
      let at = slice * p.size + ((tapIndex * p.ciq + ci + ${a}u) * p.coq + co + ${b}u) * 4u;
      ${unroll(4, (r) => `df[at + ${r}u] = s${((tap * inVec4s + a) * outVec4s + b) * 4 + r};`)} }`,
            ),
          ),
        )
  }`,
  };
});

const nameOf = ({
  taps,
  stride,
  inVec4s,
  outVec4s,
  broadcastWidth,
  isWorkgroupReduced,
  isPadded,
}: FilterTile): string =>
  `convFilterGradient ${taps} taps stride ${stride} ${inVec4s}x${outVec4s}${isPadded ? ' padded' : ''}${isWorkgroupReduced ? ' workgroup' : ''}${broadcastWidth > 1 ? ` broadcast ${broadcastWidth}` : ''}`;

/** Streams along one line, `broadcastWidth` outputs at a time: each lane loads the gradient of one of them and broadcasts it. */
function streaming({ taps, stride, inVec4s, outVec4s, broadcastWidth }: FilterTile, isNormalised: boolean): string {
  const kept = Math.max(0, taps - stride); // inputs that the next run reads again
  const inputs = Array.from({ length: broadcastWidth * taps }, (_, k) => Math.floor(k / taps) * stride + (k % taps));
  const fresh = [...new Set(inputs)].filter((at) => at >= kept);
  const input = (at: number, a: number): string => `x${at}_${a}`;
  const load = (at: number, a: number, from: string): string =>
    `inputAt(${from} + ${at}, base${a}${isNormalised ? `, scale${a}, shift${a}` : ''})`;
  const own = broadcastWidth === 1 ? 'o' : 'min(o + member, p.streamOut - 1u)';
  const gradient = (b: number): string => `dy[source${b} + ${own} * p.yStream]`;
  return `
    ${unroll(kept, (at) => unroll(inVec4s, (a) => `var ${input(at, a)} = ${load(at, a, 'first')};`))}
    for (var o = 0u; o < p.streamOut; o += ${broadcastWidth}u) {
      let position = i32(o) * ${stride} + first;
      ${fresh.map((at) => unroll(inVec4s, (a) => `let ${input(at, a)} = ${load(at, a, 'position')};`)).join('\n')}
      ${unroll(outVec4s, (b) => `let own${b} = ${broadcastWidth === 1 ? gradient(b) : `select(vec4f(0.0), ${gradient(b)}, o + member < p.streamOut)`};`)}
      ${unroll(outVec4s, (b) => unroll(broadcastWidth, (k) => `let g${k}_${b} = ${broadcast(broadcastWidth, `own${b}`, k)};`))}
      ${unroll(taps * inVec4s, (t) =>
        unroll(4, (r) =>
          unroll(outVec4s, (b) => {
            const sum = `s${(t * outVec4s + b) * 4 + r}`; // all products of a sum in turn: it stays in a register
            const at = (k: number): string => input(k * stride + Math.floor(t / inVec4s), t % inVec4s);
            return unroll(broadcastWidth, (k) => `${sum} = fma(vec4f(${at(k)}.${'xyzw'[r]!}), g${k}_${b}, ${sum});`);
          }),
        ),
      )}
      ${unroll(kept, (at) => unroll(inVec4s, (a) => `${input(at, a)} = ${input(at + broadcastWidth * stride, a)};`))}
    }`;
}
