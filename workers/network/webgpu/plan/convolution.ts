/**
 * @file Which kernel does a dense convolution, with which fields and workgroups: a row-streaming one where the device prefers that and the
 * stride is 1, else a tiled one, on a graphics card staged in shared memory where that is faster.
 */
import {
  canShareGradient,
  convBackward,
  convBackwardGrid,
  convBackwardPieces,
  type BackwardIo,
} from '../kernels/conv-backward.ts';
import { convFilterGradient, type FilterTile } from '../kernels/conv-filter.ts';
import { convFilterGradientPointwise } from '../kernels/conv-filter-pointwise.ts';
import { convForwardStreaming, convInputGradientStreaming, convStreamingGrid } from '../kernels/conv-streaming.ts';
import { isPointwise, selectTiledForward, selectTiledInputGradient, type ConvShape } from '../kernels/conv-tiling.ts';
import { gridFields } from '../kernels/grid.ts';
import { gridOf, roundUp, WORKGROUP, type GradientStore, type Grid, type KernelDispatch } from '../kernels/kernel.ts';
import type { ForwardIo } from '../kernels/statistics.ts';
import type { Tuning } from '../tuning/tuning.ts';

export function selectForward(tuning: Tuning, shape: ConvShape, io: ForwardIo): KernelDispatch {
  const { n, oh, ow, coq } = shape;
  const streaming = selectStreaming(tuning, shape, coq);
  if (streaming !== undefined) return { kernel: convForwardStreaming(streaming.tile), ...streaming };
  return selectTiledForward(tuning.conv(coq, n * oh * ow, 'forward', isPointwise(shape)), shape, io);
}

export function selectInputGradient(tuning: Tuning, shape: ConvShape, store: GradientStore): KernelDispatch {
  const { n, h, w, ciq } = shape;
  const streaming = selectStreaming(tuning, shape, ciq);
  if (streaming !== undefined) return { kernel: convInputGradientStreaming(streaming.tile, store), ...streaming };
  return selectTiledInputGradient(tuning.conv(ciq, n * h * w, 'gradient', isPointwise(shape)), shape, store);
}

/** A shape by axis: `stream`, along which a thread moves, down columns or across rows, and `line`, the other. */
function linesOf({ n, h, w, oh, ow, kh, kw, sh, sw, py, px }: ConvShape, isDown: boolean) {
  const byAxis = <T>(down: T, across: T): [T, T] => (isDown ? [down, across] : [across, down]);
  const [taps, lineTaps] = byAxis(kh, kw);
  const [stride, lineStride] = byAxis(sh, sw);
  const [streamOut, lineOut] = byAxis(oh, ow);
  const [streamIn, lineIn] = byAxis(h, w);
  const [streamPad, linePad] = byAxis(py, px);
  const [xStream, xLine] = byAxis(w, 1);
  const [yStream, yLine] = byAxis(ow, 1);
  const [tapStep, lineTapStep] = byAxis(kw, 1);
  const ofStream = { taps, stride, streamOut, streamIn, streamPad, xStream, yStream, tapStep };
  const ofLines = { lineTaps, lineStride, lineOut, lineIn, linePad, xLine, yLine, lineTapStep };
  return { n, ...ofStream, ...ofLines, xImage: h * w, yImage: oh * ow };
}

/**
 * A row-streaming kernel along the filter's longer axis, along rows where they are equal, that writes `vec4s` channel groups; undefined
 * where the device has none.
 */
function selectStreaming(tuning: Tuning, shape: ConvShape, vec4s: number) {
  const isStreamed = !isPointwise(shape) && shape.sh === 1 && shape.sw === 1; // no faster at a stride
  const tile = isStreamed ? tuning.convStreaming(vec4s) : undefined;
  if (tile === undefined) return undefined;
  const fields = linesOf(shape, shape.kh > shape.kw);
  return { tile, fields, grid: convStreamingGrid(tile, fields.streamIn, shape.n * fields.lineIn, vec4s) };
}

/**
 * The filter's gradient; its number of split-K slices is among the fields. It streams along the filter's longer axis; where they are equal, down
 * columns on a graphics card, so that neighbouring threads read neighbouring pixels, and along rows on a processor, so that each reads on in
 * its cache line.
 */
