/**
 * @file Tilings on graphics cards: for each family of kernels the candidates among which a card is timed (`autotune/`). All candidates of a family
 * compute the same bits. What a tiling costs a card is registers: with too few, values go to memory and come back (`bench compile` counts them).
 */
import type { Block, Windows } from '../kernels/blocks.ts';
import type { FilterTile } from '../kernels/conv-filter.ts';
import type { ConvTiling } from '../kernels/conv-tiling.ts';
import type { DepthwiseTile } from '../kernels/depthwise.ts';
import { WORKGROUP, type BroadcastWidth } from '../kernels/kernel.ts';

/** What a convolution's tile depends on: channel groups written, whether it is pointwise, and the lanes of a broadcast. */
type ConvCandidate = (vec4s: number, isPointwise: boolean, broadcastWidth: BroadcastWidth) => ConvTiling;

/**
 * Dense convolutions, forward and input gradient, by pixels x channel groups of a thread, at most. `broadcast`: filters are loaded by subgroup
 * broadcast, where a card does not load as scalars what is the same for all threads; `staged`: through shared memory.
 */
const CONV = {
  '2x4': plainTiling(2, 4),
  '2x3': plainTiling(2, 3),
  '4x2': plainTiling(4, 2),
  '2x2': plainTiling(2, 2),
  '2x1': plainTiling(2, 1),
  '4x2 broadcast': (vec4s, isPointwise, broadcastWidth) => plainTiling(4, 2, broadcastWidth)(vec4s, isPointwise),
  '4x4 staged': (vec4s) => stagedTiling(vec4s, 4),
  '2x4 staged': (vec4s) => stagedTiling(vec4s, 2),
} as const satisfies Record<string, ConvCandidate>;

/** By thread. Several taps need registers for places in the image: half the pixels. */
function plainTiling(pixels: number, most: number, broadcastWidth: BroadcastWidth = 1) {
  return (vec4s: number, isPointwise: boolean): ConvTiling => ({
    kind: 'plain',
    tile: { pixels: isPointwise ? pixels : pixels / 2, vec4s: fewestTiles(vec4s, most), broadcastWidth },
  });
}

/** Neighbouring threads of a staged convolution that have neighbouring pixels (ours: reads of 512 bytes). */
export const STAGED_ACROSS = 32;

/** Two rows of {@link STAGED_ACROSS} threads; up to four channel groups a thread. */
const stagedTiling = (vec4s: number, pixels: number): ConvTiling => ({
  kind: 'staged',
  tile: { pixels, vec4s: fewestTiles(vec4s, 4, WORKGROUP / STAGED_ACROSS), across: STAGED_ACROSS },
});

/** Cost of a tile beside its products, such as loading its inputs, in channel groups of products (ours). */
const OF_TILE = 0.5;

/** Channel groups, up to `most`, of a tile of which `rows` together do `vec4s` at the least cost. */
function fewestTiles(vec4s: number, most: number, rows = 1): number {
  const cost = (tile: number): number => Math.ceil(vec4s / (rows * tile)) * (OF_TILE + tile);
  const tiles = Array.from({ length: most }, (_, i) => most - i);
  return tiles.reduce((best, tile) => (cost(tile) < cost(best) ? tile : best));
}

/** Taps, and channel groups in and out, of a thread of a filter gradient. */
type FilterCandidate = (taps: number, inVec4s: number, outVec4s: number) => Pick<FilterTile, 'taps' | 'inVec4s' | 'outVec4s'>; // prettier-ignore

/** Filter gradients, by channel groups in x out of a thread with one tap; with several a thread has as many sums or fewer. */
const FILTER = {
  '1x2': (taps, _, outVec4s) => filterTile(Math.min(2, taps), 1, taps === 1 ? Math.min(2, outVec4s) : 1),
  '2x2': (taps, inVec4s, outVec4s) =>
    taps === 1 ? filterTile(1, Math.min(2, inVec4s), Math.min(2, outVec4s)) : filterTile(Math.min(4, taps), 1, 1),
  '2x4': (taps, inVec4s, outVec4s) => {
    if (taps > 1) return filterTile(taps, 1, taps > 3 ? 1 : Math.min(2, outVec4s));
    return filterTile(1, Math.min(2, inVec4s), fewestTiles(outVec4s, 4));
  },
} as const satisfies Record<string, FilterCandidate>;

