/** @file What is tried of each family of kernels: shapes on which candidates are timed, and those on which their bits are compared. */
import type { ConvShape } from '../kernels/conv-tiling.ts';
import type { GradientStore, KernelDispatch } from '../kernels/kernel.ts';
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

const withFields = (
  shape: Shape,
  { kernel, fields, grid }: KernelDispatch,
  sizes: readonly number[],
): TrialDispatch => {
  const { kernel: _, ...own } = shape;
  return { kernel, fields: { ...own, ...fields }, grid, sizes };
};

const dense = (tuning: Tuning, square: Square): TrialDispatch[] => {
  const shape = shapeOf(square);
  const { ciq, coq, kh, kw, xPlane, yPlane } = shape;
  const [x, filter, y] = [ciq * xPlane, 4 * kh * kw * ciq * coq, coq * yPlane];
  return [
    withFields(shape, convolution.selectForward(tuning, shape satisfies ConvShape), [x, filter, y]),
    withFields(shape, convolution.selectInputGradient(tuning, shape, PLAIN), [y, filter, x]),
  ];
};

/** A gradient whose slices are written one after another. */
const filterGradient = (
  shape: Shape,
  selected: KernelDispatch & { fields: { slices: number } },
  filter: number,
  [x, y]: readonly [number, number],
): TrialDispatch =>
  // prettier-ignore
  withFields({ ...shape, size: filter } as Shape, selected, [x, y, selected.fields.slices * filter]);

const denseFilter = (tuning: Tuning, square: Square): TrialDispatch[] => {
  const shape = shapeOf(square);
  const { ciq, coq, kh, kw, xPlane, yPlane } = shape;
  const selected = convolution.selectFilterGradient(tuning, shape);
  return [filterGradient(shape, selected, 4 * kh * kw * ciq * coq, [ciq * xPlane, coq * yPlane])];
};

const separable = (tuning: Tuning, square: Square): TrialDispatch[] => {
  const shape = shapeOf(square);
  const { cq, kernel, xPlane, yPlane } = shape;
  const [x, filter, y] = [cq * xPlane, cq * kernel ** 2, cq * yPlane];
  return [
    withFields(shape, depthwise.selectForward(tuning, shape as never), [x, filter, y]),
    withFields(shape, depthwise.selectInputGradient(tuning, shape as never, PLAIN), [y, filter, x]),
  ];
};

const separableFilter = (tuning: Tuning, square: Square): TrialDispatch[] => {
  const shape = shapeOf(square);
  const { cq, kernel, xPlane, yPlane } = shape;
  const selected = depthwise.selectFilterGradient(tuning, shape as never);
  return [filterGradient(shape, selected, cq * kernel ** 2, [cq * xPlane, cq * yPlane])];
};

const pools = (tuning: Tuning, square: Square): TrialDispatch[] => {
  const shape = shapeOf(square);
  const { cq, stride, xPlane, yPlane } = shape;
  const [x, y] = [cq * xPlane, cq * yPlane];
  return (['maxPool', 'avgPool'] as const).flatMap((kind) => {
    const argmax = kind === 'maxPool' ? [Math.ceil(y / 4)] : [];
    return [
      withFields(shape, pooling.selectForward(tuning, kind, stride, shape), [x, y, ...argmax]),
      withFields(shape, pooling.selectInputGradient(tuning, kind, stride, shape, PLAIN), [y, ...argmax, x]),
    ];
  });
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
