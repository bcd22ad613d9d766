/**
 * @file Batch normalisation in training: y = gamma xhat + beta, xhat = (x - mean) / sqrt(var + eps), mean and biased variance over
 * (n, h, w), with a ReLU behind it where there is one. Two dispatches each way: sums over slices of a plane; then whoever
 * transforms a plane's pixels adds its slices first, always in the same order. On a graphics card (`isShared`) a workgroup sums a
 * slice together and adds the slices once for all its threads; on a software device, where barriers cost more than they save, each
 * thread does so alone.
 *
 * Sums are taken of x - pivot, pivot the plane's first value: E[(x - v)^2] - E[x - v]^2 does not cancel as E[x^2] - E[x]^2 would.
 * Backward, with g = dy (masked by y > 0 after a ReLU): dBeta = sum g; dGamma = sum g xhat;
 * dx = gamma / sqrt(var + eps) (g - dBeta / m - xhat dGamma / m).
 */
import { BATCH_NORM_EPSILON } from '../../../src/core/layers.ts';
import {
  remembered,
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
  type Sharing,
} from './kernel.ts';

/** Most slices of a plane: one thread adds them (ours). */
export const MOST_SLICES = 16;
/** Pixels of one thread in the transforming dispatches (ours): on a processor a thread adds all slices itself, and should rarely. */
const pixelsPerThread = (isShared: boolean): number => (isShared ? 4 : 64);

/** How batch normalisation is cut. */
export interface BatchNormCut {
  readonly isShared: boolean;
  readonly sharing: Sharing;
}

/** `betaAt`: vec4f from gamma's gradient to beta's. */
export const BATCH_NORM_FIELDS = ['count', 'plane', 'slices', 'cq', 'relu', 'betaAt'];

const nameOf = (kind: string, { isShared, sharing = 1 }: Partial<BatchNormCut>): string =>
  `${kind}${isShared === true ? ' shared' : sharing > 1 ? ` shared by ${sharing}` : ''}`;

/** Workgroups of a dispatch that sums slices: one a slice, or one thread a slice. */
export const sumsGrid = (isShared: boolean, slices: number, quads: number): Grid =>
  isShared ? [slices, quads, 1] : gridOf(slices * quads);

/** Workgroups of a transforming dispatch: [pixels, c/4]. */
export const transformGrid = (isShared: boolean, count: number, quads: number): Grid => [
  Math.ceil(count / (WORKGROUP * pixelsPerThread(isShared))),
  quads,
  1,
];

/** Adds `a` and `b`, made from each pixel `at` of the thread's part of a slice of plane `c`, to partials [c/4][slices][2]. */
const sumSlice = (isShared: boolean, start: string, each: string): string => `
  ${
    isShared
      ? 'let slice = group.x; let c = group.y;'
      : 'let slice = i % p.slices; let c = i / p.slices; if (c >= p.cq) { return; }'
  }
  let perSlice = (p.count + p.slices - 1u) / p.slices; let end = min((slice + 1u) * perSlice, p.count);
  var a = vec4f(0.0); var b = vec4f(0.0);
  ${start}
  for (var at = slice * perSlice${isShared ? ' + lane' : ''}; at < end; at += ${isShared ? WORKGROUP : 1}u) {
    let place = c * p.plane + at;
    ${each}
  }
  let to = 2u * (c * p.slices + slice);
  ${isShared ? ADD_OVER_GROUP : 'partials[to] = a; partials[to + 1u] = b;'}`;

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
const sumsMemory = (isShared: boolean): string =>
  isShared ? `var<workgroup> sums: array<vec4f, ${2 * WORKGROUP}>;` : '';

/** The plane's two sums as `first`, `second`. */
function addSlices({ isShared, sharing }: BatchNormCut): string {
  const sums = 'var first = vec4f(0.0); var second = vec4f(0.0);';
  const one = 'let at = 2u * (c * p.slices + s); first += partials[at]; second += partials[at + 1u];';
  const loop = `for (var s = 0u; s < p.slices; s++) { ${one} }`;
  if (isShared) {
    return `if (lane == 0u) { ${sums} ${loop} totals[0] = first; totals[1] = second; }
  workgroupBarrier();
  let first = totals[0]; let second = totals[1];`;
  }
  if (sharing === 1) return `${sums} ${loop}`;
  // each thread loads another slice and hands it to the others
  const each = (value: string): string =>
    unroll(sharing, (k) => `${value} += ${broadcast(sharing, `${value}Own`, k)};`);
  return `${sums}
  for (var s = 0u; s < p.slices; s += ${sharing}u) {
    let own = s + (sub & ${sharing - 1}u); let at = 2u * (c * p.slices + min(own, p.slices - 1u));
    let firstOwn = select(vec4f(0.0), partials[at], own < p.slices);
    let secondOwn = select(vec4f(0.0), partials[at + 1u], own < p.slices);
    ${each('first')} ${each('second')}
  }`;
}
const totalsMemory = (isShared: boolean): string => (isShared ? 'var<workgroup> totals: array<vec4f, 2>;' : '');

