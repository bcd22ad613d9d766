/**
 * @file Filter gradient of a depthwise convolution: df[ky, kx, c] = sum over n, oy, ox of relu(x)[n, oy s + ky d - p, ox s + kx d - p, c]
 * dy[n, oy, ox, c], as [slices][c/4][k][k] of vec4f.
 *
 * A thread walks down one line of outputs, or two side by side, with the inputs it needs again in registers, for one column of taps or for all:
 * the more of both, the more products a load serves and the more registers it takes. Shared or alone as in `convFilterGradient`.
 */
import type { Windows } from './blocks.ts';
import { LANES, sumOverLanes } from './conv-filter.ts';
import { depthwiseName } from './depthwise.ts';
import { remembered, read, unroll, write, WORKGROUP, type Kernel } from './kernel.ts';

/** How a thread of a depthwise filter gradient is cut. */
export interface DepthwiseFilterCut {
  /** Lines of outputs side by side. */
  readonly lines: number;
  /** Whether it has every column of taps, or one. */
  readonly isWhole: boolean;
  /** Whether a workgroup's threads share the lines of a slice, or each has a slice of its own. */
  readonly isShared: boolean;
}

export const DEPTHWISE_FILTER_FIELDS = 'n h w cq oh ow py px xPlane yPlane slices size floor:f32'.split(' ');

/** Sums of one slice: channel groups times columns of taps, as `cut` takes them. */
export const depthwiseFilterPieces = ({ kernel }: Windows, { isWhole }: DepthwiseFilterCut, quads: number): number =>
  isWhole ? quads : quads * kernel;

/** Workgroups [slices, pieces] where shared, else one thread a slice and piece. */
export const depthwiseFilterGradient = remembered((kind: Windows, cut: DepthwiseFilterCut): Kernel => {
  const { kernel, stride, dilation } = kind;
  const { lines, isWhole, isShared } = cut;
  const columns = isWhole ? kernel : 1;
  const reach = (kernel - 1) * dilation + 1; // rows of inputs in registers
  const kept = Math.max(0, reach - stride);
  const offset = (line: number, column: number): number => line * stride + column * dilation;
  const offsets = [
    ...new Set(Array.from({ length: lines * columns }, (_, k) => offset(Math.floor(k / columns), k % columns))),
  ];
  const load = (row: number, o: number): string => `x${row}_${o} = inputAt(row + ${row}, base, across + ${o});`;
  return {
    name: `${depthwiseName('depthwiseFilterGradient', kind)} ${lines} lines${isWhole ? ' whole' : ''}${isShared ? ' shared' : ''}`,
    fields: DEPTHWISE_FILTER_FIELDS,
    buffers: [read('x'), read('dy'), write('df')],
    prelude: `${isShared ? LANES : ''}
fn inputAt(row: i32, base: u32, column: i32) -> vec4f {
  let inside = row >= 0 && row < i32(p.h) && column >= 0 && column < i32(p.w);
  let at = base + u32(clamp(row, 0, i32(p.h) - 1)) * p.w + u32(clamp(column, 0, i32(p.w) - 1));
  return select(vec4f(0.0), max(x[at], vec4f(p.floor)), inside);
}`,
    body: `
  ${isShared ? 'let slice = group.x; let piece = group.y;' : 'let slice = i % p.slices; let piece = i / p.slices;'}
  ${isWhole ? 'let kx0 = 0u; let c = piece;' : `let kx0 = piece % ${kernel}u; let c = piece / ${kernel}u;`}
  ${isShared ? '' : 'if (c >= p.cq) { return; }'}
  ${unroll(kernel * columns, (k) => `var s${k} = vec4f(0.0);`)}
  let perImage = (p.ow + ${lines - 1}u) / ${lines}u; let lines = p.n * perImage; let perSlice = (lines + p.slices - 1u) / p.slices;
  for (var line = slice * perSlice${isShared ? ' + lane' : ''}; line < min((slice + 1u) * perSlice, lines); line += ${isShared ? `${WORKGROUP}u` : '1u'}) {
    let ox = (line % perImage) * ${lines}u;
    let across = i32(ox * ${stride}u + kx0 * ${dilation}u) - i32(p.px);
    let base = c * p.xPlane + (line / perImage) * p.h * p.w;
    var source = c * p.yPlane + (line / perImage) * p.oh * p.ow + ox;
    ${unroll(lines - 1, (t) => `let isLine${t + 1} = ox + ${t + 1}u < p.ow;`)}
    var row = -i32(p.py) - ${stride};
    ${unroll(reach, (t) => offsets.map((o) => `var x${t}_${o} = vec4f(0.0);`).join(' '))}
    ${unroll(kept, (t) => offsets.map((o) => load(t + stride, o)).join(' '))}
    for (var oy = 0u; oy < p.oh; oy++) {
      row += ${stride};
      ${unroll(kept, (t) => offsets.map((o) => `x${t}_${o} = x${t + stride}_${o};`).join(' '))}
      ${unroll(reach - kept, (t) => offsets.map((o) => load(kept + t, o)).join(' '))}
      let g0 = dy[source]; ${unroll(lines - 1, (t) => `let g${t + 1} = select(vec4f(0.0), dy[source + ${t + 1}u], isLine${t + 1});`)}
      ${unroll(kernel, (ky) =>
        unroll(columns, (kx) =>
          unroll(lines, (t) => `s${ky * columns + kx} += x${ky * dilation}_${offset(t, kx)} * g${t};`),
        ),
      )}
      source += p.ow;
    }
  }
  ${
    isShared
      ? sumOverLanes(
          kernel * columns,
          (k) => `s${k}`,
          `df[slice * p.size + c * ${kernel ** 2}u + (k / ${columns}u) * ${kernel}u + kx0 + k % ${columns}u] = total;`,
        )
      : unroll(
          kernel * columns,
          (k) =>
            `df[slice * p.size + c * ${kernel ** 2}u + ${Math.floor(k / columns) * kernel + (k % columns)}u + kx0] = s${k};`,
        )
  }`,
  };
});
