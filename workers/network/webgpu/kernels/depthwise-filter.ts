/**
 * @file Filter gradient of a depthwise convolution: df[ky, kx, c] = sum over n, oy, ox of relu(x)[n, oy s + ky d - p, ox s + kx d - p, c]
 * dy[n, oy, ox, c], as [slices][c/4][k][k] of vec4f.
 *
 * A thread has one column of taps and streams down columns of outputs with a sliding window of inputs in registers; its sums are reduced as in
 * `convFilterGradient`.
 */
import type { Windows } from './blocks.ts';
import { REDUCTION_MEMORY, reduceOverWorkgroup } from './conv-filter.ts';
import { depthwiseName } from './depthwise.ts';
import { declareNorm, normalised, normBuffers, normFields, normName } from './normalised.ts';
import { memoizeKernel, read, unroll, write, WORKGROUP, type Kernel } from './kernel.ts';

export const DEPTHWISE_FILTER_FIELDS = 'n h w cq oh ow py px xPlane yPlane slices size floor:f32'.split(' ');

/** Sums of one slice: channel groups times columns of taps. */
export const depthwiseFilterPieces = ({ kernel }: Windows, vec4s: number): number => vec4s * kernel;

/** Workgroups [slices, pieces] with a workgroup reduction, else one thread a slice and piece. */
export const depthwiseFilterGradient = memoizeKernel(
  (kind: Windows, isWorkgroupReduced: boolean, isNormalised: boolean = false): Kernel => {
    const { kernel, stride, dilation } = kind;
    const reach = (kernel - 1) * dilation + 1; // rows of inputs in registers
    const kept = Math.max(0, reach - stride);
    const load = (row: number): string =>
      `x${row} = inputAt(row + ${row}, base, across${isNormalised ? ', scale, shift' : ''});`;
    return {
      name: `${depthwiseName('depthwiseFilterGradient', kind)}${isWorkgroupReduced ? ' workgroup' : ''}${normName(isNormalised)}`,
      fields: [...DEPTHWISE_FILTER_FIELDS, ...normFields(isNormalised)],
      buffers: [read('x', 'activation'), read('dy', 'activation'), ...normBuffers(isNormalised), write('df')],
      prelude: `${isWorkgroupReduced ? REDUCTION_MEMORY : ''}
fn inputAt(row: i32, base: u32, column: i32${isNormalised ? ', scale: vec4f, shift: vec4f' : ''}) -> vec4f {
  let inside = row >= 0 && row < i32(p.h) && column >= 0 && column < i32(p.w);
  let at = base + u32(clamp(row, 0, i32(p.h) - 1)) * p.w + u32(clamp(column, 0, i32(p.w) - 1));
  return select(vec4f(0.0), max(${normalised(isNormalised, 'x[at]')}, vec4f(p.floor)), inside);
}`,
      body: `
  ${isWorkgroupReduced ? 'let slice = group.x; let piece = group.y;' : 'let slice = i % p.slices; let piece = i / p.slices;'}
  let kx = piece % ${kernel}u; let c = piece / ${kernel}u;
  ${isWorkgroupReduced ? '' : 'if (c >= p.cq) { return; }'}
  ${declareNorm(isNormalised, 'c')}
  ${unroll(kernel, (ky) => `var s${ky} = vec4f(0.0);`)}
  let lines = p.n * p.ow; let perSlice = (lines + p.slices - 1u) / p.slices;
  for (var line = slice * perSlice${isWorkgroupReduced ? ' + lane' : ''}; line < min((slice + 1u) * perSlice, lines); line += ${isWorkgroupReduced ? `${WORKGROUP}u` : '1u'}) {
    let ox = line % p.ow; let across = i32(ox * ${stride}u + kx * ${dilation}u) - i32(p.px);
    let base = c * p.xPlane + (line / p.ow) * p.h * p.w;
    var source = c * p.yPlane + (line / p.ow) * p.oh * p.ow + ox;
    var row = -i32(p.py) - ${stride};
    ${unroll(reach, (t) => `var x${t} = vec4f(0.0);`)}
    ${unroll(kept, (t) => load(t + stride))}
    for (var oy = 0u; oy < p.oh; oy++) {
      row += ${stride};
      ${unroll(kept, (t) => `x${t} = x${t + stride};`)}
      ${unroll(reach - kept, (t) => load(kept + t))}
      let g = dy[source];
      ${unroll(kernel, (ky) => `s${ky} += x${ky * dilation} * g;`)}
      source += p.ow;
    }
  }
  ${
    isWorkgroupReduced
      ? reduceOverWorkgroup(
          kernel,
          (ky) => `s${ky}`,
          `df[slice * p.size + c * ${kernel ** 2}u + k * ${kernel}u + kx] = total;`,
        )
      : unroll(kernel, (ky) => `df[slice * p.size + c * ${kernel ** 2}u + ${ky * kernel}u + kx] = s${ky};`)
  }`,
    };
  },
);
