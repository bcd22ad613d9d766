/**
 * @file Register blocking of depthwise and pooling kernels: a thread computes a block of neighbouring values and loads their common inputs
 * once. A block of outputs reads the inputs under its windows; a block of inputs (gradients) reads the windows over it.
 */
import { unroll, WORKGROUP, type Grid } from './kernel.ts';

/** Rows and columns of a block; even, so that a block of inputs begins at the same tap of its windows at stride 2. */
export interface Block {
  readonly rows: number;
  readonly columns: number;
}

/** The windows of a layer, along both axes alike. */
export interface Windows {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
}

/** One thread a block; workgroups [blocks, c/4]. */
export const blockGrid = (block: Block, n: number, rows: number, columns: number, channelVec4s: number): Grid => [
  Math.ceil((n * Math.ceil(rows / block.rows) * Math.ceil(columns / block.columns)) / WORKGROUP),
  channelVec4s,
  1,
];

/**
 * The thread's channel group `c` and its block's image `n`, `row0`, `column0` among `rows` x `columns` pixels. Threads beyond the last block repeat
 * it with `isBlock` false, as all lanes must take part in a broadcast.
 */
export const blockCoordinates = (block: Block, rows: string, columns: string): string => `
  let across0 = (${columns} + ${block.columns - 1}u) / ${block.columns}u; let down0 = (${rows} + ${block.rows - 1}u) / ${block.rows}u;
  let c = group.y; let slot = group.x * ${WORKGROUP}u + lane; let isBlock = slot < p.n * down0 * across0;
  let block = min(slot, p.n * down0 * across0 - 1u);
  let column0 = (block % across0) * ${block.columns}u; let row0 = ((block / across0) % down0) * ${block.rows}u;
  let n = block / (across0 * down0);`;

/** Runs `store(at, sum)` for the block's values s<row>_<column> that exist; `first` is the index of the first. */
export const storeBlock = (
  block: Block,
  [rows, columns, first]: readonly [rows: string, columns: string, first: string],
  store: (at: string, sum: string) => string,
): string => `
  let first = ${first};
  ${unroll(block.rows, (j) =>
    unroll(
      block.columns,
      (i) =>
        `if (isBlock && row0 + ${j}u < ${rows} && column0 + ${i}u < ${columns}) { ${store(`first + ${j}u * ${columns} + ${i}u`, `s${j}_${i}`)} }`,
    ),
  )}`;

/** Declares the block's sums. */
export const blockSums = ({ rows, columns }: Block): string =>
  unroll(rows, (j) => unroll(columns, (i) => `var s${j}_${i} = vec4f(0.0);`));

/** A window over a block of inputs: which of the block's pixels it covers, and as which of its taps. */
interface WindowUse {
  readonly row: number;
  readonly column: number;
  /** Row and column of the tap. */
  readonly tap: readonly [number, number];
}

/** Padding modulo the stride, [rows, columns]: where windows begin relative to a block. */
export type Phase = readonly [number, number];

/** The phase of a layer padded by `py`, `px`. */
export const phaseOf = ({ stride }: Windows, py: number, px: number): Phase => [py % stride, px % stride];

/** Along one axis: each window over `size` pixels, by its distance from window (start + padding) / stride, with its [pixel, tap]s. */
function windowsAlong(size: number, { kernel, stride, dilation }: Windows, phase: number) {
  const windows = new Map<number, [number, number][]>();
  for (let pixel = 0; pixel < size; pixel++) {
    for (let tap = 0; tap < kernel; tap++) {
      const distance = (pixel + phase - tap * dilation) / stride;
      if (Number.isInteger(distance)) windows.set(distance, [...(windows.get(distance) ?? []), [pixel, tap]]);
    }
  }
  return [...windows].sort(([a], [b]) => a - b);
}

/**
 * Every window over a block of inputs: `each(k, uses)` with the output's index as `source<k>`, clamped, and `inside<k>`, whether the
 * window exists.
 */
export function eachWindowOver(
  block: Block,
  windows: Windows,
  phase: Phase,
  each: (k: number, uses: readonly WindowUse[]) => string,
): string {
  const { stride } = windows;
  let k = 0;
  return `
  let down = (i32(row0 + p.py) - ${phase[0]}) / ${stride}; let across = (i32(column0 + p.px) - ${phase[1]}) / ${stride};
  let base = c * p.yPlane + n * p.oh * p.ow;
  ${windowsAlong(block.rows, windows, phase[0])
    .map(
      ([dy, rows], r) => `let isRow${r} = down + ${dy} >= 0 && down + ${dy} < i32(p.oh);
  let line${r} = base + u32(clamp(down + ${dy}, 0, i32(p.oh) - 1)) * p.ow;
  ${windowsAlong(block.columns, windows, phase[1])
    .map(([dx, columns]) => {
      const uses = rows.flatMap(([row, ky]) =>
        columns.map(([column, kx]) => ({ row, column, tap: [ky, kx] as const })),
      );
      const text = `let inside${k} = isRow${r} && across + ${dx} >= 0 && across + ${dx} < i32(p.ow);
  let source${k} = line${r} + u32(clamp(across + ${dx}, 0, i32(p.ow) - 1));
  ${each(k, uses)}`;
      k++;
      return text;
    })
    .join('\n')}`,
    )
    .join('\n')}`;
}