const filterTile = (taps: number, inVec4s: number, outVec4s: number) => ({ taps, inVec4s, outVec4s });

/** The block of a thread, of outputs or of a gradient's inputs. */
type DepthwiseCandidate = (kind: Windows, isGradient: boolean, broadcastWidth: BroadcastWidth) => DepthwiseTile;

/** Depthwise convolutions, forward and input gradient, by rows x columns of a thread, at most. */
const DEPTHWISE = {
  '4x2 of 3x3, 4x1': ({ kernel, ...kind }, isGradient) => depthwiseTile(kind, isGradient, [kernel === 3 ? 2 : 1, 2]),
  '4x1': (kind, isGradient) => depthwiseTile(kind, isGradient, [1, 2]),
  '4x2': (kind, isGradient) => depthwiseTile(kind, isGradient, [2, 4]),
  '4x2 broadcast': (kind, isGradient, broadcastWidth) => depthwiseTile(kind, isGradient, [2, 4], broadcastWidth),
} as const satisfies Record<string, DepthwiseCandidate>;

/**
 * Four rows; two columns at most where neighbours share most of their inputs. A gradient's block at stride 2 is even, so that all begin at the same
 * tap of their windows.
 */
function depthwiseTile(
  { stride, dilation }: Pick<Windows, 'stride' | 'dilation'>,
  isGradient: boolean,
  [columns, stridedRows]: readonly [columns: number, stridedRows: number],
  broadcastWidth: BroadcastWidth = 1,
): DepthwiseTile {
  if (isGradient && stride === 2) return { block: { rows: stridedRows, columns: 2 }, broadcastWidth };
  return { block: { rows: 4, columns: stride === 1 && dilation === 1 ? columns : 1 }, broadcastWidth };
}

/** Filter gradients of depthwise convolutions, by taps of a column of a thread, at most. */
const DEPTHWISE_FILTER = {
  '4 taps': (kernel) => inParts(kernel, 4),
  '7 taps': (kernel) => inParts(kernel, 7),
} as const satisfies Record<string, (kernel: number) => number>;

/** Taps of a column in the fewest parts of at most `most`, all about as long. */
const inParts = (kernel: number, most: number): number => Math.ceil(kernel / Math.ceil(kernel / most));

/** Pools, forward and gradient, by rows x columns of a thread at stride 1. */
const POOL = {
  '2x2': () => ({ rows: 2, columns: 2 }),
  '4x2': (stride) => ({ rows: stride === 1 ? 4 : 2, columns: 2 }),
} as const satisfies Record<string, (stride: number) => Block>;

/** The candidates of each family; `wide` are convolutions of many values, which fill a card in any tile, `narrow` of few. */
export const TILINGS = {
  wide: CONV,
  narrow: CONV,
  filter: FILTER,
  depthwise: DEPTHWISE,
  depthwiseFilter: DEPTHWISE_FILTER,
  pool: POOL,
} as const;
export type Family = keyof typeof TILINGS;
export const FAMILIES = Object.keys(TILINGS) as readonly Family[];

/** The tiling of each family. */
export type Tilings = { readonly [F in Family]: keyof (typeof TILINGS)[F] & string };

/**
 * Of a card that is not timed: no kernel needs more registers than Intel's cards have, 64 floats a lane, and none broadcasts, as Intel's and AMD's
 * load filters as scalars.
 */
export const DEFAULT_TILINGS: Tilings = {
  wide: '2x3',
  narrow: '2x2',
  filter: '1x2',
  depthwise: '4x2 of 3x3, 4x1',
  depthwiseFilter: '4 taps',
  pool: '2x2',
};

/** Candidates of a family. */
export const candidatesOf = (family: Family): readonly string[] => Object.keys(TILINGS[family]);

/** Whether these tilings, as an earlier build may have stored them, are all of this build's. */
export const isTilings = (stored: Readonly<Record<string, unknown>> | undefined): stored is Tilings =>
  stored !== undefined && FAMILIES.every((family) => candidatesOf(family).includes(String(stored[family])));
