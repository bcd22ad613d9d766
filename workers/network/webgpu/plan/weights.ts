/**
 * @file Where each trained tensor lies in the one buffer of weights (and its gradient, and the optimizer's moments), and how it is
 * turned to the kernels' order: filters [kh][kw][4 ciq][coq], depthwise [c/4][k][k], vectors [c/4], all of vec4f, spare channels 0.
 */
import { sizeOf, type Layer, type LayerTable } from '../../../../src/core/network/layers.ts';
import { roundUp, vec4Count } from '../kernels/kernel.ts';
import { REGION } from '../kernels/optimizer.ts';

/** One parameter's region. */
export interface Region {
  /** First vec4f. */
  readonly from: number;
  /** vec4f used. */
  readonly size: number;
  /** vec4f reserved: a multiple of REGION. */
  readonly reserved: number;
  /** For each value of the tensor in its own order, its place as floats from the region's start. */
  readonly order: Uint32Array;
  readonly decay: boolean;
}

/** Regions of all parameters, in the table's order, and the vec4f they take together. */
export function placeWeights(table: LayerTable): { regions: readonly Region[]; total: number } {
  const depthwise = new Set(table.layers.flatMap((layer) => (layer.kind === 'depthwise' ? [layer.filter] : [])));
  let from = 0;
  const regions = table.parameters.map(({ shape, decay }, i) => {
    const { order, size } = depthwise.has(i) ? depthwiseOrder(shape) : matrixOrder(shape);
    const region = { from, size, reserved: roundUp(size, REGION), order, decay };
    from += region.reserved;
    return region;
  });
  return { regions, total: from };
}

/** Vectors [c], matrices [ci, co], filters [kh, kw, ci, co]: rows of co, channels in padded to whole groups. */
function matrixOrder(shape: readonly number[]): { order: Uint32Array; size: number } {
  const columns = shape.at(-1)!;
  const rows = shape.at(-2) ?? 1;
  const taps = sizeOf(shape) / (rows * columns);
  const paddedRows = shape.length === 1 ? 1 : 4 * vec4Count(rows);
  const width = 4 * vec4Count(columns);
  const order = new Uint32Array(taps * rows * columns);
  for (let i = 0; i < order.length; i++) {
    const [tap, row, column] = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns];
    order[i] = (tap * paddedRows + row) * width + column;
  }
  return { order, size: (taps * paddedRows * width) / 4 };
}

/** Filters [k, k, c, 1]: by channel group. */
function depthwiseOrder(shape: readonly number[]): { order: Uint32Array; size: number } {
  const [k, , channels] = shape as [number, number, number];
  const order = new Uint32Array(k * k * channels);
  for (let i = 0; i < order.length; i++) {
    const [tap, c] = [Math.floor(i / channels), i % channels];
    order[i] = (Math.floor(c / 4) * k * k + tap) * 4 + (c % 4);
  }
  return { order, size: vec4Count(channels) * k * k };
}

/** The batch norm layers, in the table's order. */
export const batchNorms = (table: LayerTable): Extract<Layer, { kind: 'batchNorm' }>[] =>
  table.layers.filter((layer) => layer.kind === 'batchNorm');