/** Runs `each` for every pixel of the thread, at `place`. */
const eachPixel = (isShared: boolean, each: string): string => `
  for (var j = 0u; j < ${pixelsPerThread(isShared)}u; j++) {
    let at = (group.x * ${pixelsPerThread(isShared)}u + j) * ${WORKGROUP}u + lane;
    if (at >= p.count) { break; }
    let place = c * p.plane + at;
    ${each}
  }`;

/** Sums of x - pivot and its square. */
export const batchNormSums = remembered((isShared: boolean): Kernel => ({
  name: nameOf('batchNormSums', { isShared }),
  fields: BATCH_NORM_FIELDS,
  buffers: [read('x'), write('partials')],
  prelude: sumsMemory(isShared),
  body: sumSlice(isShared, 'let pivot = x[c * p.plane];', 'let d = x[place] - pivot; a += d; b += d * d;'),
}));

/**
 * Normalises by the batch's moments. moments [2][c/4]: mean, 1 / sqrt(var + eps), for the gradient; moving [2][c/4]: mean, variance,
 * blended with the step's momentum.
 */
export const batchNormForward = remembered((cut: BatchNormCut): Kernel => ({
  name: nameOf('batchNormForward', cut),
  fields: BATCH_NORM_FIELDS,
  buffers: [
    read('x'),
    read('partials'),
    read('gamma'),
    read('beta'),
    read('step', 'f32'),
    write('y'),
    write('moments'),
    write('moving'),
  ],
  subgroups: !cut.isShared && cut.sharing > 1,
  prelude: totalsMemory(cut.isShared),
  body: `
  let c = group.y; let m = f32(p.count);
  ${addSlices(cut)}
  let offset = first / m; let variance = max(second / m - offset * offset, vec4f(0.0));
  let mean = x[c * p.plane] + offset; let inverse = inverseSqrt(variance + ${BATCH_NORM_EPSILON});
  if (group.x == 0u && lane == 0u) {
    moments[c] = mean; moments[p.cq + c] = inverse;
    moving[c] = mix(mean, moving[c], step[1]);
    moving[p.cq + c] = mix(variance, moving[p.cq + c], step[1]);
  }
  let scale = gamma[c] * inverse; let shift = beta[c];
  let floor = select(vec4f(-3.4e38), vec4f(0.0), p.relu == 1u);
  ${eachPixel(cut.isShared, 'y[place] = max((x[place] - mean) * scale + shift, floor);')}`,
}));

/** Normalises by the moving moments: evaluation. */
export const batchNormEvaluate = remembered((isShared: boolean): Kernel => ({
  name: nameOf('batchNormEvaluate', { isShared }),
  fields: BATCH_NORM_FIELDS,
  buffers: [read('x'), read('gamma'), read('beta'), read('moving'), write('y')],
  body: `
  let c = group.y; let mean = moving[c]; let shift = beta[c];
  let scale = gamma[c] * inverseSqrt(moving[p.cq + c] + ${BATCH_NORM_EPSILON});
  let floor = select(vec4f(-3.4e38), vec4f(0.0), p.relu == 1u);
  ${eachPixel(isShared, 'y[place] = max((x[place] - mean) * scale + shift, floor);')}`,
}));

/** The gradient g and xhat at a pixel. */
const GRADIENT = `
  let xhat = (x[place] - mean) * inverse; var g = dy[place];
  if (p.relu == 1u) { g = select(vec4f(0.0), g, xhat * scale + shift > vec4f(0.0)); }`;
const MOMENTS = 'let mean = moments[c]; let inverse = moments[p.cq + c]; let scale = gamma[c]; let shift = beta[c];';

/** Sums of g and g xhat. */
export const batchNormGradientSums = remembered((isShared: boolean): Kernel => ({
  name: nameOf('batchNormGradientSums', { isShared }),
  fields: BATCH_NORM_FIELDS,
  buffers: [read('dy'), read('x'), read('moments'), read('gamma'), read('beta'), write('partials')],
  prelude: sumsMemory(isShared),
  body: sumSlice(isShared, MOMENTS, `${GRADIENT} a += g; b += g * xhat;`),
}));

/** dx, and dGamma, dBeta [c/4] each. */
export const batchNormInputGradient = remembered((cut: BatchNormCut, store: GradientStore): Kernel => ({
  name: nameOf('batchNormInputGradient', cut) + storeName(store),
  fields: BATCH_NORM_FIELDS,
  buffers: [
    read('dy'),
    read('x'),
    read('moments'),
    read('gamma'),
    read('beta'),
    read('partials'),
    write('dx'),
    write('dWeights'),
  ],
  subgroups: !cut.isShared && cut.sharing > 1,
  prelude: totalsMemory(cut.isShared),
  body: `
  let c = group.y; let m = f32(p.count);
  ${MOMENTS} ${addSlices(cut)}
  if (group.x == 0u && lane == 0u) { dWeights[c] = second; dWeights[p.betaAt + c] = first; }
  ${eachPixel(
    cut.isShared,
    `${GRADIENT}
    ${storeGradient(store, 'place', 'scale * inverse * (g - first / m - xhat * second / m)')}`,
  )}`,
}));
