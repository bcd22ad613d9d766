/**
 * @file The optimizer over all parameters at once. Weights lie in one buffer, each parameter padded to {@link REGION} vec4f, so that
 * a workgroup has one parameter; `table[group]` = [first vec4f of its gradient's slices, slices, vec4f from slice to slice, 1 if it decays].
 *
 * Add the slices and update; with clipping add the slices first, then the squares, in two steps, to a factor, and update by what was added.
 */
import { MOMENTUM } from '../../../../src/contract/config.ts';
import { ADAM } from '../../optimizer.ts';
import { read, memoizeKernel, write, WORKGROUP, type Binding, type Kernel } from './kernel.ts';

/** Squares added by one workgroup (ours): a million weights make 61 sums. */
export const SQUARES = 4096;
/** vec4f a parameter is padded to: one workgroup. */
export const REGION = WORKGROUP;

/** The sum of a vec4f's slices, divided by the loss scale. */
const ADDED = `var sum = vec4f(0.0);
  for (var s = 0u; s < entry.y; s++) { sum += slices[entry.x + s * entry.z + lane]; }
  sum *= p.unscale;`;

/** gradient = sum of slices; squares[i] = the square of its length, one a vec4f. Workgroups [regions]. */
export const addSlices: Kernel = {
  name: 'addSlices',
  fields: ['groups', 'unscale:f32'],
  buffers: [read('slices'), read('table', 'vec4u'), write('gradient'), write('squares', 'f32')],
  body: `
  let region = group.x + group.y * groups.x;
  if (region >= p.groups) { return; }
  let entry = table[region];
  ${ADDED}
  gradient[i] = sum;
  squares[i] = dot(sum, sum);`,
};

/** sums[group] = sum of its {@link SQUARES} squares. Workgroups [squares / SQUARES]. */
export const addSquares: Kernel = {
  name: 'addSquares',
  fields: ['count'],
  buffers: [read('squares', 'f32'), write('sums', 'f32')],
  prelude: `var<workgroup> parts: array<f32, ${WORKGROUP}>;`,
  body: `
  var sum = 0.0;
  for (var j = 0u; j < ${SQUARES / WORKGROUP}u; j++) {
    let at = group.x * ${SQUARES}u + j * ${WORKGROUP}u + lane;
    if (at < p.count) { sum += squares[at]; }
  }
  parts[lane] = sum;
  workgroupBarrier();
  if (lane == 0u) {
    var total = 0.0;
    for (var j = 0u; j < ${WORKGROUP}u; j++) { total += parts[j]; }
    sums[group.x] = total;
  }`,
};

/** factor[0] = min(1, clipNorm / |g|) (Pascanu et al. 2013), from the squares' sums. One workgroup. */
export const clipFactor: Kernel = {
  name: 'clipFactor',
  fields: ['count', 'clipNorm:f32'],
  buffers: [read('sums', 'f32'), write('factor', 'f32')],
  body: `
  if (lane == 0u) {
    var total = 0.0;
    for (var j = 0u; j < p.count; j++) { total += sums[j]; }
    factor[0] = min(1.0, p.clipNorm / max(sqrt(total), 1e-12));
  }`,
};

/** Which gradient the weights are updated by: the sum of slices as it is, or what was added before, times the clip's factor. */
type Source = 'slices' | 'clipped';

const sourceBuffers = (source: Source): readonly Binding[] =>
  source === 'slices' ? [read('slices')] : [read('gradient'), read('factor', 'f32')];

const start = (source: Source): string => `
  let region = group.x + group.y * groups.x;
  if (region >= p.groups) { return; }
  let entry = table[region]; let at = region * ${REGION}u + lane; let w = weights[at];
  ${source === 'slices' ? ADDED : 'let sum = gradient[at] * factor[0];'}
  let g = sum + w * (p.weightDecay * f32(entry.w));`;

const OPTIMIZER_FIELDS = ['groups', 'weightDecay:f32', 'unscale:f32'];

/** v <- m v + g; w <- w - rate (g + m v) (Nesterov as in Sutskever et al. 2013 and Keras). Workgroups [regions]. */
export const momentumUpdate = memoizeKernel((source: Source): Kernel => ({
  name: `momentumUpdate ${source}`,
  fields: OPTIMIZER_FIELDS,
  buffers: [...sourceBuffers(source), read('table', 'vec4u'), read('step', 'f32'), write('weights'), write('first')],
  body: `
  ${start(source)}
  let v = ${MOMENTUM} * first[at] + g;
  first[at] = v;
  weights[at] = w - step[0] * (g + ${MOMENTUM} * v);`,
}));

/** Kingma & Ba 2015. Workgroups [regions]. */
export const adamUpdate = memoizeKernel((source: Source): Kernel => ({
  name: `adamUpdate ${source}`,
  fields: OPTIMIZER_FIELDS,
  buffers: [
    ...sourceBuffers(source),
    read('table', 'vec4u'),
    read('step', 'f32'),
    write('weights'),
    write('first'),
    write('second'),
  ],
  body: `
  ${start(source)}
  let m = ${ADAM.beta1} * first[at] + ${1 - ADAM.beta1} * g;
  let v = ${ADAM.beta2} * second[at] + ${1 - ADAM.beta2} * g * g;
  first[at] = m; second[at] = v;
  weights[at] = w - step[0] * (m * step[2]) / (sqrt(v * step[3]) + ${ADAM.epsilon});`,
}));
