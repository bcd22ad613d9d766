/** @file Which kernel does a depthwise convolution, with which fields and workgroups: a walk where the device walks and the image is not too wide, else blocks. */
import { blockGrid, phaseOf, type Windows } from '../kernels/blocks.ts';
import {
  depthwiseBlock,
  depthwiseForward,
  depthwiseGradientBlock,
  depthwiseInputGradient,
} from '../kernels/depthwise.ts';
import { depthwiseFilterGradient, depthwiseFilterPieces } from '../kernels/depthwise-filter.ts';
import {
  depthwiseFilterGradientStreaming,
  depthwiseForwardStreaming,
  depthwiseInputGradientStreaming,
} from '../kernels/depthwise-streaming.ts';
import { gridOf, type GradientStore, type Grid, type KernelDispatch } from '../kernels/kernel.ts';
import { lanesOver, streamingGrid } from '../kernels/streaming.ts';
import type { Tuning } from '../tuning/tuning.ts';

/** Shapes of a depthwise convolution. */
export interface DepthwiseShape extends Windows {
  readonly n: number;
  readonly h: number;
  readonly w: number;
  readonly oh: number;
  readonly ow: number;
  /** Channel groups. */
  readonly cq: number;
  /** Padding. */
  readonly py: number;
  readonly px: number;
}

/** Fewest rows of a thread that walks (ours): above the first it goes over rows that are not its own. */
const LEAST_ROWS = 8;

const windowsOf = ({ kernel, stride, dilation }: Windows): Windows => ({ kernel, stride, dilation });

/** A walk whose results have so many columns, and the lanes of a row of it, if there is one. */
function walkOf(tuning: Tuning, shape: DepthwiseShape, columns: number) {
  const walkers = tuning.walkers(shape.stride);
  if (walkers === undefined) return undefined;
  const lanes = lanesOver(columns, walkers);
  return lanes === undefined ? undefined : { walk: { ...windowsOf(shape), px: shape.px, lanes: walkers }, lanes };
}

/** The fields and workgroups of one over `rows`, by so many lanes a row. */
function walkOver(
  tuning: Tuning,
  { n, cq }: DepthwiseShape,
  rows: number,
  lanes: number,
): Omit<KernelDispatch, 'kernel'> {
  const pieces = tuning.slices(n * lanes * cq, Math.ceil(rows / LEAST_ROWS));
  const each = 2 * Math.ceil(rows / pieces / 2); // even: a gradient at stride 2 makes two at a time
  return { fields: { lanes, rows: each }, grid: streamingGrid(n * lanes * Math.ceil(rows / each), cq) };
}

export function forwardCut(tuning: Tuning, shape: DepthwiseShape): KernelDispatch {
  const { n, oh, ow, cq } = shape;
  const own = walkOf(tuning, shape, ow);
  if (own !== undefined)
    return { kernel: depthwiseForwardStreaming(own.walk), ...walkOver(tuning, shape, oh, own.lanes) };
  const windows = windowsOf(shape);
  const grid = blockGrid(depthwiseBlock(windows), n, oh, ow, cq);
  return { kernel: depthwiseForward(windows, tuning.sharing), fields: {}, grid };
}

export function inputGradientCut(tuning: Tuning, shape: DepthwiseShape, store: GradientStore): KernelDispatch {
  const { n, h, w, cq, py, px } = shape;
  const own = walkOf(tuning, shape, w);
  if (own !== undefined) {
    return { kernel: depthwiseInputGradientStreaming(own.walk, store), ...walkOver(tuning, shape, h, own.lanes) };
  }
  const windows = windowsOf(shape);
  const kernel = depthwiseInputGradient(windows, tuning.sharing, phaseOf(windows, py, px), store);
  return { kernel, fields: {}, grid: blockGrid(depthwiseGradientBlock(windows), n, h, w, cq) };
}

/** Slices of the filter's gradient are among the fields. */
export function filterGradientCut(
  tuning: Tuning,
  shape: DepthwiseShape,
): KernelDispatch & { fields: { slices: number } } {
  const { n, ow, cq } = shape;
  const windows = windowsOf(shape);
  const own = walkOf(tuning, shape, ow);
  if (own !== undefined) {
    const { walk, lanes } = own;
    const wanted = tuning.slices(lanes * cq, n);
    const together = walk.lanes / lanes; // walkers of a subgroup, whose sums are one slice
    const walkers = together * Math.ceil(Math.ceil(n / Math.ceil(n / wanted)) / together);
    const fields = { lanes, rows: 0, walkers, slices: walkers / together };
    return { kernel: depthwiseFilterGradientStreaming(walk), fields, grid: streamingGrid(walkers * lanes, cq) };
  }
  const pieces = depthwiseFilterPieces(windows, cq);
  const slices = tuning.slices(pieces, n * ow);
  const grid: Grid = tuning.isShared ? [slices, pieces, 1] : gridOf(slices * pieces);
  return { kernel: depthwiseFilterGradient(windows, tuning.isShared), fields: { slices }, grid };
}
