/** @file Which kernel does a dense convolution in a given tiling, with which workgroups. */
import { convForward, convGrid, convInputGradient } from './conv.ts';
import type { ConvTile } from './conv-taps.ts';
import { convForwardStaged, convInputGradientStaged, stagedGrid, type StagedTile } from './conv-staged.ts';
import { gridFields } from './grid.ts';
import type { GradientStore, KernelDispatch } from './kernel.ts';
import { PLAIN_IO } from './statistics.ts';

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

/** Whether every output reads the input pixel of its own coordinates and no other. */
export const isPointwise = ({ kh, kw, sh, sw }: ConvShape): boolean => kh === 1 && kw === 1 && sh === 1 && sw === 1;

/** Tiling of a dense convolution: by thread, or with a workgroup's inputs and filters staged in shared memory. */
export type ConvTiling =
  { readonly kind: 'plain'; readonly tile: ConvTile } | { readonly kind: 'staged'; readonly tile: StagedTile };

/** The forward pass in a given tiling. */
export function selectTiledForward({ kind, tile }: ConvTiling, shape: ConvShape, io = PLAIN_IO): KernelDispatch {
  const { n, oh, ow, coq } = shape;
  const [pixels, pointwise] = [n * oh * ow, isPointwise(shape)];
  const fields = gridFields(n, oh, ow);
  if (kind === 'plain') return { kernel: convForward(tile, pointwise, io), fields, grid: convGrid(tile, pixels, coq) };
  return { kernel: convForwardStaged(tile, pointwise, io), fields, grid: stagedGrid(tile, pixels, coq) };
}

/** The input's gradient in a given tiling. */
export function selectTiledInputGradient(
  { kind, tile }: ConvTiling,
  shape: ConvShape,
  store: GradientStore,
): KernelDispatch {
  const { n, h, w, ciq, sh, sw } = shape;
  const [rows, columns] = [Math.ceil(h / sh), Math.ceil(w / sw)]; // inputs of one stride phase
  const [pixels, phases, pointwise] = [n * rows * columns, sh * sw, isPointwise(shape)];
  const fields = gridFields(n, rows, columns);
  if (kind === 'plain') {
    const kernel = convInputGradient(tile, pointwise, store);
    return { kernel, fields, grid: convGrid(tile, pixels, ciq, phases) };
  }
  const kernel = convInputGradientStaged(tile, pointwise, store);
  return { kernel, fields, grid: stagedGrid(tile, pixels, ciq, phases) };
}
