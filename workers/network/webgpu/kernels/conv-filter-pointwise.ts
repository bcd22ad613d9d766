/**
 * @file Filter gradient of a pointwise convolution on a graphics card: df[ci, co] = sum over pixels of relu(x)[ci] dy[co]. Rows and columns do not matter:
 * the threads of a workgroup have neighbouring pixels of a slice (split-K), and add their sums at the end. The sums of `conv-filter.ts` in another order.
 */
import type { FilterTile } from './conv-filter.ts';
import { memoizeKernel, read, unroll, write, WORKGROUP, type Kernel } from './kernel.ts';
import { declareNorm, normalised, normBuffers, normFields, normName } from './normalised.ts';
import { sumOverWorkgroup, WORKGROUP_SUMS } from './workgroup-sums.ts';

/** Channel groups in and out of a thread. */
type PointwiseTile = Pick<FilterTile, 'inVec4s' | 'outVec4s'>;

/** `count`: pixels; `perSlice`: those of a slice; `size`: vec4f of one slice of the filter; `inTiles`: tiles of channel groups in. */
const FIELDS = 'count perSlice ciq coq inTiles xPlane yPlane size floor:f32'.split(' ');

/** Workgroups [slices, tiles in times tiles out]. */
export const convFilterGradientPointwise = memoizeKernel(
  ({ inVec4s, outVec4s }: PointwiseTile, isNormalised: boolean = false): Kernel => {
    const sums = 4 * inVec4s * outVec4s; // index (a * outVec4s + b) * 4 + row
    return {
      name: `convFilterGradient pointwise ${inVec4s}x${outVec4s} workgroup${normName(isNormalised)}`,
      fields: [...FIELDS, ...normFields(isNormalised)],
      buffers: [read('x', 'activation'), read('dy', 'activation'), ...normBuffers(isNormalised), write('df')],
      prelude: WORKGROUP_SUMS,
      body: `
  let outTile = group.y / p.inTiles; let co = outTile * ${outVec4s}u; let ci = (group.y - outTile * p.inTiles) * ${inVec4s}u;
  ${unroll(sums, (k) => `var s${k} = vec4f(0.0);`)}
  ${unroll(inVec4s, (a) => declareNorm(isNormalised, `min(ci + ${a}u, p.ciq - 1u)`, `${a}`))}
  let end = min((group.x + 1u) * p.perSlice, p.count);
  for (var at = group.x * p.perSlice + lane; at < end; at += ${WORKGROUP}u) {
    ${unroll(inVec4s, (a) => `let x${a} = max(${normalised(isNormalised, `x[at + min(ci + ${a}u, p.ciq - 1u) * p.xPlane]`, `${a}`)}, vec4f(p.floor));`)}
    ${unroll(outVec4s, (b) => `let g${b} = dy[at + min(co + ${b}u, p.coq - 1u) * p.yPlane];`)}
    ${unroll(sums, (k) => {
      const [r, b, a] = [k % 4, Math.floor(k / 4) % outVec4s, Math.floor(k / (4 * outVec4s))];
      return `s${k} = fma(vec4f(x${a}.${'xyzw'[r]!}), g${b}, s${k});`;
    })}
  }
  ${sumOverWorkgroup(
    Array.from({ length: sums }, (_, k) => `s${k}`),
    `let b = co + (k / 4u) % ${outVec4s}u; let a = ci + k / ${4 * outVec4s}u;
    if (a < p.ciq && b < p.coq) { df[group.x * p.size + (a * p.coq + b) * 4u + k % 4u] = total; }`,
  )}`,
    };
  },
);
