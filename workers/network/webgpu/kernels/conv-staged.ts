/**
 * @file The dense convolutions of `conv.ts` for a graphics card, with what a workgroup reads staged in shared memory: its pixels, once for
 * all its channel groups, and its filters, once for all its pixels. A workgroup computes `across` x `pixels` pixels of 64 / `across` x `vec4s` channel
 * groups. The sums have the order of `conv.ts`, so that both give the same bits.
 */
import { declareNorm, normalised } from './normalised.ts';
import { ioBuffers, ioFields, ioName, PLAIN_IO, statistics, statisticsMemory, type ForwardIo } from './statistics.ts';
import {
  addProducts,
  addTransposedProducts,
  CONV_FIELDS,
  forwardTaps,
  GRADIENT_TAPS,
  gradientPlace,
  gradientTaps,
  isInside,
  sourceValue,
} from './conv-taps.ts';
import {
  read,
  memoizeKernel,
  storeBuffers,
  storeFields,
  storeGradient,
  storeName,
  unroll,
  write,
  WORKGROUP,
  type GradientStore,
  type Grid,
  type Kernel,
} from './kernel.ts';

/** Tile of a staged convolution. `across` x `pixels` must be a multiple of {@link WORKGROUP}. */
export interface StagedTile {
  /** Pixels of a thread. */
  readonly pixels: number;
  /** Channel groups of a thread. */
  readonly vec4s: number;
  /** Neighbouring threads that have neighbouring pixels; the others have other channel groups. */
  readonly across: number;
}

/** Channel groups read that are staged together (ours: 4 to 10 kB of shared memory, of the 16 that every device has). */
const STAGED = 4;

/** Pixels and channel groups of a workgroup. */
const widthOf = ({ pixels, across }: StagedTile): number => pixels * across;
const depthOf = ({ vec4s, across }: StagedTile): number => vec4s * (WORKGROUP / across);

/** Workgroups [channel tiles, pixels, stride phases]. */
export const stagedGrid = (tile: StagedTile, count: number, channelVec4s: number, phases = 1): Grid => [
  Math.ceil(channelVec4s / depthOf(tile)),
  Math.ceil(count / widthOf(tile)),
  phases,
];

const nameOf = (kind: string, { pixels, vec4s, across }: StagedTile, isPointwise: boolean): string =>
  `${kind} staged ${pixels}x${vec4s} by ${across}${isPointwise ? ' pointwise' : ''}`;

const memory = (tile: StagedTile): string => `
var<workgroup> inputs: array<vec4f, ${STAGED * widthOf(tile)}>;
var<workgroup> filters: array<vec4f, ${4 * STAGED * depthOf(tile)}>;`;

/** Index of the `m`th pixel that a thread stages, and of the `j`th that it computes. */
const stagedPixel = (m: number): string => `(first + ${m * WORKGROUP}u + lane)`;
const ownPixel = ({ across }: StagedTile, j: number): string => `(first + ${j * across}u + lane % ${across}u)`;
/** The `q`th of a thread's channel groups, in its workgroup. */
const ownVec4 = ({ across }: StagedTile, q: number): string => `(${q * (WORKGROUP / across)}u + lane / ${across}u)`;

/** Runs `text` for each pixel that a thread stages. */
const eachStaged = (tile: StagedTile, text: (m: number) => string): string => unroll(widthOf(tile) / WORKGROUP, text);

/** WGSL in which forward pass and input gradient differ. */
interface DirectionText {
  /** Channel groups that are read. */
  readonly groups: string;
  /** Input of the `k`th group staged, `c`, at the `m`th staged pixel. */
  readonly input: (m: number, c: string, k: number) => string;
  /** Declares what `input` needs of the `k`th group, `c`. */
  readonly norm?: (k: number, c: string) => string;
  /** The block of the filter for input group `c` and the workgroup's channel group `outVec4`. */
  readonly block: (c: string, outVec4: string) => string;
  /** Adds the products of an input by the four rows w0 ... w3. */
  readonly add: (sum: string, v: string) => string;
}

/** Adds one tap's products to the sums s<pixel * vec4s + outVec4>. */
function addTap(tile: StagedTile, { groups, input, norm, block, add }: DirectionText): string {
  const { pixels, vec4s } = tile;
  const [width, depth] = [widthOf(tile), depthOf(tile)];
  return `
  for (var c0 = 0u; c0 < ${groups}; c0 += ${STAGED}u) {
    ${unroll(STAGED, (k) => norm?.(k, `min(c0 + ${k}u, ${groups} - 1u)`) ?? '')}
    ${eachStaged(tile, (m) =>
      unroll(
        STAGED,
        (k) => `inputs[${k * width + m * WORKGROUP}u + lane] = ${input(m, `min(c0 + ${k}u, ${groups} - 1u)`, k)};`,
      ),
    )}
    for (var e = lane; e < ${4 * STAGED * depth}u; e += ${WORKGROUP}u) {
      let outVec4 = (e / 4u) % ${depth}u; let c = min(c0 + e / ${4 * depth}u, ${groups} - 1u);
      filters[e] = f[${block('c', 'outVec4')}][e % 4u];
    }
    workgroupBarrier();
    for (var c = 0u; c < min(${STAGED}u, ${groups} - c0); c++) {
      ${unroll(pixels, (j) => `let v${j} = inputs[c * ${width}u + ${j * tile.across}u + lane % ${tile.across}u];`)}
      ${unroll(
        vec4s,
        (q) => `{ ${unroll(4, (r) => `let w${r} = filters[(c * ${depth}u + ${ownVec4(tile, q)}) * 4u + ${r}u];`)}
        ${unroll(pixels, (j) => add(`s${j * vec4s + q}`, `v${j}`))} }`,
      )}
    }
    workgroupBarrier();
  }`;
}

