/**
 * @file Which kernel does a depthwise convolution, with which fields and workgroups: a row-streaming one where the device prefers that and the
 * image is not too wide, else one by blocks of pixels.
 */
import { blockGrid, phaseOf, type Block, type Windows } from '../kernels/blocks.ts';
import { depthwiseForward, depthwiseInputGradient } from '../kernels/depthwise.ts';
import { depthwiseBackward } from '../kernels/depthwise-backward.ts';
import { depthwiseFilterGradient, depthwiseFilterPieces } from '../kernels/depthwise-filter.ts';
import {
  depthwiseFilterGradientStreaming,
  depthwiseForwardStreaming,
  depthwiseInputGradientStreaming,
} from '../kernels/depthwise-streaming.ts';
import { gridOf, type GradientStore, type Grid, type KernelDispatch } from '../kernels/kernel.ts';
import { lanesForColumns, streamingGrid } from '../kernels/streaming.ts';
import type { Tuning } from '../tuning/tuning.ts';

/** Shapes of a depthwise convolution. */
interface DepthwiseShape extends Windows {
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

/** Fewest rows of a row-streaming thread (ours): before the first it reads rows that it shares with the thread above. */
const MIN_ROWS = 8;

/** Blocks of inputs of a gradient that is summed, by stride (ours): the same in any tiling, as the sums' bits depend on it. */
const SUMMED: Readonly<Record<number, Block>> = { 1: { rows: 4, columns: 1 }, 2: { rows: 2, columns: 2 } };

const windowsOf = ({ kernel, stride, dilation }: Windows): Windows => ({ kernel, stride, dilation });

/** A row-streaming kernel's options for results of `columns` columns, and its lanes a row; undefined where the device has none. */
function selectStreaming(tuning: Tuning, shape: DepthwiseShape, columns: number) {
  const subgroup = tuning.streamingLanes(shape.stride);
  if (subgroup === undefined) return undefined;
  const lanes = lanesForColumns(columns, subgroup);
  if (lanes === undefined) return undefined;
  return { options: { ...windowsOf(shape), px: shape.px, lanes: subgroup }, lanes };
}

/** Fields and workgroups of a row-streaming kernel over images of `rows` rows, with `lanes` threads a row. */
function streamOverRows(
  tuning: Tuning,
  { n, cq }: DepthwiseShape,
  rows: number,
  lanes: number,
): Omit<KernelDispatch, 'kernel'> {
  const pieces = tuning.slices(n * lanes * cq, Math.ceil(rows / MIN_ROWS));
  const rowsOfEach = 2 * Math.ceil(rows / pieces / 2); // even: a gradient at stride 2 makes two at a time
  return { fields: { lanes, rows: rowsOfEach }, grid: streamingGrid(n * lanes * Math.ceil(rows / rowsOfEach), cq) };
}

export function selectForward(tuning: Tuning, shape: DepthwiseShape, isNormalised: boolean): KernelDispatch {
  const { n, oh, ow, cq } = shape;
  const streaming = selectStreaming(tuning, shape, ow);
  if (streaming !== undefined) {
    const { options, lanes } = streaming;
    return { kernel: depthwiseForwardStreaming(options), ...streamOverRows(tuning, shape, oh, lanes) };
  }
  const windows = windowsOf(shape);
  const tile = tuning.depthwise(windows, 'forward');
  const grid = blockGrid(tile.block, n, oh, ow, cq);
  return { kernel: depthwiseForward(windows, tile, isNormalised), fields: {}, grid };
}

export function selectInputGradient(tuning: Tuning, shape: DepthwiseShape, store: GradientStore): KernelDispatch {
  const { n, h, w, cq, py, px } = shape;
  const streaming = selectStreaming(tuning, shape, w);
  if (streaming !== undefined) {
    const { options, lanes } = streaming;
    return { kernel: depthwiseInputGradientStreaming(options, store), ...streamOverRows(tuning, shape, h, lanes) };
  }
  const windows = windowsOf(shape);
  const usual = tuning.depthwise(windows, 'gradient');
  const tile = store.isSummed === true ? { ...usual, block: SUMMED[windows.stride]! } : usual;
  const kernel = depthwiseInputGradient(windows, tile, phaseOf(windows, py, px), store);
  return { kernel, fields: {}, grid: blockGrid(tile.block, n, h, w, cq) };
}

/** The filter's gradient; its number of split-K slices is among the fields. */
export function selectFilterGradient(
  tuning: Tuning,
  shape: DepthwiseShape,
  isNormalised: boolean,
): KernelDispatch & { fields: { slices: number } } {
  const { n, ow, cq } = shape;
  const windows = windowsOf(shape);
  const streaming = selectStreaming(tuning, shape, ow);
  if (streaming !== undefined) {
    const { options, lanes } = streaming;
    const wanted = tuning.slices(lanes * cq, n);
    const perSubgroup = options.lanes / lanes; // streams of a subgroup, whose sums are one slice
    const streams = perSubgroup * Math.ceil(Math.ceil(n / Math.ceil(n / wanted)) / perSubgroup);
    const fields = { lanes, rows: 0, streams, slices: streams / perSubgroup };
    return { kernel: depthwiseFilterGradientStreaming(options), fields, grid: streamingGrid(streams * lanes, cq) };
  }
  const { isWorkgroupReduced } = tuning;
  const tile = { taps: tuning.depthwiseFilterTaps(windows.kernel), isWorkgroupReduced };
  const pieces = depthwiseFilterPieces(windows, tile, cq);
  const slices = tuning.slices(cq * windows.kernel, n * ow); // the same in any tile, and so are the bits
  const grid: Grid = isWorkgroupReduced ? [slices, pieces, 1] : gridOf(slices * pieces);
  return { kernel: depthwiseFilterGradient(windows, tile, isNormalised), fields: { slices }, grid };
}

/** Both gradients, in one dispatch: on graphics cards. */
export function selectBackward(
  tuning: Tuning,
  shape: DepthwiseShape,
  isNormalised: boolean,
  store: GradientStore,
): KernelDispatch {
  const ofInput = selectInputGradient(tuning, shape, store);
  const ofFilter = selectFilterGradient(tuning, shape, isNormalised);
  const [[inputGroups], [slices, pieces]] = [ofInput.grid, ofFilter.grid];
  const perChannel = pieces / shape.cq;
  return {
    kernel: depthwiseBackward(ofInput.kernel, ofFilter.kernel, perChannel),
    fields: { ...ofInput.fields, ...ofFilter.fields, inputGroups },
    grid: [inputGroups + slices * perChannel, shape.cq, 1],
  };
}