export function selectFilterGradient(
  tuning: Tuning,
  shape: ConvShape,
  isNormalised: boolean,
): KernelDispatch & { fields: { slices: number } } {
  const { isWorkgroupReduced } = tuning;
  if (isWorkgroupReduced && isPointwise(shape)) return selectPointwiseFilterGradient(tuning, shape, isNormalised);
  const reshaped = isWorkgroupReduced ? shape : inLongLines(shape);
  const lines = linesOf(reshaped, isWorkgroupReduced ? reshaped.kh >= reshaped.kw : reshaped.kh > reshaped.kw);
  const { taps, stride, lineTaps, lineOut } = lines;
  const { ciq, coq } = shape;
  const isPadded = taps > 1 || lineTaps > 1 || lines.streamPad !== 0 || lines.linePad !== 0;
  const most = isWorkgroupReduced && taps === 1 ? 1 : coq; // with two outputs Intel's cards spill where activations are stored as f16
  const tile: FilterTile = { stride, ...tuning.filter(taps, ciq, most), isWorkgroupReduced, isPadded };
  const inTiles = Math.ceil(ciq / tile.inVec4s / tile.broadcastWidth) * tile.broadcastWidth;
  const outTiles = Math.ceil(coq / tile.outVec4s);
  const pieces = inTiles * outTiles * lineTaps;
  const usual = isWorkgroupReduced ? ciq * Math.ceil(coq / COUNTED_OUT) * lineTaps * taps : pieces;
  const slices = tuning.slices(usual, lines.n * lineOut);
  const { perImage } = gridFields(lines.n, 1, lineOut);
  const tiles = {
    outTiles,
    inTiles: inTiles / tile.broadcastWidth,
    perImage,
    perOutTile: 1 / outTiles,
    perLineTap: 1 / lineTaps,
  };
  const fields = { ...lines, ...tiles, slices, linesPerSlice: Math.ceil((lines.n * lineOut) / slices) };
  const grid: Grid = isWorkgroupReduced
    ? [slices, inTiles * outTiles, lineTaps * Math.ceil(taps / tile.taps)]
    : gridOf(slices * pieces);
  return { kernel: convFilterGradient(tile, isNormalised), fields, grid };
}

/** Fewest pixels of a thread of a pointwise filter gradient (ours): adding the threads' sums takes about as long as ten. */
const MIN_PIXELS = 16;

/** Channel groups out of the smallest tile that slices are counted for: they, and so the bits, are the same in any tile. */
const COUNTED_OUT = 2;

function selectPointwiseFilterGradient(
  tuning: Tuning,
  { n, h, w, ciq, coq }: ConvShape,
  isNormalised: boolean,
): KernelDispatch & { fields: { slices: number } } {
  const tile = tuning.filter(1, ciq, coq);
  const count = n * h * w;
  const wanted = tuning.slices(ciq * Math.ceil(coq / COUNTED_OUT), count / MIN_PIXELS);
  const perSlice = roundUp(Math.ceil(count / wanted), WORKGROUP);
  const [slices, inTiles] = [Math.ceil(count / perSlice), Math.ceil(ciq / tile.inVec4s)];
  const grid: Grid = [slices, inTiles * Math.ceil(coq / tile.outVec4s), 1];
  return {
    kernel: convFilterGradientPointwise({ inVec4s: tile.inVec4s, outVec4s: tile.outVec4s }, isNormalised),
    fields: { count, perSlice, inTiles, slices },
    grid,
  };
}

/** Both gradients from one reading of dy, on graphics cards; the number of split-K slices is among the fields. */
export function selectBackward(
  tuning: Tuning,
  shape: ConvShape,
  io: BackwardIo,
  store: GradientStore,
): KernelDispatch & { fields: { slices: number } } {
  const { n, h, w, ciq, coq } = shape;
  const slices = tuning.slices(4 * convBackwardPieces(ciq), n * h * w); // a quarter: siblings fill a card too, and each slice writes the whole filter
  return { kernel: convBackward(coq, io, store), fields: { slices }, grid: convBackwardGrid(ciq, slices) };
}

/** Whether {@link selectBackward} does a convolution whose input needs a gradient. */
export const sharesGradient = (tuning: Tuning, shape: ConvShape): boolean =>
  tuning.sharesGradients && isPointwise(shape) && canShareGradient(shape.coq);

/** Pixels of a line where pixels may be regrouped freely (ours). */
const LINE = 64;

/** A pointwise convolution's shape as one image of lines of {@link LINE} pixels, where they come out even; any other as it is. */
function inLongLines(shape: ConvShape): ConvShape {
  const lines = (shape.n * shape.h * shape.w) / LINE;
  if (!isPointwise(shape) || !Number.isInteger(lines)) return shape;
  return { ...shape, n: 1, h: lines, oh: lines, w: LINE, ow: LINE };
}
