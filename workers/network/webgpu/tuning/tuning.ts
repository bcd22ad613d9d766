/**
 * @file Tiling of the kernels for a device: chosen by its name and features, and not by timing where another tiling may round differently, as
 * the same seed on the same device must give the same accuracies. Only among the candidates of `tilings.ts`, which all give the same bits, is the
 * fastest found by timing (`autotune/`). Measurements are in test/bench/RECORDS.md.
 */
import type { BatchNormTiling } from '../kernels/batch-norm-sums.ts';
import type { Block, Windows } from '../kernels/blocks.ts';
import type { FilterTile } from '../kernels/conv-filter.ts';
import type { ConvTile } from '../kernels/conv-taps.ts';
import type { ConvTiling } from '../kernels/conv-tiling.ts';
import type { DepthwiseTile } from '../kernels/depthwise.ts';
import { WORKGROUP, type BroadcastWidth } from '../kernels/kernel.ts';
import type { Lanes } from '../kernels/streaming.ts';
import { fewestLoads, STREAMING_INPUTS, wideTile } from './software.ts';
import { DEFAULT_TILINGS, TILINGS, type Tilings } from './tilings.ts';

/** The forward pass, or the input's gradient. */
type Direction = 'forward' | 'gradient';

export interface Tuning {
  /** Describes the tuning to the user, a sentence. */
  readonly note: string;
  /** The tiling of a dense convolution that writes `vec4s` channel groups of `pixels` pixels. */
  conv(vec4s: number, pixels: number, direction: Direction, isPointwise: boolean): ConvTiling;
  /** The tile of a row-streaming convolution, at stride 1 and of several taps; undefined where the device has none. */
  convStreaming(vec4s: number): ConvTile | undefined;
  /** Lanes that one subgroup broadcast of filters serves. */
  readonly broadcastWidth: BroadcastWidth;
  readonly batchNorm: BatchNormTiling;
  /** Subgroup lanes of a row-streaming depthwise convolution at a stride; undefined where blocks are faster. */
  streamingLanes(stride: Windows['stride']): Lanes | undefined;
  /** Whether kernels normalise what they read, so that most batch norms are never stored: on graphics cards, which memory bounds. */
  readonly normalisesReads: boolean;
  /** Whether a 1x1 convolution computes both its gradients from one reading, and a depthwise one in one dispatch: on graphics cards. */
  readonly sharesGradients: boolean;
  /** Whether sibling dispatches are joined: thin ones leave a graphics card half empty, and no processor. */
  readonly joinsSiblings: boolean;
  /** Whether sums over pixels are workgroup reductions: on graphics cards. */
  readonly isWorkgroupReduced: boolean;
  /** Split-K slices of each of `pieces` sums of `steps` terms. */
  slices(pieces: number, steps: number): number;
  /** The tile of a filter gradient with `taps` taps along its streaming axis, at most that many channel groups in and out. */
  filter(taps: number, inVec4s: number, outVec4s: number): Pick<FilterTile, 'taps' | 'inVec4s' | 'outVec4s' | 'broadcastWidth'>; // prettier-ignore
  /** The tile of a depthwise convolution. */
  depthwise(kind: Windows, direction: Direction): DepthwiseTile;
  /** Taps of a column of a depthwise filter that a thread of its gradient has. */
  depthwiseFilterTaps(kernel: number): number;
  /** A pool's block. */
  poolBlock(stride: number): Block;
}

/** What the tuning depends on. */
export interface TuningOptions {
  readonly isSoftware: boolean;
  /** Loads dominate there: every one is translated anew. */
  readonly isSwiftShader: boolean;
  /** Lanes of the device's smallest subgroup; 1 where there are none. */
  readonly subgroup: number;
  /** The fastest tilings, as autotuning found them on a graphics card. */
  readonly tilings?: Tilings;
}

/** Fewest vec4f that a wide convolution writes: between the two shapes that are timed (ours). */
const MIN_WIDE_VEC4S = 98_304;

/** Workgroups that fill a large graphics card several times over (ours). */
const GPU_GROUPS = 512;
/** Threads that keep the vector units of a few processor cores busy (ours). */
const SOFTWARE_THREADS = 512;

/** Lanes of a broadcast in subgroups of at least `subgroup` lanes. */
export const broadcastWidthOf = (subgroup: number): BroadcastWidth => (subgroup >= 8 ? 8 : subgroup >= 4 ? 4 : 1);

export const tuningFor = (options: TuningOptions): Tuning =>
  options.isSoftware ? tuningForSoftware(options) : tuningForCard(options);

