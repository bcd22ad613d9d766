/**
 * @file Which kernel does a dense convolution, with which fields and workgroups: a walk where the device walks and the stride is 1, else
 * tiles, on a graphics card staged in shared memory where that is faster.
 */
import { convForward, convGrid, convInputGradient, placesOf, type ConvTile } from '../kernels/conv.ts';
import { convFilterGradient, type FilterTile } from '../kernels/conv-filter.ts';
import { convForwardStaged, convInputGradientStaged, stagedGrid, type StagedTile } from '../kernels/conv-staged.ts';
import { convForwardStreaming, convInputGradientStreaming, convStreamingGrid } from '../kernels/conv-streaming.ts';
import { gridOf, type GradientStore, type Grid } from '../kernels/kernel.ts';
import type { Cut } from '../runtime/program.ts';
import type { Tuning } from '../tuning/tuning.ts';

/** Shapes of a dense convolution: images, pixels in and out, taps, strides, channel groups, padding; vec4f of a plane. */
export interface ConvShape {
  readonly n: number;
  readonly h: number;
  readonly w: number;
  readonly oh: number;
  readonly ow: number;
  readonly kh: number;
  readonly kw: number;
  readonly sh: number;
  readonly sw: number;
  readonly py: number;
  readonly px: number;
  readonly ciq: number;
  readonly coq: number;
  readonly xPlane: number;
  readonly yPlane: number;
}

/** Whether every output reads the input pixel at its own place and no other. */
const isPointwise = ({ kh, kw, sh, sw }: ConvShape): boolean => kh === 1 && kw === 1 && sh === 1 && sw === 1;

/** How a convolution that does not walk is cut: each thread for itself, or with a workgroup's inputs and filters staged. */
export type ConvTiling =
  { readonly kind: 'plain'; readonly tile: ConvTile } | { readonly kind: 'staged'; readonly tile: StagedTile };

/** The forward pass; `fields` are those beside the shapes. */
export function forwardCut(tuning: Tuning, shape: ConvShape): Cut {
  const { n, oh, ow, coq } = shape;
  const walk = walkOf(tuning, shape, coq);
  if (walk !== undefined) return { kernel: convForwardStreaming(walk.tile), ...walk };
  return cutForward(tuning.conv(coq, n * oh * ow, 'forward'), shape);
}

/** The forward pass in a given cut. */
export function cutForward({ kind, tile }: ConvTiling, shape: ConvShape): Cut {
  const [pixels, isAlone] = [shape.n * shape.oh * shape.ow, isPointwise(shape)];
  if (kind === 'plain') {
    return { kernel: convForward(tile, isAlone), fields: {}, grid: convGrid(tile, pixels, shape.coq) };
  }
  return { kernel: convForwardStaged(tile, isAlone), fields: {}, grid: stagedGrid(tile, pixels, shape.coq) };
}

/** The input's gradient. */
export function inputGradientCut(tuning: Tuning, shape: ConvShape, store: GradientStore): Cut {
  const { n, h, w, ciq } = shape;
  const walk = walkOf(tuning, shape, ciq);
  if (walk !== undefined) return { kernel: convInputGradientStreaming(walk.tile, store), ...walk };
  return cutInputGradient(tuning.conv(ciq, n * h * w, 'gradient'), shape, store);
}

/** The input's gradient in a given cut. */
export function cutInputGradient({ kind, tile }: ConvTiling, shape: ConvShape, store: GradientStore): Cut {
  const { ciq, sh, sw } = shape;
  const [places, phases, isAlone] = [placesOf(shape), sh * sw, isPointwise(shape)];
  if (kind === 'plain') {
    const kernel = convInputGradient(tile, isAlone, store);
    return { kernel, fields: {}, grid: convGrid(tile, places, ciq, phases) };
  }
  const kernel = convInputGradientStaged(tile, isAlone, store);
  return { kernel, fields: {}, grid: stagedGrid(tile, places, ciq, phases) };
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
export function filterGradientCut(tuning: Tuning, shape: ConvShape): Cut & { fields: { slices: number } } {
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
