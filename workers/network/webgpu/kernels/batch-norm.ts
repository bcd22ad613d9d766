/**
 * @file Batch normalisation in training: y = gamma xhat + beta, xhat = (x - mean) / sqrt(var + eps), mean and biased variance over
 * (n, h, w), with a ReLU behind it where there is one. Two dispatches each way: partial sums by slice of a plane (split-K); then a
 * transformation of each pixel, which first adds the slices, always in the same order. On a graphics card (`isWorkgroupReduced`) a slice is a
 * workgroup reduction, and one thread adds the slices for its workgroup; on a software device, where barriers cost more than they save, each
 * thread sums alone.
 *
 * One dispatch does several fused batch norms over images of one size; each of their channel groups has a row in a table
 * (`plan/batch-norm-table.ts`).
 *
 * Sums are taken of x - pivot, pivot the plane's first value: E[(x - v)^2] - E[x - v]^2 does not cancel as E[x^2] - E[x]^2 would.
 * Backward, with g = dy (masked by y > 0 after a ReLU): dBeta = sum g; dGamma = sum g xhat;
 * dx = gamma / sqrt(var + eps) (g - dBeta / m - xhat dGamma / m).
 */
import { BATCH_NORM_EPSILON } from '../../../../src/core/network/layers.ts';
import {
  memoizeKernel,
  broadcast,
  gridOf,
  read,
  storeGradient,
  storeName,
  unroll,
  write,
  WORKGROUP,
  type GradientStore,
  type Grid,
  type Kernel,
  type BroadcastWidth,
} from './kernel.ts';

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
 * among weights, and of their gradients; one spare.
 */
