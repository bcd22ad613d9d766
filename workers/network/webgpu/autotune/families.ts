/** @file What is tried of each family of kernels: shapes on which candidates are timed, and those on which their bits are compared. */
import type { ConvShape } from '../kernels/conv-tiling.ts';
import type { GradientStore, KernelDispatch } from '../kernels/kernel.ts';
import { BLOCK, type ForwardIo } from '../kernels/statistics.ts';
import * as convolution from '../plan/convolution.ts';
import * as depthwise from '../plan/depthwise.ts';
import * as pooling from '../plan/pooling.ts';
import type { Family } from '../tuning/tilings.ts';
import type { Tuning } from '../tuning/tuning.ts';
import type { TrialDispatch } from './trial.ts';

/** Channel groups of convolutions whose bits are compared: each makes another tile of a staged candidate, and one leaves a remainder. */
export const COMPARED_GROUPS: readonly number[] = [2, 4, 6, 8, 11];

const PLAIN: GradientStore = { isMasked: false, isAdded: false };
/** Reads no ReLU before. */
const NO_FLOOR = -3.4e38;

/** A square layer, SAME: images, pixels a side, channel groups in and out, filter, stride. */
interface Square {
  readonly n: number;
  readonly size: number;
  readonly ciq: number;
  readonly coq: number;
  readonly kernel: readonly [rows: number, columns: number];
  readonly stride: 1 | 2;
  readonly dilation?: number;
}

/** Shapes of a layer with all that any kernel's fields need. */
function shapeOf({ n, size, ciq, coq, kernel: [kh, kw], stride, dilation = 1 }: Square) {
  const out = Math.ceil(size / stride);
  const padding = (kernel: number): number => Math.floor(Math.max((out - 1) * stride + (kernel - 1) * dilation + 1 - size, 0) / 2); // prettier-ignore
  const [xPlane, yPlane] = [n * size * size, n * out * out];
  const sides = {
    n,
    h: size,
    w: size,
    oh: out,
    ow: out,
    kh,
    kw,
    sh: stride,
    sw: stride,
    py: padding(kh),
    px: padding(kw),
  };
  return { ...sides, ciq, coq, cq: coq, kernel: kh, stride, dilation, xPlane, yPlane, floor: NO_FLOOR };
}
type Shape = ReturnType<typeof shapeOf>;

/** The usual on a card: a layer reads through a batch norm, and a convolution sums its outputs for the next. */
const IS_NORMALISED = true;
const IO: ForwardIo = { isNormalised: IS_NORMALISED, hasStatistics: true };

/** A dispatch over the layer, whose filter has `filter` vec4f; a gradient's slices are written one after another. */
function dispatchOf(shape: Shape, { kernel, fields, grid }: KernelDispatch, filter = 0): TrialDispatch {
  const { kernel: _, ciq, coq, xPlane, yPlane, ...sides } = shape;
  const [x, y, blockStride] = [ciq * xPlane, coq * yPlane, Math.ceil(yPlane / BLOCK)];
  const sizes: Readonly<Record<string, number>> = {
    x,
    dx: x,
    y,
    dy: y,
    argmax: Math.ceil(y / 4),
    f: filter,
    df: (fields['slices'] ?? 1) * filter,
    norms: 2 * ciq,
    moving: coq,
    blockSums: 2 * coq * blockStride,
  };
  const own = { ...sides, ciq, coq, xPlane, yPlane, size: filter, norm: 0, row: 0, blockStride };
  return { kernel, fields: { ...own, ...fields }, grid, sizes: kernel.buffers.map(({ name }) => sizes[name]!) };
}

const denseSize = ({ kh, kw, ciq, coq }: Shape): number => 4 * kh * kw * ciq * coq;
const separableSize = ({ cq, kernel }: Shape): number => cq * kernel ** 2;

const dense = (tuning: Tuning, square: Square): TrialDispatch[] => {
  const shape = shapeOf(square);
  return [
    dispatchOf(shape, convolution.selectForward(tuning, shape satisfies ConvShape, IO), denseSize(shape)),
    dispatchOf(shape, convolution.selectInputGradient(tuning, shape, PLAIN), denseSize(shape)),
  ];
};

