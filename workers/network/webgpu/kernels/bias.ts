/**
 * @file A convolution's bias: y += b after the convolution, and db = sum of dy over (n, h, w). One workgroup a channel group sums, so that the
 * sum has one order. Spare channels stay 0, since those of b and of dy are.
 */
import { gridOf, read, write, WORKGROUP, type Grid, type Kernel } from './kernel.ts';

/** `count`: pixels of a plane that are used; `cq`: channel groups. */
const BIAS_FIELDS = ['count', 'plane', 'cq'];

/** One thread a vec4f of y. */
export const addBias: Kernel = {
  name: 'addBias',
  fields: BIAS_FIELDS,
  buffers: [read('bias'), write('y', 'activation')],
  body: `
  let at = i % p.count; let c = i / p.count;
  if (c >= p.cq) { return; }
  let to = c * p.plane + at;
  y[to] = y[to] + bias[c];`,
};

export const addBiasGrid = (count: number, vec4s: number): Grid => gridOf(count * vec4s);

/** dBias, in its range of the weights' gradients. */
export const biasGradient: Kernel = {
  name: 'biasGradient',
  fields: BIAS_FIELDS,
  buffers: [read('dy', 'activation'), write('dBias')],
  prelude: `var<workgroup> sums: array<vec4f, ${WORKGROUP}>;`,
  body: `
  let c = group.x;
  var sum = vec4f(0.0);
  for (var at = lane; at < p.count; at += ${WORKGROUP}u) { sum += dy[c * p.plane + at]; }
  sums[lane] = sum;
  workgroupBarrier();
  if (lane == 0u) {
    var total = vec4f(0.0);
    for (var j = 0u; j < ${WORKGROUP}u; j++) { total += sums[j]; }
    dBias[c] = total;
  }`,
};

export const biasGradientGrid = (vec4s: number): Grid => [vec4s, 1, 1];