export const ROW_WORDS = 8;
const TABLE = read('table', 'vec4u');
/** WGSL that reads the `parts` of the `c`th channel group's row. */
const rowOf = (...parts: readonly ('source' | 'output' | 'own' | 'weights' | 'gradients')[]): string => {
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

const nameOf = (kind: string, { isWorkgroupReduced, broadcastWidth = 1 }: Partial<BatchNormTiling>): string =>
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
const sumSlice = (isWorkgroupReduced: boolean, start: string, each: string): string => `
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
  ${isWorkgroupReduced ? ADD_OVER_GROUP : 'partials[to] = a; partials[to + 1u] = b;'}`;

const ADD_OVER_GROUP = `
  sums[lane] = a; sums[${WORKGROUP}u + lane] = b;
  workgroupBarrier();
  var first = vec4f(0.0); var second = vec4f(0.0);
  if (lane < 8u) { for (var j = 0u; j < 8u; j++) { first += sums[8u * lane + j]; second += sums[${WORKGROUP}u + 8u * lane + j]; } }
  workgroupBarrier();
  if (lane < 8u) { sums[lane] = first; sums[8u + lane] = second; }
  workgroupBarrier();
  if (lane == 0u) {
    first = vec4f(0.0); second = vec4f(0.0);
    for (var j = 0u; j < 8u; j++) { first += sums[j]; second += sums[8u + j]; }
    partials[to] = first; partials[to + 1u] = second;
  }`;
const sumsMemory = (isWorkgroupReduced: boolean): string =>
  isWorkgroupReduced ? `var<workgroup> sums: array<vec4f, ${2 * WORKGROUP}>;` : '';

/** The plane's two sums as `first`, `second`. */
function addSlices({ isWorkgroupReduced, broadcastWidth }: BatchNormTiling): string {
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
const totalsMemory = (isWorkgroupReduced: boolean): string =>
  isWorkgroupReduced ? 'var<workgroup> totals: array<vec4f, 2>;' : '';

/** Runs `each` for every pixel of the thread, `at`. */
const eachPixel = (isWorkgroupReduced: boolean, each: string): string => `
  for (var j = 0u; j < ${pixelsPerThread(isWorkgroupReduced)}u; j++) {
    let at = (group.x * ${pixelsPerThread(isWorkgroupReduced)}u + j) * ${WORKGROUP}u + lane;
    if (at >= p.count) { break; }
    ${each}
  }`;

/** Sums of x - pivot and its square. */
export const batchNormSums = memoizeKernel((isWorkgroupReduced: boolean): Kernel => ({
  name: nameOf('batchNormSums', { isWorkgroupReduced }),
  fields: BATCH_NORM_FIELDS,
  buffers: [read('x'), TABLE, write('partials')],
  prelude: sumsMemory(isWorkgroupReduced),
  body: sumSlice(
    isWorkgroupReduced,
    `${rowOf('source')} let pivot = x[source];`,
    'let d = x[source + at] - pivot; a += d; b += d * d;',
  ),
}));

/**
 * Normalises by the batch's moments. moments [2][total]: mean, 1 / sqrt(var + eps), for the gradient; moving [2][total]: mean, variance,
 * blended with the step's momentum.
 */
export const batchNormForward = memoizeKernel((tiling: BatchNormTiling): Kernel => ({
  name: nameOf('batchNormForward', tiling),
  fields: BATCH_NORM_FIELDS,
  buffers: [
    read('x'),
    read('partials'),
    read('weights'),
    TABLE,
    read('step', 'f32'),
    write('y'),
    write('moments'),
    write('moving'),
  ],
  subgroups: !tiling.isWorkgroupReduced && tiling.broadcastWidth > 1,
  prelude: totalsMemory(tiling.isWorkgroupReduced),
  body: `
  let c = group.y; let m = f32(p.count);
  ${addSlices(tiling)}
  ${rowOf('source', 'output', 'own', 'weights')}
  let offset = first / m; let variance = max(second / m - offset * offset, vec4f(0.0));
  let mean = x[source] + offset; let inverse = inverseSqrt(variance + ${BATCH_NORM_EPSILON});
  if (group.x == 0u && lane == 0u) {
    moments[own] = mean; moments[p.total + own] = inverse;
    moving[own] = mix(mean, moving[own], step[1]);
    moving[p.total + own] = mix(variance, moving[p.total + own], step[1]);
  }
  let factor = scale * inverse;
  let floor = select(vec4f(-3.4e38), vec4f(0.0), p.relu == 1u);
  ${eachPixel(tiling.isWorkgroupReduced, 'y[output + at] = max((x[source + at] - mean) * factor + shift, floor);')}`,
}));

/** Normalises by the moving moments: evaluation. */
export const batchNormEvaluate = memoizeKernel((isWorkgroupReduced: boolean): Kernel => ({
  name: nameOf('batchNormEvaluate', { isWorkgroupReduced }),
  fields: BATCH_NORM_FIELDS,
  buffers: [read('x'), read('weights'), TABLE, read('moving'), write('y')],
  body: `
  let c = group.y; ${rowOf('source', 'output', 'own', 'weights')}
  let mean = moving[own]; let factor = scale * inverseSqrt(moving[p.total + own] + ${BATCH_NORM_EPSILON});
  let floor = select(vec4f(-3.4e38), vec4f(0.0), p.relu == 1u);
  ${eachPixel(isWorkgroupReduced, 'y[output + at] = max((x[source + at] - mean) * factor + shift, floor);')}`,
}));

/** The gradient g and xhat at a pixel. */
const GRADIENT = `
  let xhat = (x[source + at] - mean) * inverse; var g = dy[output + at];
  if (p.relu == 1u) { g = select(vec4f(0.0), g, xhat * scale + shift > vec4f(0.0)); }`;
const MOMENTS = `${rowOf('source', 'output', 'own', 'weights', 'gradients')} let mean = moments[own]; let inverse = moments[p.total + own];`;

/** Sums of g and g xhat. */
export const batchNormGradientSums = memoizeKernel((isWorkgroupReduced: boolean): Kernel => ({
  name: nameOf('batchNormGradientSums', { isWorkgroupReduced }),
  fields: BATCH_NORM_FIELDS,
  buffers: [read('dy'), read('x'), read('moments'), read('weights'), TABLE, write('partials')],
  prelude: sumsMemory(isWorkgroupReduced),
  body: sumSlice(isWorkgroupReduced, MOMENTS, `${GRADIENT} a += g; b += g * xhat;`),
}));

/** dx; dGamma and dBeta at the row's offsets into `dWeights`. */
export const batchNormInputGradient = memoizeKernel((tiling: BatchNormTiling, store: GradientStore): Kernel => ({
  name: nameOf('batchNormInputGradient', tiling) + storeName(store),
  fields: BATCH_NORM_FIELDS,
  buffers: [
    read('dy'),
    read('x'),
    read('moments'),
    read('weights'),
    TABLE,
    read('partials'),
    write('dx'),
    write('dWeights'),
  ],
  subgroups: !tiling.isWorkgroupReduced && tiling.broadcastWidth > 1,
  prelude: totalsMemory(tiling.isWorkgroupReduced),
  body: `
  let c = group.y; let m = f32(p.count);
  ${MOMENTS} ${addSlices(tiling)}
  if (group.x == 0u && lane == 0u) { dWeights[dGamma] = second; dWeights[dBeta] = first; }
  ${eachPixel(
    tiling.isWorkgroupReduced,
    `${GRADIENT}
    ${storeGradient(store, 'source + at', 'scale * inverse * (g - first / m - xhat * second / m)')}`,
  )}`,
}));
