/**
 * @file Layout of all trained tensors in one buffer: of weights, of their gradient, of the optimizer's moments. Kernels read filters as
 * [kh][kw][ciq][coq] of blocks of four inputs by four outputs, depthwise filters as [c/4][k][k] of vec4f, vectors as [c/4]; spare channels are 0.
 */
import { sizeOf, type Layer, type LayerTable } from '../../../../src/core/network/layers.ts';
import { roundUp, vec4Count } from '../kernels/kernel.ts';
import { REGION } from '../kernels/optimizer.ts';

/** The part of the buffer that holds one parameter. */
export interface Region {
  /** First vec4f. */
  readonly from: number;
  /** vec4f used. */
  readonly size: number;
  /** vec4f reserved: a multiple of REGION. */
  readonly reserved: number;
  /** For each value of the tensor, row-major, its offset from the region's start, in floats. */
  readonly offsets: Uint32Array;
  readonly decay: boolean;
}

/** Regions of all parameters, in the table's order, and their vec4f in all. */
export function allocateWeights(table: LayerTable): { regions: readonly Region[]; total: number } {
  const depthwise = new Set(table.layers.flatMap((layer) => (layer.kind === 'depthwise' ? [layer.filter] : [])));
  let from = 0;
  const regions = table.parameters.map(({ shape, decay }, i) => {
    const layout = depthwise.has(i) ? depthwiseLayout : shape.length === 1 ? vectorLayout : matrixLayout;
    const { offsets, size } = layout(shape);
    const region = { from, size, reserved: roundUp(size, REGION), offsets, decay };
    from += region.reserved;
    return region;
  });
  return { regions, total: from };
}

/** Vectors [c], as they are. */
function vectorLayout([size]: readonly number[]): Pick<Region, 'offsets' | 'size'> {
  return { offsets: Uint32Array.from({ length: size! }, (_, i) => i), size: vec4Count(size!) };
}

/** Matrices [ci, co], filters [kh, kw, ci, co]: blocks of 4 x 4, each input's outputs together. */
function matrixLayout(shape: readonly number[]): Pick<Region, 'offsets' | 'size'> {
  const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
  const taps = sizeOf(shape) / (rows * columns);
  const [rowBlocks, columnBlocks] = [vec4Count(rows), vec4Count(columns)];
  const offsets = new Uint32Array(taps * rows * columns);
  for (let i = 0; i < offsets.length; i++) {
    const [tap, row, column] = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns];
    const block = (tap * rowBlocks + Math.floor(row / 4)) * columnBlocks + Math.floor(column / 4);
    offsets[i] = 16 * block + 4 * (row % 4) + (column % 4);
  }
  return { offsets, size: 4 * taps * rowBlocks * columnBlocks };
}

/** Filters [k, k, c, 1]: by channel group. */
function depthwiseLayout(shape: readonly number[]): Pick<Region, 'offsets' | 'size'> {
  const [k, , channels] = shape as [number, number, number];
  const offsets = new Uint32Array(k * k * channels);
  for (let i = 0; i < offsets.length; i++) {
    const [tap, c] = [Math.floor(i / channels), i % channels];
    offsets[i] = (Math.floor(c / 4) * k * k + tap) * 4 + (c % 4);
  }
  return { offsets, size: vec4Count(channels) * k * k };
}

/** Values of each parameter, row-major, out of a buffer in this layout. */
export const readParameters = (regions: readonly Region[], values: Float32Array): Float32Array[] =>
  regions.map(({ from, offsets }) => Float32Array.from(offsets, (at) => values[4 * from + at]!));

/**
 * The `length` floats of a buffer in this layout, from each parameter's values.
 * @throws {RangeError} for a tensor of another size.
 */
export function layOutParameters(
  { parameters }: LayerTable,
  regions: readonly Region[],
  tensors: readonly Float32Array[],
  length: number,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(length);
  for (const [i, { from, offsets }] of regions.entries()) {
    const tensor = tensors[i]!;
    if (tensor.length !== offsets.length) {
      throw new RangeError(`plan: ${parameters[i]!.name} must have ${offsets.length} values; got ${tensor.length}`);
    }
    for (let j = 0; j < offsets.length; j++) values[4 * from + offsets[j]!] = tensor[j]!;
  }
  return values;
}

/** The batch norm layers, in the table's order. */
export const batchNorms = (table: LayerTable): Extract<Layer, { kind: 'batchNorm' }>[] =>
  table.layers.filter((layer) => layer.kind === 'batchNorm');
