/**
 * @file Tiling of the kernels for a device: chosen by its name and features, and not by timing where another tiling may round differently, as
 * the same seed on the same device must give the same accuracies. Only among {@link CONV_VARIANTS}, which all give the same bits, is the
 * fastest found by timing (`autotune.ts`). Measurements are in test/bench/RECORDS.md.
 */
import type { ConvTile } from '../kernels/conv-taps.ts';
import type { FilterTile } from '../kernels/conv-filter.ts';
import type { BatchNormTiling } from '../kernels/batch-norm-sums.ts';
import type { Windows } from '../kernels/blocks.ts';
import { WORKGROUP, type BroadcastWidth } from '../kernels/kernel.ts';
import type { Lanes } from '../kernels/streaming.ts';
import type { ConvTiling } from '../kernels/conv-tiling.ts';

/** The forward pass, or the input's gradient. */
type ConvDirection = 'forward' | 'gradient';

export interface Tuning {
  /** Describes the tuning to the user, a sentence. */
  readonly note: string;
  /** The tiling of a dense convolution that writes `vec4s` channel groups of `pixels` pixels. */
  conv(vec4s: number, pixels: number, direction: ConvDirection): ConvTiling;
  /** The tile of a row-streaming convolution, at stride 1 and of several taps; undefined where the device has none. */
  convStreaming(vec4s: number): ConvTile | undefined;
  /** Lanes that one subgroup broadcast of filters serves. */
  readonly broadcastWidth: BroadcastWidth;
  readonly batchNorm: BatchNormTiling;
  /** Subgroup lanes of a row-streaming depthwise convolution at a stride; undefined where blocks are faster. */
  streamingLanes(stride: Windows['stride']): Lanes | undefined;
  /** Whether kernels normalise what they read, so that most batch norms are never stored: on graphics cards, which memory bounds. */
  readonly normalisesReads: boolean;
  /** Whether a 1x1 convolution computes both its gradients from one reading: on graphics cards. */
  readonly sharesGradients: boolean;
  /** Whether sibling dispatches are joined: thin ones leave a graphics card half empty, and no processor. */
  readonly joinsSiblings: boolean;
  /** Whether sums over pixels are workgroup reductions: on graphics cards. */
  readonly isWorkgroupReduced: boolean;
  /** Split-K slices of each of `pieces` sums of `steps` terms. */
  slices(pieces: number, steps: number): number;
  /** The tile of a filter gradient with `taps` taps along its streaming axis, at most that many channel groups in and out. */
  filter(taps: number, inVec4s: number, outVec4s: number): Pick<FilterTile, 'inVec4s' | 'outVec4s' | 'broadcastWidth'>;
}

/** What the tuning depends on. */
export interface TuningOptions {
  readonly isSoftware: boolean;
  /** Loads dominate there: every one is translated anew. */
  readonly isSwiftShader: boolean;
  /** Lanes of the device's smallest subgroup; 1 where there are none. */
  readonly subgroup: number;
  /** The fastest variants, as autotuning found them on a graphics card. */
  readonly variants?: ConvVariants;
}

/**
 * Kernel variants of a dense convolution for graphics cards, by pixels x channel groups of a thread, at most: 32 to 64 sums in registers, and
 * fewer for convolutions with few threads. `broadcast`: filters are loaded by subgroup broadcast.
 */
export const CONV_VARIANTS = {
  '4x2 broadcast': (vec4s, broadcastWidth) => ({
    kind: 'plain',
    tile: { pixels: 4, vec4s: Math.min(2, vec4s), broadcastWidth },
  }),
  '4x2': (vec4s) => ({ kind: 'plain', tile: { pixels: 4, vec4s: Math.min(2, vec4s), broadcastWidth: 1 } }),
  '2x2': (vec4s) => ({ kind: 'plain', tile: { pixels: 2, vec4s: Math.min(2, vec4s), broadcastWidth: 1 } }),
  '2x1': () => ({ kind: 'plain', tile: { pixels: 2, vec4s: 1, broadcastWidth: 1 } }),
  '4x4 staged': (vec4s) => stagedTiling(vec4s, 4),
  '2x4 staged': (vec4s) => stagedTiling(vec4s, 2),
} as const satisfies Record<string, (vec4s: number, broadcastWidth: BroadcastWidth) => ConvTiling>;
export type ConvVariant = keyof typeof CONV_VARIANTS;

