/** @file What the kernels of `batch-norm.ts` have in common: tiling, rows of the table, partial sums and their reduction. */
import { broadcast, gridOf, read, unroll, WORKGROUP, type BroadcastWidth, type Grid } from './kernel.ts';

/** Most slices of a plane: one thread adds them (ours). */
export const MAX_SLICES = 16;
/** Pixels of a thread in the transformations (ours): many on a processor, where each thread adds all slices itself. */
const pixelsPerThread = (isWorkgroupReduced: boolean): number => (isWorkgroupReduced ? 4 : 64);

/** Tiling of batch normalisation. */
export interface BatchNormTiling {
  readonly isWorkgroupReduced: boolean;
  readonly broadcastWidth: BroadcastWidth;
}

/** `firstRow`: the dispatch's first row of the table; `total`: channel groups of all batch norms of the plan. */
export const BATCH_NORM_FIELDS = ['count', 'plane', 'slices', 'cq', 'relu', 'firstRow', 'total'];

/**
 * Words of a row: the channel group in the buffer of x (and dx), in that of y or dy, and among all batch norms; the vec4f of gamma and beta
 * among weights, and of their gradients; the vec4f of its first sum in `blockSums`, where it is never stored.
 */
export const ROW_WORDS = 8;
export const TABLE = read('table', 'vec4u');
/** WGSL that reads the `parts` of the `c`th channel group's row. */
export const rowOf = (...parts: readonly ('source' | 'output' | 'own' | 'weights' | 'gradients')[]): string => {
  const texts = {
    source: 'let source = row.x * p.plane;',
    output: 'let output = row.y * p.plane;',
    own: 'let own = row.z;',
    weights: 'let scale = weights[row.w]; let shift = weights[rest.x];',
    gradients: 'let dGamma = rest.y; let dBeta = rest.z;',
  };
  const isWhole = parts.some((part) => part === 'weights' || part === 'gradients');
  return `let row = table[2u * (p.firstRow + c)]; ${isWhole ? 'let rest = table[2u * (p.firstRow + c) + 1u];' : ''} ${parts.map((part) => texts[part]).join(' ')}`;
};

export const nameOf = (kind: string, { isWorkgroupReduced, broadcastWidth = 1 }: Partial<BatchNormTiling>): string =>
  `${kind}${isWorkgroupReduced === true ? ' workgroup' : broadcastWidth > 1 ? ` broadcast ${broadcastWidth}` : ''}`;

/** Workgroups of a partial sum: one workgroup a slice, or one thread a slice. */
export const sumsGrid = (isWorkgroupReduced: boolean, slices: number, vec4s: number): Grid =>
  isWorkgroupReduced ? [slices, vec4s, 1] : gridOf(slices * vec4s);

/** Workgroups of a transformation: [pixels, c/4]. */
export const transformGrid = (isWorkgroupReduced: boolean, count: number, vec4s: number): Grid => [
  Math.ceil(count / (WORKGROUP * pixelsPerThread(isWorkgroupReduced))),
  vec4s,
  1,
];

/** Sums `a` and `b`, to which `each` adds a pixel `at`, over a slice of channel group `c`, to partials [cq][slices][2]. */
export const sumSlice = (isWorkgroupReduced: boolean, start: string, each: string): string => `
  ${
    isWorkgroupReduced
      ? 'let slice = group.x; let c = group.y;'
      : 'let slice = i % p.slices; let c = i / p.slices; if (c >= p.cq) { return; }'
  }
  let perSlice = (p.count + p.slices - 1u) / p.slices; let end = min((slice + 1u) * perSlice, p.count);
  var a = vec4f(0.0); var b = vec4f(0.0);
  ${start}
  for (var at = slice * perSlice${isWorkgroupReduced ? ' + lane' : ''}; at < end; at += ${isWorkgroupReduced ? WORKGROUP : 1}u) {
    ${each}
  }
  let to = 2u * (c * p.slices + slice);
  ${isWorkgroupReduced ? addOverGroup('partials[to] = first; partials[to + 1u] = second;') : 'partials[to] = a; partials[to + 1u] = b;'}`;

/** Adds `a` and `b` over the workgroup; one thread runs `store` with the sums, `first` and `second`, which it has afterwards too. */
export const addOverGroup = (store: string, a = 'a', b = 'b'): string => `
  sums[lane] = ${a}; sums[${WORKGROUP}u + lane] = ${b};
  workgroupBarrier();
  var first = vec4f(0.0); var second = vec4f(0.0);
  if (lane < 8u) { for (var j = 0u; j < 8u; j++) { first += sums[8u * lane + j]; second += sums[${WORKGROUP}u + 8u * lane + j]; } }
  workgroupBarrier();
  if (lane < 8u) { sums[lane] = first; sums[8u + lane] = second; }
  workgroupBarrier();
  if (lane == 0u) {
    first = vec4f(0.0); second = vec4f(0.0);
    for (var j = 0u; j < 8u; j++) { first += sums[j]; second += sums[8u + j]; }
    ${store}
  }`;
export const sumsMemory = (isWorkgroupReduced: boolean): string =>
  isWorkgroupReduced ? `var<workgroup> sums: array<vec4f, ${2 * WORKGROUP}>;` : '';

/** The plane's two sums as `first`, `second`. */
export function addSlices({ isWorkgroupReduced, broadcastWidth }: BatchNormTiling): string {
  const sums = 'var first = vec4f(0.0); var second = vec4f(0.0);';
  const one = 'let at = 2u * (c * p.slices + s); first += partials[at]; second += partials[at + 1u];';
  const loop = `for (var s = 0u; s < p.slices; s++) { ${one} }`;
  if (isWorkgroupReduced) {
    return `if (lane == 0u) { ${sums} ${loop} totals[0] = first; totals[1] = second; }
  workgroupBarrier();
  let first = totals[0]; let second = totals[1];`;
  }
  if (broadcastWidth === 1) return `${sums} ${loop}`;
  // each lane loads another slice and broadcasts it
  const each = (value: string): string =>
    unroll(broadcastWidth, (k) => `${value} += ${broadcast(broadcastWidth, `${value}Own`, k)};`);
  return `${sums}
  for (var s = 0u; s < p.slices; s += ${broadcastWidth}u) {
    let own = s + (sub & ${broadcastWidth - 1}u); let at = 2u * (c * p.slices + min(own, p.slices - 1u));
    let firstOwn = select(vec4f(0.0), partials[at], own < p.slices);
    let secondOwn = select(vec4f(0.0), partials[at + 1u], own < p.slices);
    ${each('first')} ${each('second')}
  }`;
}
export const totalsMemory = (isWorkgroupReduced: boolean): string =>
  isWorkgroupReduced ? 'var<workgroup> totals: array<vec4f, 2>;' : '';

/** Runs `each` for every pixel of the thread, `at`. */
export const eachPixel = (isWorkgroupReduced: boolean, each: string): string => `
  for (var j = 0u; j < ${pixelsPerThread(isWorkgroupReduced)}u; j++) {
    let at = (group.x * ${pixelsPerThread(isWorkgroupReduced)}u + j) * ${WORKGROUP}u + lane;
    if (at >= p.count) { break; }
    ${each}
  }`;
