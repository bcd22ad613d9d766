/** @file Tiles of software devices, where a load costs as much as many multiply-adds: as many channel groups a thread as its registers allow. */
import type { ConvTile } from '../kernels/conv-taps.ts';
import type { BroadcastWidth } from '../kernels/kernel.ts';

/** Inputs loaded per tap by a row-streaming convolution, those before the first tap spread over all: about two, for three taps and for seven. */
export const STREAMING_INPUTS = 2;

interface WideTile {
  readonly pixels: number;
  /** Inputs loaded for a tap and a channel group. */
  readonly inputs: number;
  readonly broadcastWidth: BroadcastWidth;
  readonly most: number;
  /** Cost of a load, in pairs of vec4f multiply-adds (measured). */
  readonly load: number;
}

/** The tile of up to `most` channel groups that does a layer of `vec4s` at the least cost. */
export function wideTile(vec4s: number, { pixels, inputs, broadcastWidth, most, load }: WideTile): ConvTile {
  const cost = (tile: number): number =>
    Math.ceil(vec4s / tile) * (load * (inputs + (4 * tile) / broadcastWidth) + 2 * pixels * tile);
  return { pixels, vec4s: cheapest(most, cost), broadcastWidth };
}

/** Channel groups, up to `most`, of the largest tile among those with the fewest loads for a layer of `vec4s`. */
export function fewestLoads(vec4s: number, most: number): number {
  const loads = (tile: number): number => Math.ceil(vec4s / tile) * (4 + tile); // four inputs, and the gradients
  return cheapest(most, loads);
}

/** The largest tile up to `most` among those that cost least. */
function cheapest(most: number, cost: (tile: number) => number): number {
  const tiles = Array.from({ length: most }, (_, i) => most - i);
  return tiles.reduce((best, tile) => (cost(tile) < cost(best) ? tile : best));
}
