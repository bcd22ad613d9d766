/**
 * @file Batch normalisation in training: y = gamma xhat + beta, xhat = (x - mean) / sqrt(var + eps), mean and biased variance over
 * (n, h, w), with a ReLU behind it where there is one. Two dispatches each way: sums over slices of a plane; then every
 * workgroup adds its plane's slices (always in the same order) and transforms its pixels.
 *
 * Sums are taken of x - pivot, pivot the plane's first value: E[(x - v)^2] - E[x - v]^2 does not cancel as E[x^2] - E[x]^2 would.
 * Backward, with g = dy (masked by y > 0 after a ReLU): dBeta = sum g; dGamma = sum g xhat;
 * dx = gamma / sqrt(var + eps) (g - dBeta / m - xhat dGamma / m).
 */
import { BATCH_NORM_EPSILON } from '../../../src/core/layers.ts';
import { read, write, WORKGROUP, type Kernel } from './kernel.ts';

/** Pixels of one thread in the transforming dispatches (ours). */
export const PIXELS_PER_THREAD = 4;
/** Most slices of a plane: one thread adds them (ours). */
export const MOST_SLICES = 16;

/** `betaAt`: vec4f from gamma's gradient to beta's. */
export const BATCH_NORM_FIELDS = ['count', 'plane', 'slices', 'cq', 'relu', 'accumulate', 'betaAt'];

const EACH_PIXEL_OF_SLICE = `
  let slice = group.x; let base = group.y * p.plane; let perSlice = (p.count + p.slices - 1u) / p.slices;
  for (var at = slice * perSlice + lane; at < min((slice + 1u) * perSlice, p.count); at += ${WORKGROUP}u)`;

