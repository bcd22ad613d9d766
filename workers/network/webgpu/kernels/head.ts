/**
 * @file The network's two ends: a batch gathered from packed bytes, the global average pool, and softmax cross-entropy with its
 * gradient and the counters of loss and correct answers, which stay on the GPU.
 */
import type { PixelNormalisation } from '../../../../src/core/network/normalisation.ts';
import { CUTOUT, ENLARGED_BIT } from '../../../data/assemble.ts';
import {
  memoizeKernel,
  read,
  storeBuffers,
  storeGradient,
  storeName,
  write,
  WORKGROUP,
  type GradientStore,
  type Kernel,
} from './kernel.ts';

/**
 * The step's buffer, 32-bit words: learning rate, momentum of the moving statistics, Adam's two bias corrections
 * 1 / (1 - beta^t), and the words of {@link STEP}; from word {@link STEP_HEADER} on, [image index, augmentation code] an example.
 */
export const STEP_HEADER = 8;

/** Words of the step's header: the number of examples, the decay of averaged weights, the drop probability of the last cell, and the seed of its draws. */
export const STEP = { examples: 4, averaging: 5, dropPath: 6, dropSeed: 7 } as const;

const CHANNELS = ['red', 'green', 'blue'] as const;
const vector = (name: string): string => `vec3f(${CHANNELS.map((channel) => `p.${name}_${channel}`).join(', ')})`;

/** Values of {@link gather}'s fields. */
export function gatherFields(count: number, half: number, { mean, deviation }: PixelNormalisation) {
  const byChannel = (name: string, values: readonly number[]) =>
    CHANNELS.map((channel, i): [string, number] => [`${name}_${channel}`, values[i]!]);
  return { count, half, ...Object.fromEntries([...byChannel('mean', mean), ...byChannel('deviation', deviation)]) };
}

/**
 * y[n, row, column, c] = (pixel / 255 - mean[c]) / deviation[c], from the image padded by 4 zeros or enlarged to 40x40, cropped, flipped, with a
 * square of zeros cut out: the values of `assembleBatch`. front, back: the images before `half` and from it on, planar, four bytes a word. One thread a pixel.
 */
export const gather: Kernel = {
  name: 'gather',
  fields: [
    'count',
    'half',
    ...['mean', 'deviation'].flatMap((name) => CHANNELS.map((channel) => `${name}_${channel}:f32`)),
  ],
  buffers: [read('front', 'u32'), read('back', 'u32'), read('step', 'u32'), write('y', 'activation')],
  prelude: `
  /** The three channels of a pixel, 0 to 255. */
  fn pixelOf(image: u32, row: u32, column: u32) -> vec3f {
    let isFront = image < p.half;
    let at = (image - select(p.half, 0u, isFront)) * 3072u + row * 32u + column;
    let i0 = at / 4u; let i1 = (at + 1024u) / 4u; let i2 = (at + 2048u) / 4u;
    var word: vec3u;
    if (isFront) { word = vec3u(front[i0], front[i1], front[i2]); } else { word = vec3u(back[i0], back[i1], back[i2]); }
    return vec3f((word >> vec3u(8u * (at % 4u))) & vec3u(255u));
  }
  /** Coordinate on the image's axis of a coordinate on the enlarged one. */
  fn sourceCoordinate(enlarged: i32) -> f32 { return clamp((f32(enlarged) + 0.5) * 0.8 - 0.5, 0.0, 31.0); }`,
  body: `
  if (i >= p.count) { return; }
  let column = i % 32u; let row = (i / 32u) % 32u; let n = i / 1024u;
  let code = step[${STEP_HEADER + 1}u + 2u * n];
  let image = step[${STEP_HEADER}u + 2u * n];
  let top = i32(row) + i32(code & 15u) - 4;
  let left = i32(select(column, 31u - column, ((code >> 8u) & 1u) == 1u)) + i32((code >> 4u) & 15u) - 4;
  let side = i32((code >> ${CUTOUT.side}u) & 63u);
  let cut = vec2i(i32(row), i32(column)) - vec2i(i32((code >> ${CUTOUT.row}u) & 31u), i32((code >> ${CUTOUT.column}u) & 31u)) + side / 2;
  if (all(cut >= vec2i(0)) && all(cut < vec2i(side))) {
    y[i] = vec4f(0.0);
    return;
  }
  var value = vec3f(0.0);
  if (((code >> ${ENLARGED_BIT}u) & 1u) == 1u) {
    let v = sourceCoordinate(top + 4); let u = sourceCoordinate(left + 4);
    let y0 = u32(v); let x0 = u32(u);
    let y1 = min(y0 + 1u, 31u); let x1 = min(x0 + 1u, 31u);
    let upper = mix(pixelOf(image, y0, x0), pixelOf(image, y0, x1), fract(u));
    let lower = mix(pixelOf(image, y1, x0), pixelOf(image, y1, x1), fract(u));
    value = mix(upper, lower, fract(v));
  } else if (top >= 0 && top < 32 && left >= 0 && left < 32) {
    value = pixelOf(image, u32(top), u32(left));
  } else {
    y[i] = vec4f(0.0);
    return;
  }
  y[i] = vec4f((value / 255.0 - ${vector('mean')}) / ${vector('deviation')}, 0.0);`,
};

