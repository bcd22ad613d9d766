/**
 * @file Both gradients of a 1x1 convolution at stride 1 from one reading of dy, for graphics cards, which memory bounds:
 * dx[n, ci] = sum over co of dy[n, co] w[ci, co], times (x > 0) after a ReLU; df[ci, co] = sum over pixels n of relu(x)[n, ci] dy[n, co].
 *
 * Behind a convolution with a batch norm dy is never stored either: `isFolded` reads g, the gradient of the batch norm's output, and y, the
 * convolution's own output, as dy = a g + b y + c by channel (`batch-norm.ts`).
 *
 * A workgroup has two channel groups of inputs and a slice of the pixels (split-K for df), 64 of them at a time. First each thread is a pixel: it
 * stages the gradients of up to {@link CHUNK} output groups and adds their products to its dx. Then each is a part of df, an input and an
 * output group; the sum stays in its registers to the end of the slice.
 */
import { addTransposedProducts, eachFilter } from './conv-taps.ts';
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
/** Most channel groups of outputs: each chunk's part of df takes registers (ours). */
const MAX_OUTPUTS = 24;

/** Shared values from one row of pixels to the next: not a multiple of the memory's banks. */
const STEP = WORKGROUP + 1;

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
      read('f', 'mat4x4f'),
      ...(needsNorms ? [read('norms')] : []),
      ...(isFolded ? [read('y', 'activation'), read('dNorms')] : []),
      write('dx', 'activation'),
      write('df'),
    ],
    prelude: `
var<workgroup> inputs: array<f32, ${4 * INPUTS * STEP}>;
var<workgroup> gradients: array<vec4f, ${chunk * STEP}>;`,
    body: `
  let ci = group.x * ${INPUTS}u; let slice = group.y; let count = p.n * p.h * p.w;
  let blocks = (count + ${WORKGROUP - 1}u) / ${WORKGROUP}u; let perSlice = (blocks + p.slices - 1u) / p.slices;
  ${unroll(INPUTS, (q) => declareNorm(isNormalised, `min(ci + ${q}u, p.ciq - 1u)`, `${q}`))}
  let part = lane & 7u; let output = lane >> 3u;
  ${unroll(chunks, (k) => `var d${k} = vec4f(0.0);`)}
  for (var block = slice * perSlice; block < min((slice + 1u) * perSlice, blocks); block++) {
    let slot = block * ${WORKGROUP}u + lane; let isPixel = slot < count; let at = min(slot, count - 1u);
    ${unroll(
      INPUTS,
      (q) => `{
      let v = select(vec4f(0.0), max(${normalised(isNormalised, `x[min(ci + ${q}u, p.ciq - 1u) * p.xPlane + at]`, `${q}`)}, vec4f(p.floor)), isPixel);
      ${unroll(4, (row) => `inputs[${(4 * q + row) * STEP}u + lane] = v.${'xyzw'[row]!};`)} }`,
    )}
    ${unroll(INPUTS, (q) => `var s${q} = vec4f(0.0);`)}
    var c = 0u;
    ${unroll(
      chunks,
      (k) => `
    c = ${k * chunk}u;
    for (var offset = ${k * chunk}u * p.yPlane; offset < min(${(k + 1) * chunk}u, p.coq) * p.yPlane; offset += p.yPlane) {
      let source = offset + at;
      let v = select(vec4f(0.0), ${dy}, isPixel);
      gradients[(c - ${k * chunk}u) * ${STEP}u + lane] = v;
      ${eachFilter(
        { vec4s: INPUTS, broadcastWidth: 1 },
        (q) => `min(ci + ${q}u, p.ciq - 1u) * p.coq + c`,
        (q) => addTransposedProducts(`s${q}`, 'v'),
      )}
      c++;
    }
    workgroupBarrier();
    if (output < ${chunk}u) {
      for (var i = 0u; i < ${WORKGROUP}u; i += 2u) {
        ${unroll(2, (n) => `d${k} = fma(vec4f(inputs[part * ${STEP}u + i + ${n}u]), gradients[output * ${STEP}u + i + ${n}u], d${k});`)}
      }
    }
    workgroupBarrier();`,
    )}
    if (isPixel) { ${unroll(INPUTS, (q) => `if (ci + ${q}u < p.ciq) { ${storeGradient(store, `(ci + ${q}u) * p.xPlane + at`, `s${q}`, `(ci + ${q}u)`)} }`)} }
  }
  let own = ci + (part >> 2u);
  ${unroll(
    chunks,
    (k) =>
      `if (output < ${chunk}u && ${k * chunk}u + output < p.coq && own < p.ciq) { df[slice * p.size + 4u * (own * p.coq + ${k * chunk}u + output) + (part & 3u)] = d${k}; }`,
  )}`,
  };
});