/** The variants that a graphics card runs. */
export interface ConvVariants {
  /** Of convolutions of many values, which fill a card in any tile, and of few. */
  readonly wide: ConvVariant;
  readonly narrow: ConvVariant;
  /** Whether other kernels load filters by subgroup broadcast; named as it is stored. */
  readonly shares: boolean;
}

/** Fewest vec4f that a wide convolution writes: between the two shapes that are timed (ours). */
const MIN_WIDE_VEC4S = 98_304;

/** Of a card that is not timed. */
export const DEFAULT_VARIANTS: ConvVariants = { wide: '4x2 broadcast', narrow: '4x2 broadcast', shares: true };

/** Cost of staging of a workgroup, in channel groups of products (ours). */
const STAGING = 0.5;

/** Neighbouring threads of a staged convolution that have neighbouring pixels (ours: reads of 512 bytes). */
export const STAGED_ACROSS = 32;

/** Two rows of {@link STAGED_ACROSS} threads; up to four channel groups a thread, as many as do a layer at the least cost. */
const stagedTiling = (vec4s: number, pixels: number): ConvTiling => {
  const rows = WORKGROUP / STAGED_ACROSS;
  const cost = (tile: number): number => Math.ceil(vec4s / (rows * tile)) * (STAGING + tile);
  return { kind: 'staged', tile: { pixels, vec4s: cheapest(4, cost), across: STAGED_ACROSS } };
};

/** Workgroups that fill a large graphics card several times over (ours). */
const GPU_GROUPS = 512;
/** Threads that keep the vector units of a few processor cores busy (ours). */
const SOFTWARE_THREADS = 512;

/** Lanes of a broadcast in subgroups of at least `subgroup` lanes. */
export const broadcastWidthOf = (subgroup: number): BroadcastWidth => (subgroup >= 8 ? 8 : subgroup >= 4 ? 4 : 1);

