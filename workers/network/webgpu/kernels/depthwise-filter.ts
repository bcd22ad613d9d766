/**
 * @file Filter gradient of a depthwise convolution: df[ky, kx, c] = sum over n, oy, ox of relu(x)[n, oy s + ky d - p, ox s + kx d - p, c]
 * dy[n, oy, ox, c], as [slices][c/4][k][k] of vec4f.
 *
 * A thread has a column of taps and streams down columns of outputs with a sliding window of inputs in registers; its sums are reduced as in
 * `conv-filter.ts`.
 */
import type { Windows } from './blocks.ts';
import { depthwiseName } from './depthwise.ts';
import { memoizeKernel, read, unroll, write, WORKGROUP, type Kernel } from './kernel.ts';
import { declareNorm, normalised, normBuffers, normFields, normName } from './normalised.ts';
import { sumOverWorkgroup, WORKGROUP_SUMS } from './workgroup-sums.ts';

export const DEPTHWISE_FILTER_FIELDS = 'n h w cq oh ow py px xPlane yPlane slices size floor:f32'.split(' ');

/** Tile of a thread: taps of a column, as many as the filter's or fewer, of which threads then share the column. */
export interface DepthwiseFilterTile {
  readonly taps: number;
  readonly isWorkgroupReduced: boolean;
}

/** Sums of one slice: channel groups times columns of taps times their parts. */
export const depthwiseFilterPieces = ({ kernel }: Windows, { taps }: DepthwiseFilterTile, vec4s: number): number =>
  vec4s * kernel * Math.ceil(kernel / taps);

/** Workgroups [slices, pieces] with a workgroup reduction, else one thread a slice and piece. */
export const depthwiseFilterGradient = memoizeKernel(
  (kind: Windows, tile: DepthwiseFilterTile, isNormalised: boolean = false): Kernel => {
    const { kernel, stride, dilation } = kind;
    const { taps, isWorkgroupReduced } = tile;
    const parts = Math.ceil(kernel / taps);
    const reach = (taps - 1) * dilation + 1; // rows of inputs in registers
    const kept = Math.max(0, reach - stride);
    const load = (row: number): string =>
      `x${row} = inputAt(row + ${row}, base${isNormalised ? ', scale, shift' : ''});`;
    return {
      name: `${depthwiseName('depthwiseFilterGradient', kind)} ${taps} taps${isWorkgroupReduced ? ' workgroup' : ''}${normName(isNormalised)}`,
      fields: [...DEPTHWISE_FILTER_FIELDS, ...normFields(isNormalised)],
      buffers: [read('x', 'activation'), read('dy', 'activation'), ...normBuffers(isNormalised), write('df')],
      prelude: `${isWorkgroupReduced ? WORKGROUP_SUMS : ''}
fn inputAt(row: i32, base: u32${isNormalised ? ', scale: vec4f, shift: vec4f' : ''}) -> vec4f {
  let inside = u32(row) < p.h;
  let at = base + select(0u, u32(row), inside) * p.w;
  return select(vec4f(0.0), max(${normalised(isNormalised, 'x[at]')}, vec4f(p.floor)), inside);
}`,
      body: `
  ${isWorkgroupReduced ? 'let slice = group.x; let piece = group.y;' : 'let slice = i % p.slices; let piece = i / p.slices;'}
  let kx = piece % ${kernel}u; let c = piece / ${kernel * parts}u; let firstTap = (piece / ${kernel}u % ${parts}u) * ${taps}u;
  ${isWorkgroupReduced ? '' : 'if (c >= p.cq) { return; }'}
  ${declareNorm(isNormalised, 'c')}
  ${unroll(taps, (ky) => `var s${ky} = vec4f(0.0);`)}
  let lines = p.n * p.ow; let perSlice = (lines + p.slices - 1u) / p.slices;
  for (var line = slice * perSlice${isWorkgroupReduced ? ' + lane' : ''}; line < min((slice + 1u) * perSlice, lines); line += ${isWorkgroupReduced ? `${WORKGROUP}u` : '1u'}) {
    let image = line / p.ow; let ox = line - image * p.ow; let across = i32(ox * ${stride}u + kx * ${dilation}u) - i32(p.px);
    if (across < 0 || across >= i32(p.w)) { continue; }
    let base = c * p.xPlane + image * p.h * p.w + u32(across);
    var source = c * p.yPlane + image * p.oh * p.ow + ox;
    var row = i32(firstTap * ${dilation}u) - i32(p.py) - ${stride};
    ${unroll(reach, (t) => `var x${t} = vec4f(0.0);`)}
    ${unroll(kept, (t) => load(t + stride))}
    for (var oy = 0u; oy < p.oh; oy++) {
      row += ${stride};
      ${unroll(kept, (t) => `x${t} = x${t + stride};`)}
      ${unroll(reach - kept, (t) => load(kept + t))}
      let g = dy[source];
      ${unroll(taps, (ky) => `s${ky} = fma(x${ky * dilation}, g, s${ky});`)}
      source += p.ow;
    }
  }
  ${
    isWorkgroupReduced
      ? sumOverWorkgroup(
          Array.from({ length: taps }, (_, ky) => `s${ky}`),
          `if (firstTap + k < ${kernel}u) { df[slice * p.size + c * ${kernel ** 2}u + (firstTap + k) * ${kernel}u + kx] = total; }`,
        )
      : unroll(
          taps,
          (ky) =>
            `if (firstTap + ${ky}u < ${kernel}u) { df[slice * p.size + c * ${kernel ** 2}u + (firstTap + ${ky}u) * ${kernel}u + kx] = s${ky}; }`,
        )
  }`,
    };
  },
);