const sums = ({ pixels, vec4s }: StagedTile): string => unroll(pixels * vec4s, (k) => `var s${k} = vec4f(0.0);`);

/** Forward. `isPointwise`: 1x1, stride 1, no padding. */
export const convForwardStaged = memoizeKernel(
  (tile: StagedTile, isPointwise: boolean, io: ForwardIo = PLAIN_IO): Kernel => {
    const { pixels, vec4s, across } = tile;
    const { isNormalised, hasStatistics } = io;
    const text: DirectionText = {
      groups: 'p.ciq',
      norm: (k, c) => declareNorm(isNormalised, c, `${k}`),
      input: (m, c, k) =>
        sourceValue(
          isPointwise,
          m,
          ['x', `${c} * p.xPlane`],
          (x) => `max(${normalised(isNormalised, x, `${k}`)}, vec4f(p.floor))`,
        ),
      block: (c, outVec4) => `row + ${c} * p.coq + min(co + ${outVec4}, p.coq - 1u)`,
      add: addProducts,
    };
    return {
      name: nameOf('convForward', tile, isPointwise) + ioName(io),
      fields: [...CONV_FIELDS, ...ioFields(io)],
      buffers: [read('x', 'activation'), read('f', 'mat4x4f'), ...ioBuffers(io), write('y', 'activation')],
      prelude: memory(tile) + statisticsMemory(io, widthOf(tile)),
      body: `
  let count = p.n * p.oh * p.ow; let first = group.y * ${widthOf(tile)}u; let co = group.x * ${depthOf(tile)}u;
  ${eachStaged(tile, (m) => `let at${m} = min(${stagedPixel(m)}, count - 1u);`)}
  ${sums(tile)}
  ${forwardTaps(isPointwise, (each) => eachStaged(tile, each), `${addTap(tile, text)} row += p.ciq * p.coq;`)}
  ${unroll(
    pixels,
    (j) => `{ let at = ${ownPixel(tile, j)}; if (at < count) {
    ${unroll(vec4s, (q) => `{ let to = co + ${ownVec4(tile, q)}; if (to < p.coq) { y[to * p.yPlane + at] = s${j * vec4s + q}; } }`)} } }`,
  )}
  ${
    hasStatistics
      ? unroll(vec4s, (q) =>
          unroll(WORKGROUP / across, (row) =>
            statistics({
              width: widthOf(tile),
              first: 'first',
              pixels,
              place: (j) => `${j * across}u + lane % ${across}u`,
              isOwn: `lane / ${across}u == ${row}u`,
              value: (j) => `s${j * vec4s + q}`,
              vec4: `co + ${q * (WORKGROUP / across) + row}u`,
            }),
          ),
        )
      : ''
  }`,
    };
  },
);

/** Input gradient; as in `conv.ts`, a workgroup has pixels of one stride phase, its z. */
export const convInputGradientStaged = memoizeKernel(
  (tile: StagedTile, isPointwise: boolean, store: GradientStore): Kernel => {
    const { pixels, vec4s } = tile;
    const text: DirectionText = {
      groups: 'p.coq',
      input: (m, c) => sourceValue(isPointwise, m, ['dy', `${c} * p.yPlane`]),
      block: (c, outVec4) => `tap + min(ci + ${outVec4}, p.ciq - 1u) * p.coq + ${c}`,
      add: addTransposedProducts,
    };
    const stored = (j: number): string =>
      unroll(
        vec4s,
        (q) =>
          `if (ci + ${ownVec4(tile, q)} < p.ciq) { ${storeGradient(store, `(ci + ${ownVec4(tile, q)}) * p.xPlane + at0`, `s${j * vec4s + q}`, `(ci + ${ownVec4(tile, q)})`)} }`,
      );
    return {
      name: `${nameOf('convInputGradient', tile, isPointwise)}${storeName(store)}`,
      fields: [...CONV_FIELDS, ...storeFields(store)],
      buffers: [read('dy', 'activation'), read('f', 'mat4x4f'), ...storeBuffers(store)],
      prelude: memory(tile) + (isPointwise ? '' : GRADIENT_TAPS),
      body: `
  let count = p.n * p.rows * p.columns;
  let first = group.y * ${widthOf(tile)}u; let ci = group.x * ${depthOf(tile)}u;
  ${eachStaged(tile, (m) => `let slot${m} = min(${stagedPixel(m)}, count - 1u); ${isPointwise ? '' : gradientPlace(m)}`)}
  ${sums(tile)}
  ${gradientTaps(isPointwise, (each) => eachStaged(tile, each), addTap(tile, text))}
  ${unroll(
    pixels,
    (j) => `{ let slot0 = ${ownPixel(tile, j)}; ${isPointwise ? 'let at0 = slot0;' : gradientPlace(0)}
    if (slot0 < count${isPointwise ? '' : ` && ${isInside(0)}`}) { ${stored(j)} } }`,
  )}`,
    };
  },
);