/** Adds two sums over the workgroup; thread 0 gets them as `first`, `second`. */
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
  }`;
const SUMS = `var<workgroup> sums: array<vec4f, ${2 * WORKGROUP}>;`;

/** Sums of x - pivot and its square; partials [c/4][slices][2]. Workgroups [slices, c/4]. */
export const batchNormSums: Kernel = {
  name: 'batchNormSums',
  fields: BATCH_NORM_FIELDS,
  buffers: [read('x'), write('partials')],
  prelude: SUMS,
  body: `
  let pivot = x[group.y * p.plane];
  var a = vec4f(0.0); var b = vec4f(0.0);
  ${EACH_PIXEL_OF_SLICE} { let d = x[base + at] - pivot; a += d; b += d * d; }
  ${ADD_OVER_GROUP}
  if (lane == 0u) { let to = 2u * (group.y * p.slices + slice); partials[to] = first; partials[to + 1u] = second; }`,
};

const SHARED = 'var<workgroup> shared0: vec4f; var<workgroup> shared1: vec4f;';
const ADD_SLICES = `
  if (lane == 0u) {
    var first = vec4f(0.0); var second = vec4f(0.0);
    for (var s = 0u; s < p.slices; s++) { let at = 2u * (group.y * p.slices + s); first += partials[at]; second += partials[at + 1u]; }
    shared0 = first; shared1 = second;
  }
  workgroupBarrier();
  let m = f32(p.count);`;
const EACH_PIXEL = `
  for (var j = 0u; j < ${PIXELS_PER_THREAD}u; j++) {
    let at = group.x * ${WORKGROUP * PIXELS_PER_THREAD}u + j * ${WORKGROUP}u + lane;
    if (at >= p.count) { break; }
    let i4 = group.y * p.plane + at;`;

/**
 * Normalises by the batch's moments. weights: gamma [c/4] then beta [c/4]; moments [2][c/4]: mean, 1 / sqrt(var + eps), for the gradient;
 * moving [2][c/4]: mean, variance, blended with the step's momentum. Workgroups [pixels, c/4].
 */
export const batchNormForward: Kernel = {
  name: 'batchNormForward',
  fields: BATCH_NORM_FIELDS,
  buffers: [
    ...[read('x'), read('partials'), read('gamma'), read('beta'), read('step', 'f32')],
    ...[write('y'), write('moments'), write('moving')],
  ],
  prelude: SHARED,
  body: `
  ${ADD_SLICES}
  let offset = shared0 / m; let variance = max(shared1 / m - offset * offset, vec4f(0.0));
  let mean = x[group.y * p.plane] + offset; let inverse = inverseSqrt(variance + ${BATCH_NORM_EPSILON});
  if (group.x == 0u && lane == 0u) {
    moments[group.y] = mean; moments[p.cq + group.y] = inverse;
    moving[group.y] = mix(mean, moving[group.y], step[1]);
    moving[p.cq + group.y] = mix(variance, moving[p.cq + group.y], step[1]);
  }
  let scale = gamma[group.y] * inverse; let shift = beta[group.y];
  let floor = select(vec4f(-3.4e38), vec4f(0.0), p.relu == 1u);
  ${EACH_PIXEL} y[i4] = max((x[i4] - mean) * scale + shift, floor); }`,
};

/** Normalises by the moving moments: evaluation. */
export const batchNormEvaluate: Kernel = {
  name: 'batchNormEvaluate',
  fields: BATCH_NORM_FIELDS,
  buffers: [read('x'), read('gamma'), read('beta'), read('moving'), write('y')],
  body: `
  let scale = gamma[group.y] * inverseSqrt(moving[p.cq + group.y] + ${BATCH_NORM_EPSILON}); let shift = beta[group.y];
  let mean = moving[group.y]; let floor = select(vec4f(-3.4e38), vec4f(0.0), p.relu == 1u);
  ${EACH_PIXEL} y[i4] = max((x[i4] - mean) * scale + shift, floor); }`,
};

/** The gradient g and xhat at a pixel. */
const GRADIENT_AT = `
  let xhat = (x[i4] - mean) * inverse; var g = dy[i4];
  if (p.relu == 1u) { g = select(vec4f(0.0), g, xhat * scale + shift > vec4f(0.0)); }`;
const MOMENTS = `
  let mean = moments[group.y]; let inverse = moments[p.cq + group.y]; let scale = gamma[group.y]; let shift = beta[group.y];`;

/** Sums of g and g xhat; partials [c/4][slices][2]. Workgroups [slices, c/4]. */
export const batchNormGradientSums: Kernel = {
  name: 'batchNormGradientSums',
  fields: BATCH_NORM_FIELDS,
  buffers: [read('dy'), read('x'), read('moments'), read('gamma'), read('beta'), write('partials')],
  prelude: SUMS,
  body: `
  ${MOMENTS}
  var a = vec4f(0.0); var b = vec4f(0.0);
  ${EACH_PIXEL_OF_SLICE} { let i4 = base + at; ${GRADIENT_AT} a += g; b += g * xhat; }
  ${ADD_OVER_GROUP}
  if (lane == 0u) { let to = 2u * (group.y * p.slices + slice); partials[to] = first; partials[to + 1u] = second; }`,
};

/** dx, and dGamma, dBeta [c/4] each. Workgroups [pixels, c/4]. */
export const batchNormInputGradient: Kernel = {
  name: 'batchNormInputGradient',
  fields: BATCH_NORM_FIELDS,
  buffers: [
    ...[read('dy'), read('x'), read('moments'), read('gamma'), read('beta'), read('partials')],
    ...[write('dx'), write('dWeights')],
  ],
  prelude: SHARED,
  body: `
  ${MOMENTS} ${ADD_SLICES}
  let dBeta = shared0; let dGamma = shared1;
  if (group.x == 0u && lane == 0u) { dWeights[group.y] = dGamma; dWeights[p.betaAt + group.y] = dBeta; }
  ${EACH_PIXEL} ${GRADIENT_AT}
    var value = scale * inverse * (g - dBeta / m - xhat * dGamma / m);
    if (p.accumulate == 1u) { value += dx[i4]; }
    dx[i4] = value; }`,
};
