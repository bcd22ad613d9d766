/**
 * @file Both gradients of a 1x1 convolution at stride 1 from one reading of dy, for graphics cards, which memory bounds:
 * dx[n, ci] = sum over co of dy[n, co] w[ci, co], times (x > 0) after a ReLU; df[ci, co] = sum over pixels n of relu(x)[n, ci] dy[n, co].
 *
 * Behind a convolution with a batch norm dy is never stored either: `isFolded` reads g, the gradient of the batch norm's output, and y, the
 * convolution's own output, as dy = a g + b y + c by channel (`batch-norm.ts`).
 *
 * A workgroup has two channel groups of inputs and a slice of the pixels (split-K for df), 64 of them at a time. First each thread is a pixel: it
 * stages the gradients of up to {@link CHUNK} output groups and adds their products to its dx. Then each is a part of df: an input group, an
 * output group, two of its four rows, and every second pixel; the sums stay in its registers to the end of the slice.
 */
import {
  memoizeKernel,
  normalisesMask,
  read,
  storeFields,
  storeGradient,
  storeName,
  unroll,
  WORKGROUP,
  write,
  type GradientStore,
  type Grid,
  type Kernel,
} from './kernel.ts';
import { declareNorm, normalised } from './normalised.ts';

/** Channel groups of inputs of a workgroup. */
const INPUTS = 2;
/** Most channel groups of outputs that are staged together: 8 kB of shared memory (ours). */
const CHUNK = 8;
/** Most channel groups of outputs: their filters take 3 kB more, and the sums 24 registers (ours). */
const MAX_OUTPUTS = 24;

/** Whether the kernel can do a convolution to so many channel groups. */
export const canShareGradient = (outVec4s: number): boolean => outVec4s <= MAX_OUTPUTS;

/** Workgroups [channel groups of inputs, slices]. */
export const convBackwardPieces = (inVec4s: number): number => Math.ceil(inVec4s / INPUTS);
export const convBackwardGrid = (inVec4s: number, slices: number): Grid => [convBackwardPieces(inVec4s), slices, 1];

/** How the kernel reads. */
export interface BackwardIo {
  /** Whether x is read through the batch norm before. */
  readonly isNormalised: boolean;
  /** Whether dy is computed from the gradient behind the batch norm after. */
  readonly isFolded: boolean;
}

const FIELDS = 'n h w ciq coq xPlane yPlane slices size floor:f32'.split(' ');

export const convBackward = memoizeKernel((outVec4s: number, io: BackwardIo, store: GradientStore): Kernel => {
  const { isNormalised, isFolded } = io;
  const chunks = Math.ceil(outVec4s / CHUNK);
  const chunk = Math.ceil(outVec4s / chunks);
  const dy = isFolded
    ? 'dNorms[3u * (p.dNorm + c)] * dy[source] + dNorms[3u * (p.dNorm + c) + 1u] * y[source] + dNorms[3u * (p.dNorm + c) + 2u]'
    : 'dy[source]';
  const needsNorms = isNormalised || normalisesMask(store);
  return {
    name: `convBackward ${chunks} of ${chunk}${isNormalised ? ' normalised' : ''}${isFolded ? ' folded' : ''}${storeName(store)}`,
    fields: [...FIELDS, ...(isFolded ? ['dNorm'] : []), ...(isNormalised ? ['norm'] : storeFields(store))],
    buffers: [
      read('x', 'activation'),
      read('dy', 'activation'),
      read('f'),
      ...(needsNorms ? [read('norms')] : []),
      ...(isFolded ? [read('y', 'activation'), read('dNorms')] : []),
      write('dx', 'activation'),
      write('df'),
    ],
    prelude: `
var<workgroup> inputs: array<vec4f, ${INPUTS * WORKGROUP}>;
var<workgroup> gradients: array<vec4f, ${chunk * WORKGROUP}>;
var<workgroup> filters: array<vec4f, ${4 * INPUTS * chunks * chunk}>;`,
    body: `
  let ci = group.x * ${INPUTS}u; let slice = group.y; let count = p.n * p.h * p.w;
  let blocks = (count + ${WORKGROUP - 1}u) / ${WORKGROUP}u; let perSlice = (blocks + p.slices - 1u) / p.slices;
  for (var e = lane; e < ${4 * INPUTS}u * p.coq; e += ${WORKGROUP}u) {
    filters[e] = f[min(4u * ci + e / p.coq, 4u * p.ciq - 1u) * p.coq + e % p.coq];
  }
  ${unroll(INPUTS, (q) => declareNorm(isNormalised, `min(ci + ${q}u, p.ciq - 1u)`, `${q}`))}
  let half = lane & 1u; let isLower = (lane & 2u) != 0u; let own = (lane >> 2u) & 1u; let output = lane >> 3u;
  ${unroll(chunks, (k) => `var d${k}_0 = vec4f(0.0); var d${k}_1 = vec4f(0.0);`)}
  workgroupBarrier();
  for (var block = slice * perSlice; block < min((slice + 1u) * perSlice, blocks); block++) {
    let slot = block * ${WORKGROUP}u + lane; let isPixel = slot < count; let at = min(slot, count - 1u);
    ${unroll(INPUTS, (q) => `inputs[${q * WORKGROUP}u + lane] = select(vec4f(0.0), max(${normalised(isNormalised, `x[min(ci + ${q}u, p.ciq - 1u) * p.xPlane + at]`, `${q}`)}, vec4f(p.floor)), isPixel);`)}
    ${unroll(INPUTS, (q) => `var s${q} = vec4f(0.0);`)}
    ${unroll(
      chunks,
      (k) => `
    for (var j = 0u; j < min(${chunk}u, p.coq - ${k * chunk}u); j++) {
      let c = ${k * chunk}u + j; let source = c * p.yPlane + at;
      let v = select(vec4f(0.0), ${dy}, isPixel);
      gradients[j * ${WORKGROUP}u + lane] = v;
      ${unroll(INPUTS, (q) => `s${q} += vec4f(${[0, 1, 2, 3].map((row) => `dot(v, filters[${4 * q + row}u * p.coq + c])`).join(', ')});`)}
    }
    workgroupBarrier();
    if (output < ${chunk}u) {
      for (var i = half; i < ${WORKGROUP}u; i += 2u) {
        let v = gradients[output * ${WORKGROUP}u + i]; let all = inputs[own * ${WORKGROUP}u + i];
        let u = select(all.xy, all.zw, isLower);
        d${k}_0 += u.x * v; d${k}_1 += u.y * v;
      }
    }
    workgroupBarrier();`,
    )}
    if (isPixel) { ${unroll(INPUTS, (q) => `if (ci + ${q}u < p.ciq) { ${storeGradient(store, `(ci + ${q}u) * p.xPlane + at`, `s${q}`, `(ci + ${q}u)`)} }`)} }
  }
  let row = 4u * (ci + own) + select(0u, 2u, isLower);
  ${unroll(
    chunks,
    (k) => `
  gradients[2u * lane] = d${k}_0; gradients[2u * lane + 1u] = d${k}_1;
  workgroupBarrier();
  if (half == 0u && output < ${chunk}u && ${k * chunk}u + output < p.coq && ci + own < p.ciq) {
    let to = slice * p.size + row * p.coq + ${k * chunk}u + output;
    df[to] = gradients[2u * lane] + gradients[2u * lane + 2u]; df[to + p.coq] = gradients[2u * lane + 1u] + gradients[2u * lane + 3u];
  }
  workgroupBarrier();`,
  )}`,
  };
});