function tuningForCard({ subgroup, tilings = DEFAULT_TILINGS }: TuningOptions): Tuning {
  const broadcastWidth = broadcastWidthOf(subgroup);
  return {
    note: `Its kernels are those for graphics cards, with convolution tiles of ${tilings.wide}, and ${tilings.narrow} where they are small.`,
    conv: (vec4s, pixels, _, isPointwise) => {
      const family = vec4s * pixels < MIN_WIDE_VEC4S ? 'narrow' : 'wide';
      return TILINGS[family][tilings[family]](vec4s, isPointwise, broadcastWidth);
    },
    convStreaming: () => undefined,
    broadcastWidth,
    batchNorm: { isWorkgroupReduced: true, broadcastWidth },
    streamingLanes: () => undefined,
    normalisesReads: true,
    sharesGradients: true,
    joinsSiblings: true,
    isWorkgroupReduced: true,
    slices: (pieces, steps) => slicesFor(GPU_GROUPS, pieces, Math.ceil(steps / WORKGROUP)),
    filter: (taps, inVec4s, outVec4s) => ({ ...TILINGS.filter[tilings.filter](taps, inVec4s, outVec4s), broadcastWidth: 1 }), // prettier-ignore
    depthwise: (kind, direction) => TILINGS.depthwise[tilings.depthwise](kind, direction === 'gradient', broadcastWidth), // prettier-ignore
    depthwiseFilterTaps: (kernel) => TILINGS.depthwiseFilter[tilings.depthwiseFilter](kernel),
    poolBlock: (stride) => TILINGS.pool[tilings.pool](stride),
  };
}

function tuningForSoftware({ isSwiftShader, subgroup }: TuningOptions): Tuning {
  const broadcastWidth = broadcastWidthOf(subgroup);
  const load = isSwiftShader ? 1.5 : 3.5;
  const broadcasts = broadcastWidth === 1 ? '' : `, with broadcasts over ${broadcastWidth} lanes`;
  return {
    note: `Its kernels are those for processors${broadcasts}.`,
    conv: (vec4s, _, direction) => {
      const most = isSwiftShader ? 8 : direction === 'forward' ? 6 : 4; // the reads of a gradient that is added or masked take lavapipe seconds to compile
      return { kind: 'plain', tile: wideTile(vec4s, { pixels: 4, inputs: 4, broadcastWidth, most, load }) };
    },
    convStreaming: (vec4s) => {
      if (broadcastWidth === 1) return undefined;
      const [pixels, most] = isSwiftShader ? [8, 4] : [4, 6];
      return wideTile(vec4s, { pixels, inputs: STREAMING_INPUTS, broadcastWidth, most, load });
    },
    broadcastWidth,
    batchNorm: { isWorkgroupReduced: false, broadcastWidth },
    streamingLanes: (stride) => {
      if (broadcastWidth === 1) return undefined;
      return isSwiftShader && stride === 2 ? undefined : broadcastWidth; // sixteen inputs a thread compile for minutes there
    },
    normalisesReads: false,
    sharesGradients: false,
    joinsSiblings: false,
    isWorkgroupReduced: false,
    slices: (pieces, steps) => slicesFor(SOFTWARE_THREADS, pieces, steps),
    filter: (taps, inVec4s, outVec4s) => {
      if (broadcastWidth > 1) {
        const most = taps === 1 ? 6 : taps <= 3 || isSwiftShader ? 2 : 1; // 56 sums for 7 taps take lavapipe seconds to compile
        return { taps, inVec4s: 1, outVec4s: fewestLoads(outVec4s, most), broadcastWidth: 4 }; // by 8 was slower: registers spill
      }
      return { ...TILINGS.filter['2x4'](taps, inVec4s, outVec4s), broadcastWidth: 1 };
    },
    depthwise: (kind, direction) => TILINGS.depthwise['4x2 broadcast'](kind, direction === 'gradient', broadcastWidth),
    depthwiseFilterTaps: (kernel) => kernel,
    poolBlock: TILINGS.pool['4x2'],
  };
}

/** Slices that make `wanted` of all pieces, at most `most`. */
const slicesFor = (wanted: number, pieces: number, most: number): number =>
  Math.max(1, Math.min(most, Math.ceil(wanted / pieces)));

/**
 * Tunings for the self-test, whose convolutions are all small: one in the wide tiling and one in the narrow. `bitwise-equality.ts` covers all tiles
 * of both.
 */
export function selfTestTunings(options: TuningOptions): Tuning[] {
  const { tilings } = options;
  if (tilings === undefined) return [tuningFor(options)];
  return [tilings.wide, tilings.narrow].map((name) =>
    tuningFor({ ...options, tilings: { ...tilings, wide: name, narrow: name } }),
  );
}
