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
  addOverGroup,
  BATCH_NORM_FIELDS,
  TABLE,
  rowOf,
  nameOf,
  sumSlice,
  sumsMemory,
  addSlices,
  totalsMemory,
  eachPixel,
  type BatchNormTiling,
} from './batch-norm-sums.ts';
import {
  memoizeKernel,
  read,
  storeGradient,
  storeName,
  WORKGROUP,
  write,
  type GradientStore,
  type Kernel,
} from './kernel.ts';

/** Sums of x - pivot and its square. */
export const batchNormSums = memoizeKernel((isWorkgroupReduced: boolean): Kernel => ({
  name: nameOf('batchNormSums', { isWorkgroupReduced }),
  fields: BATCH_NORM_FIELDS,
  buffers: [read('x', 'activation'), TABLE, write('partials')],
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
    read('x', 'activation'),
    read('partials'),
    read('weights'),
    TABLE,
    read('step', 'f32'),
    write('y', 'activation'),
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
  buffers: [read('x', 'activation'), read('weights'), TABLE, read('moving'), write('y', 'activation')],
  body: `
  let c = group.y; ${rowOf('source', 'output', 'own', 'weights')}
  let mean = moving[own]; let factor = scale * inverseSqrt(moving[p.total + own] + ${BATCH_NORM_EPSILON});
  let floor = select(vec4f(-3.4e38), vec4f(0.0), p.relu == 1u);
  ${eachPixel(isWorkgroupReduced, 'y[output + at] = max((x[source + at] - mean) * factor + shift, floor);')}`,
}));

/** The sums of a channel group's blocks in lane 0, as `first` and `second`. */
const addBlocks = `
  var sum = vec4f(0.0); var sum2 = vec4f(0.0);
  for (var block = lane; block < p.blocks; block += ${WORKGROUP}u) { sum += blockSums[rest.w + 2u * block]; sum2 += blockSums[rest.w + 2u * block + 1u]; }
  ${addOverGroup('', 'sum', 'sum2')}`;

/**
 * The moments and norms of batch norms whose output is never stored, from the sums that the convolutions before them left in `blockSums`
 * (`statistics.ts`). One workgroup a channel group.
 */
export const batchNormNorms: Kernel = {
  name: 'batchNormNorms',
  fields: [...BATCH_NORM_FIELDS, 'blocks'],
  buffers: [
    read('blockSums'),
    read('weights'),
    TABLE,
    read('step', 'f32'),
    write('moments'),
    write('moving'),
    write('norms'),
  ],
  prelude: sumsMemory(true),
  body: `
  let c = group.x; let m = f32(p.count);
  ${rowOf('own', 'weights')}
  ${addBlocks}
  if (lane == 0u) {
    let offset = first / m; let variance = max(second / m - offset * offset, vec4f(0.0));
    let mean = moving[own] + offset; let inverse = inverseSqrt(variance + ${BATCH_NORM_EPSILON});
    moments[own] = mean; moments[p.total + own] = inverse;
    moving[own] = mix(mean, moving[own], step[1]);
    moving[p.total + own] = mix(variance, moving[p.total + own], step[1]);
    norms[2u * own] = scale * inverse; norms[2u * own + 1u] = shift - mean * scale * inverse;
  }`,
};

/** The norms by the moving moments: evaluation. One thread a channel group. */
export const batchNormMovingNorms: Kernel = {
  name: 'batchNormMovingNorms',
  fields: BATCH_NORM_FIELDS,
  buffers: [read('weights'), TABLE, read('moving'), write('norms')],
  body: `
  let c = i;
  if (c >= p.cq) { return; }
  ${rowOf('own', 'weights')}
  let factor = scale * inverseSqrt(moving[p.total + own] + ${BATCH_NORM_EPSILON});
  norms[2u * own] = factor; norms[2u * own + 1u] = shift - moving[own] * factor;`,
};

/** The gradient g and xhat at a pixel. */
const GRADIENT = `
  let xhat = (x[source + at] - mean) * inverse; var g = dy[output + at];
  if (p.relu == 1u) { g = select(vec4f(0.0), g, xhat * scale + shift > vec4f(0.0)); }`;
const MOMENTS = `${rowOf('source', 'output', 'own', 'weights', 'gradients')} let mean = moments[own]; let inverse = moments[p.total + own];`;

/** Sums of g and g xhat. */
export const batchNormGradientSums = memoizeKernel((isWorkgroupReduced: boolean): Kernel => ({
  name: nameOf('batchNormGradientSums', { isWorkgroupReduced }),
  fields: BATCH_NORM_FIELDS,
  buffers: [
    read('dy', 'activation'),
    read('x', 'activation'),
    read('moments'),
    read('weights'),
    TABLE,
    write('partials'),
  ],
  prelude: sumsMemory(isWorkgroupReduced),
  body: sumSlice(isWorkgroupReduced, MOMENTS, `${GRADIENT} a += g; b += g * xhat;`),
}));

/**
 * For batch norms whose input's gradient is never stored, dx = a g + b x + c (`conv-backward.ts`): dNorms [rows][3] of vec4f: a, b, c; dGamma and dBeta
 * at the row's offsets into `dWeights`. One thread a channel group; `isSummed`, from the sums of whoever wrote the gradient (`depthwise.ts`): one
 * workgroup.
 */
export const batchNormGradientNorms = memoizeKernel((isSummed: boolean): Kernel => ({
  name: `batchNormGradientNorms${isSummed ? ' summed' : ''}`,
  fields: [...BATCH_NORM_FIELDS, ...(isSummed ? ['blocks'] : [])],
  buffers: [
    read('moments'),
    read('weights'),
    TABLE,
    read(isSummed ? 'blockSums' : 'partials'),
    write('dNorms'),
    write('dWeights'),
  ],
  prelude: sumsMemory(isSummed),
  body: `
  let c = ${isSummed ? 'group.x' : 'i'}; let m = f32(p.count);
  ${isSummed ? '' : 'if (c >= p.cq) { return; }'}
  ${rowOf('own', 'weights', 'gradients')}
  ${isSummed ? `${addBlocks} if (lane != 0u) { return; }` : addSlices({ isWorkgroupReduced: false, broadcastWidth: 1 })}
  dWeights[dGamma] = second; dWeights[dBeta] = first;
  let a = scale * moments[p.total + own]; let b = -a * moments[p.total + own] * second / m;
  dNorms[3u * own] = a; dNorms[3u * own + 1u] = b; dNorms[3u * own + 2u] = -a * first / m - b * moments[own];`,
}));

/** dx; dGamma and dBeta at the row's offsets into `dWeights`. */
export const batchNormInputGradient = memoizeKernel((tiling: BatchNormTiling, store: GradientStore): Kernel => ({
  name: nameOf('batchNormInputGradient', tiling) + storeName(store),
  fields: BATCH_NORM_FIELDS,
  buffers: [
    read('dy', 'activation'),
    read('x', 'activation'),
    read('moments'),
    read('weights'),
    TABLE,
    read('partials'),
    write('dx', 'activation'),
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