const denseFilter = (tuning: Tuning, square: Square): TrialDispatch[] => {
  const shape = shapeOf(square);
  return [dispatchOf(shape, convolution.selectFilterGradient(tuning, shape, IS_NORMALISED), denseSize(shape))];
};

const separable = (tuning: Tuning, square: Square): TrialDispatch[] => {
  const shape = shapeOf(square);
  return [
    dispatchOf(shape, depthwise.selectForward(tuning, shape as never, IS_NORMALISED), separableSize(shape)),
    dispatchOf(shape, depthwise.selectInputGradient(tuning, shape as never, PLAIN), separableSize(shape)),
  ];
};

const separableFilter = (tuning: Tuning, square: Square): TrialDispatch[] => {
  const shape = shapeOf(square);
  return [
    dispatchOf(shape, depthwise.selectFilterGradient(tuning, shape as never, IS_NORMALISED), separableSize(shape)),
  ];
};

const pools = (tuning: Tuning, square: Square): TrialDispatch[] => {
  const shape = shapeOf(square);
  const io = { isNormalised: IS_NORMALISED, addend: 'none' } as const;
  return (['maxPool', 'avgPool'] as const).flatMap((kind) => [
    dispatchOf(shape, pooling.selectForward(tuning, kind, square.stride, shape, io)),
    dispatchOf(shape, pooling.selectInputGradient(tuning, kind, square.stride, shape, PLAIN)),
  ]);
};

/** What is tried of a family in a tuning. */
interface FamilyTrials {
  readonly dispatches: (tuning: Tuning, square: Square) => TrialDispatch[];
  readonly timed: readonly Square[];
  /** By channel groups. */
  readonly compared: (groups: number) => readonly Square[];
}

/** Shapes of the paper's children: N=2, F=24, batch 16. */
const of = (size: number, vec4s: number, kernel: number, stride: 1 | 2 = 1, ciq = vec4s): Square => ({ n: 16, size, ciq, coq: vec4s, kernel: [kernel, kernel], stride }); // prettier-ignore

/** Two images of 9 x 9 pixels: more than a workgroup's, and no whole number of blocks. */
const small = (groups: number, rows: number, columns: number, stride: 1 | 2, dilation = 1): Square => ({ n: 2, size: 9, ciq: groups, coq: groups, kernel: [rows, columns], stride, dilation }); // prettier-ignore

const STRIDES = [1, 2] as const;
const DENSE_COMPARED = (groups: number): Square[] => [small(groups, 1, 1, 1), ...STRIDES.map((stride) => small(groups, 3, 3, stride))]; // prettier-ignore
const SEPARABLE_COMPARED = (groups: number): Square[] => [small(groups, 3, 3, 1), small(groups, 5, 5, 2), small(groups, 7, 7, 1), small(groups, 3, 3, 1, 2)]; // prettier-ignore

export const FAMILY_TRIALS: Readonly<Record<Family, FamilyTrials>> = {
  wide: { dispatches: dense, timed: [{ ...of(32, 6, 1), n: 64 }], compared: DENSE_COMPARED },
  narrow: { dispatches: dense, timed: [of(8, 24, 1, 1, 120)], compared: DENSE_COMPARED },
  filter: {
    dispatches: denseFilter,
    timed: [of(32, 6, 1), of(16, 12, 3)],
    compared: (groups) => [...DENSE_COMPARED(groups), small(groups, 1, 7, 1), small(groups, 7, 1, 2)],
  },
  depthwise: { dispatches: separable, timed: [of(32, 6, 5), of(16, 12, 7), of(16, 12, 3)], compared: SEPARABLE_COMPARED }, // prettier-ignore
  depthwiseFilter: { dispatches: separableFilter, timed: [of(32, 6, 5), of(16, 12, 7)], compared: SEPARABLE_COMPARED },
  pool: { dispatches: pools, timed: [of(32, 6, 3)], compared: (groups) => STRIDES.map((stride) => small(groups, 3, 3, stride)) }, // prettier-ignore
};