export function tuningFor({ isSoftware, isSwiftShader, subgroup, variants = DEFAULT_VARIANTS }: TuningOptions): Tuning {
  const broadcastWidth = broadcastWidthOf(subgroup);
  const load = isSwiftShader ? 1.5 : 3.5;
  const broadcasts = broadcastWidth === 1 ? '' : `, with broadcasts over ${broadcastWidth} lanes`;
  return {
    note: isSoftware
      ? `Its kernels are those for processors${broadcasts}.`
      : `Its kernels are those for graphics cards, with convolution tiles of ${variants.wide}, and ${variants.narrow} where they are small.`,
    conv: (vec4s, pixels, direction) => {
      if (!isSoftware)
        return CONV_VARIANTS[vec4s * pixels < MIN_WIDE_VEC4S ? variants.narrow : variants.wide](vec4s, broadcastWidth);
      const most = isSwiftShader ? 8 : direction === 'forward' ? 6 : 4; // the reads of a gradient that is added or masked take lavapipe seconds to compile
      return { kind: 'plain', tile: wideTile(vec4s, { pixels: 4, inputs: 4, broadcastWidth, most, load }) };
    },
    convStreaming: (vec4s) => {
      if (!isSoftware || broadcastWidth === 1) return undefined;
      const [pixels, most] = isSwiftShader ? [8, 4] : [4, 6];
      return wideTile(vec4s, { pixels, inputs: STREAMING_INPUTS, broadcastWidth, most, load });
    },
    broadcastWidth: isSoftware || variants.shares ? broadcastWidth : 1,
    batchNorm: { isWorkgroupReduced: !isSoftware, broadcastWidth },
    streamingLanes: (stride) => {
      if (!isSoftware || broadcastWidth === 1) return undefined;
      return isSwiftShader && stride === 2 ? undefined : broadcastWidth; // sixteen inputs a thread compile for minutes there
    },
    normalisesReads: !isSoftware,
    sharesGradients: !isSoftware,
    joinsSiblings: !isSoftware,
    isWorkgroupReduced: !isSoftware,
    slices: (pieces, steps) => {
      const [wanted, most] = isSoftware ? [SOFTWARE_THREADS, steps] : [GPU_GROUPS, Math.ceil(steps / WORKGROUP)];
      return Math.max(1, Math.min(most, Math.ceil(wanted / pieces)));
    },
    filter: (taps, inVec4s, outVec4s) => {
      if (isSoftware && broadcastWidth > 1) {
        const most = taps === 1 ? 6 : taps <= 3 || isSwiftShader ? 2 : 1; // 56 sums for 7 taps take lavapipe seconds to compile
        return { inVec4s: 1, outVec4s: fewestLoads(outVec4s, most), broadcastWidth: 4 }; // by 8 was slower: registers spill
      }
      if (taps > 3) return { inVec4s: 1, outVec4s: 1, broadcastWidth: 1 }; // 4 sums a tap: 28 for 7
      if (taps > 1) return { inVec4s: 1, outVec4s: Math.min(2, outVec4s), broadcastWidth: 1 };
      const out = outVec4s % 4 === 0 ? 4 : outVec4s % 3 === 0 ? 3 : Math.min(2, outVec4s);
      return { inVec4s: Math.min(2, inVec4s), outVec4s: out, broadcastWidth: 1 };
    },
  };
}

/**
 * Tunings for the self-test, whose convolutions are all small: one in the wide variant and one in the narrow. `bitwise-equality.ts` covers all tiles
 * of both.
 */
export function selfTestTunings(options: TuningOptions): Tuning[] {
  const { variants } = options;
  if (variants === undefined) return [tuningFor(options)];
  return [variants.wide, variants.narrow].map((name) =>
    tuningFor({ ...options, variants: { ...variants, wide: name, narrow: name } }),
  );
}

/** Inputs loaded per tap by a row-streaming convolution, those before the first tap spread over all: about two, for three taps and for seven. */
const STREAMING_INPUTS = 2;

interface WideTile {
  readonly pixels: number;
  /** Inputs loaded for a tap and a channel group. */
  readonly inputs: number;
  readonly broadcastWidth: BroadcastWidth;
  readonly most: number;
  /** Cost of a load, in pairs of vec4f multiply-adds (measured). */
  readonly load: number;
}

/** The tile of up to `most` channel groups that does a layer of `vec4s` at the least cost on a software device. */
function wideTile(vec4s: number, { pixels, inputs, broadcastWidth, most, load }: WideTile): ConvTile {
  const cost = (tile: number): number =>
    Math.ceil(vec4s / tile) * (load * (inputs + (4 * tile) / broadcastWidth) + 2 * pixels * tile);
  return { pixels, vec4s: cheapest(most, cost), broadcastWidth };
}

/** Channel groups, up to `most`, of the largest tile among those with the fewest loads for a layer of `vec4s`. */
function fewestLoads(vec4s: number, most: number): number {
  const loads = (tile: number): number => Math.ceil(vec4s / tile) * (4 + tile); // four inputs, and the gradients
  return cheapest(most, loads);
}

/** The largest tile up to `most` among those that cost least. */
function cheapest(most: number, cost: (tile: number) => number): number {
  const tiles = Array.from({ length: most }, (_, i) => most - i);
  return tiles.reduce((best, tile) => (cost(tile) < cost(best) ? tile : best));
}
