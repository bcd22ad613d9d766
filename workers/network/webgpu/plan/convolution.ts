/**
 * @file Which kernel does a dense convolution, with which fields and workgroups: a walk where the device walks and the stride is 1, else
 * tiles, on a graphics card staged in shared memory where that is faster.
 */
import { convFilterGradient, type FilterTile } from '../kernels/conv-filter.ts';
import { convForwardStreaming, convInputGradientStreaming, convStreamingGrid } from '../kernels/conv-streaming.ts';
import { forwardWithTiling, inputGradientWithTiling, isPointwise, type ConvShape } from '../kernels/conv-tiling.ts';
import { gridOf, type GradientStore, type Grid, type KernelDispatch } from '../kernels/kernel.ts';
import type { Tuning } from '../tuning/tuning.ts';

/** The forward pass; `fields` are those beside the shapes. */
export function forwardCut(tuning: Tuning, shape: ConvShape): KernelDispatch {
  const { n, oh, ow, coq } = shape;
  const walk = walkOf(tuning, shape, coq);
  if (walk !== undefined) return { kernel: convForwardStreaming(walk.tile), ...walk };
  return forwardWithTiling(tuning.conv(coq, n * oh * ow, 'forward'), shape);
}

/** The input's gradient. */
export function inputGradientCut(tuning: Tuning, shape: ConvShape, store: GradientStore): KernelDispatch {
  const { n, h, w, ciq } = shape;
  const walk = walkOf(tuning, shape, ciq);
  if (walk !== undefined) return { kernel: convInputGradientStreaming(walk.tile, store), ...walk };
  return inputGradientWithTiling(tuning.conv(ciq, n * h * w, 'gradient'), shape, store);
}

/** A shape along lines, down its columns or across its rows. */
function linesOf({ n, h, w, oh, ow, kh, kw, sh, sw, py, px }: ConvShape, isDown: boolean) {
  const along = <T>(down: T, across: T): [T, T] => (isDown ? [down, across] : [across, down]);
  const [taps, lineTaps] = along(kh, kw);
  const [stride, lineStride] = along(sh, sw);
  const [walkOut, lineOut] = along(oh, ow);
  const [walkIn, lineIn] = along(h, w);
  const [walkPad, linePad] = along(py, px);
  const [xWalk, xLine] = along(w, 1);
  const [yWalk, yLine] = along(ow, 1);
  const [tapStep, lineTapStep] = along(kw, 1);
  const ofWalk = { taps, stride, walkOut, walkIn, walkPad, xWalk, yWalk, tapStep };
  const ofLines = { lineTaps, lineStride, lineOut, lineIn, linePad, xLine, yLine, lineTapStep };
  return { n, ...ofWalk, ...ofLines, xImage: h * w, yImage: oh * ow };
}

/** A walk along the kernel's longer axis, of equal ones along rows, that writes so many channel groups; undefined where none is taken. */
function walkOf(tuning: Tuning, shape: ConvShape, quads: number) {
  const isStill = isPointwise(shape) || shape.sh > 1 || shape.sw > 1; // at a stride a walk was no faster
  const tile = isStill ? undefined : tuning.convWalk(quads);
  if (tile === undefined) return undefined;
  const fields = linesOf(shape, shape.kh > shape.kw);
  return { tile, fields, grid: convStreamingGrid(tile, fields.walkIn, shape.n * fields.lineIn, quads) };
}

/**
 * The filter's gradient, whose slices are among the fields. The walk goes along the kernel's longer axis; of equal ones down on a graphics
 * card, whose threads then read side by side, and across on a processor, where each then reads on in its cache line.
 */
export function filterGradientCut(tuning: Tuning, shape: ConvShape): KernelDispatch & { fields: { slices: number } } {
  const { isShared } = tuning;
  const cut = isShared ? shape : inLongLines(shape);
  const lines = linesOf(cut, isShared ? cut.kh >= cut.kw : cut.kh > cut.kw);
  const { taps, stride, lineTaps, lineOut } = lines;
  const { ciq, coq } = shape;
  const tile: FilterTile = { taps, stride, ...tuning.filter(taps, ciq, coq), isShared };
  const inTiles = Math.ceil(ciq / tile.inVec4s / tile.sharing) * tile.sharing;
  const pieces = inTiles * Math.ceil(coq / tile.outVec4s) * lineTaps;
  const slices = tuning.slices(pieces, lines.n * lineOut);
  const grid: Grid = isShared ? [slices, pieces, 1] : gridOf(slices * pieces);
  return { kernel: convFilterGradient(tile), fields: { ...lines, slices }, grid };
}

/** Pixels of a line where images may be cut as one likes (ours). */
const LINE = 64;

/** The shapes of a pointwise convolution as one image of lines of {@link LINE} pixels, where they come out even: for walks along lines. */
function inLongLines(shape: ConvShape): ConvShape {
  const lines = (shape.n * shape.h * shape.w) / LINE;
  if (!isPointwise(shape) || !Number.isInteger(lines)) return shape;
  return { ...shape, n: 1, h: lines, oh: lines, w: LINE, ow: LINE };
}