const GLOBAL_POOL_FIELDS = ['n', 'pixels', 'cq', 'xPlane', 'yPlane', 'floor:f32'];

/** y[n, c] = mean over pixels of x (of relu(x) after a ReLU). One thread a vec4f of y. */
export const globalPoolForward: Kernel = {
  name: 'globalPoolForward',
  fields: GLOBAL_POOL_FIELDS,
  buffers: [read('x', 'activation'), write('y', 'activation')],
  body: `
  let n = i % p.n; let c = i / p.n;
  if (c >= p.cq) { return; }
  var sum = vec4f(0.0);
  for (var j = 0u; j < p.pixels; j++) { sum += max(x[c * p.xPlane + n * p.pixels + j], vec4f(p.floor)); }
  y[c * p.yPlane + n] = sum / f32(p.pixels);`,
};

/** dx = dy / pixels, where x > 0 after a ReLU. One thread a vec4f of x. */
export const globalPoolGradient = memoizeKernel((store: GradientStore): Kernel => ({
  name: `globalPoolGradient${storeName(store)}`,
  fields: GLOBAL_POOL_FIELDS,
  buffers: [read('dy', 'activation'), ...storeBuffers(store)],
  body: `
  let at = i % (p.n * p.pixels); let c = i / (p.n * p.pixels);
  if (c >= p.cq) { return; }
  ${storeGradient(store, 'c * p.xPlane + at', 'dy[c * p.yPlane + at / p.pixels] / f32(p.pixels)')}`,
}));

/**
 * Softmax cross-entropy of z + bias with smoothed labels t = (1 - smoothing) onehot + smoothing / classes, mean over the step's examples:
 * dz = weight (softmax - t) / examples, dBias = sum of dz; where `counts` is 1, totals[0] += summed loss, totals[1] += examples whose (first)
 * largest logit is the label's. z: [classes/4][n]; dBias [classes/4]. One workgroup, so that the sums have one order. In evaluation `train`
 * is 0 and only totals change.
 */
export const crossEntropy: Kernel = {
  name: 'crossEntropy',
  fields: ['n', 'classes', 'plane', 'train', 'counts', 'smoothing:f32', 'weight:f32'],
  buffers: [
    read('z', 'activation'),
    read('bias'),
    read('labels', 'u32'),
    read('step', 'u32'),
    write('dz', 'activation'),
    write('dBias'),
    write('totals', 'f32'),
  ],
  prelude: `var<workgroup> sums: array<vec2f, ${WORKGROUP}>;`,
  body: `
  let vec4s = (p.classes + 3u) / 4u; let examples = step[${STEP.examples}];
  let spread = p.smoothing / f32(p.classes);
  var loss = 0.0; var correct = 0.0;
  for (var n = lane; n < p.n; n += ${WORKGROUP}u) {
    let label = labels[step[${STEP_HEADER}u + 2u * n]];
    var largest = -3.4e38; var best = 0u;
    for (var k = 0u; k < p.classes; k++) {
      let v = z[(k / 4u) * p.plane + n][k % 4u] + bias[k / 4u][k % 4u];
      if (v > largest) { largest = v; best = k; }
    }
    var total = 0.0; var own = 0.0; var sum = 0.0;
    for (var k = 0u; k < p.classes; k++) {
      let v = z[(k / 4u) * p.plane + n][k % 4u] + bias[k / 4u][k % 4u] - largest;
      total += exp(v);
      sum += v;
      if (k == label) { own = v; }
    }
    let counts = n < examples;
    if (counts) { loss += log(total) - (1.0 - p.smoothing) * own - spread * sum; correct += select(0.0, 1.0, best == label); }
    if (p.train == 1u) {
      for (var q = 0u; q < vec4s; q++) {
        var g = vec4f(0.0);
        for (var r = 0u; r < 4u; r++) {
          let k = 4u * q + r;
          if (k < p.classes && counts) {
            let truth = select(0.0, 1.0 - p.smoothing, k == label) + spread;
            g[r] = p.weight * (exp(z[q * p.plane + n][r] + bias[q][r] - largest) / total - truth) / f32(examples);
          }
        }
        dz[q * p.plane + n] = g;
      }
    }
  }
  sums[lane] = vec2f(loss, correct);
  storageBarrier();
  workgroupBarrier();
  if (lane == 0u && p.counts == 1u) {
    var sum = vec2f(totals[0], totals[1]);
    for (var j = 0u; j < ${WORKGROUP}u; j++) { sum += sums[j]; }
    totals[0] = sum.x; totals[1] = sum.y;
  }
  if (p.train == 1u && lane < vec4s) {
    var sum = vec4f(0.0);
    for (var n = 0u; n < p.n; n++) { sum += dz[lane * p.plane + n]; }
    dBias[lane] = sum;
  }`,
};
