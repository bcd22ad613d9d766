/**
 * @file How the kernels are cut for a device: by its name and features, and not by a timing where another cut may round otherwise, as the
 * same seed on the same device must give the same accuracies. Only among {@link CONV_VARIANTS}, which all give the same bits, a graphics card
 * is asked which is fastest (`cut-probe.ts`). Measurements are in test/bench/RECORDS.md.
 */
import type { ConvTile } from '../kernels/conv.ts';
import type { FilterTile } from '../kernels/conv-filter.ts';
import type { BatchNormTiling } from '../kernels/batch-norm.ts';
import type { Windows } from '../kernels/blocks.ts';
import { WORKGROUP, type LaneSharing } from '../kernels/kernel.ts';
import type { Lanes } from '../kernels/streaming.ts';
import type { ConvTiling } from '../kernels/conv-tiling.ts';

/** The forward pass, or the input's gradient. */
export type Pass = 'forward' | 'gradient';

export interface Tuning {
  /** What a user is told of it, a sentence. */
  readonly note: string;
  /** The cut of a convolution that writes so many channel groups of so many pixels. */
  conv(quads: number, pixels: number, pass: Pass): ConvTiling;
  /** The tile of one at stride 1, of more taps than one, that walks along lines; undefined where none does. */
  convWalk(quads: number): ConvTile | undefined;
  /** Threads that load filters for one another. */
  readonly sharing: LaneSharing;
  readonly batchNorm: BatchNormTiling;
  /** Threads of the subgroups that walk over depthwise convolutions of a stride; undefined where blocks do better. */
  walkers(stride: Windows['stride']): Lanes | undefined;
  /** Whether sums over pixels are shared by the threads of a workgroup: on graphics cards. */
  readonly isShared: boolean;
  /** Slices that `pieces` sums of `steps` terms are cut into. */
  slices(pieces: number, steps: number): number;
  /** Channel groups in and out of a thread of a filter gradient with so many taps along its walk. */
  filter(taps: number, inVec4s: number, outVec4s: number): Pick<FilterTile, 'inVec4s' | 'outVec4s' | 'sharing'>;
}

/** What the cut depends on. */
export interface TuningOptions {
  readonly isSoftware: boolean;
  /** Loads dominate there: every one is translated anew. */
  readonly isSwiftShader: boolean;
  /** Threads of the device's smallest subgroup; 1 where there are none. */
  readonly subgroup: number;
  /** What a graphics card was found to be fastest with. */
  readonly cuts?: ConvVariants;
}

/**
 * The cuts of a dense convolution that a graphics card chooses from, by pixels x channel groups of a thread, at most: 32 to 64 sums in
 * registers, and fewer where threads would be too few. `shared`: threads of a subgroup load filters for one another.
 */
export const CONV_VARIANTS = {
  '4x2 shared': (quads, sharing) => ({ kind: 'plain', tile: { pixels: 4, quads: Math.min(2, quads), sharing } }),
  '4x2': (quads) => ({ kind: 'plain', tile: { pixels: 4, quads: Math.min(2, quads), sharing: 1 } }),
  '2x2': (quads) => ({ kind: 'plain', tile: { pixels: 2, quads: Math.min(2, quads), sharing: 1 } }),
  '2x1': () => ({ kind: 'plain', tile: { pixels: 2, quads: 1, sharing: 1 } }),
  '4x4 staged': (quads) => stagedCut(quads, 4),
  '2x4 staged': (quads) => stagedCut(quads, 2),
} as const satisfies Record<string, (quads: number, sharing: LaneSharing) => ConvTiling>;
export type ConvVariant = keyof typeof CONV_VARIANTS;

/** What a graphics card was found to be fastest with. */
export interface ConvVariants {
  /** The cut of a convolution of many values, which fills a card whatever its tile, and of one of few. */
  readonly wide: ConvVariant;
  readonly narrow: ConvVariant;
  /** Whether threads load filters for one another in other kernels. */
  readonly shares: boolean;
}

/** Groups of four values from which a convolution is wide: between the two shapes that a card is asked for (ours). */
const WIDE = 98_304;

/** Of a card that was not asked. */
export const UNASKED: ConvVariants = { wide: '4x2 shared', narrow: '4x2 shared', shares: true };

/** What a staged workgroup costs beside its products, in channel groups (ours). */
const STAGING = 0.5;

/** Threads of a staged convolution side by side over pixels (ours: reads of 512 bytes). */
export const ACROSS = 32;

/** Two rows of {@link ACROSS} threads; of up to four channel groups the greatest tile that does a layer at the least cost. */
const stagedCut = (quads: number, pixels: number): ConvTiling => {
  const rows = WORKGROUP / ACROSS;
  const cost = (tile: number): number => Math.ceil(quads / (rows * tile)) * (STAGING + tile);
  return { kind: 'staged', tile: { pixels, quads: cheapest(4, cost), across: ACROSS } };
};

/** Workgroups that fill a large graphics card several times over (ours). */
const GPU_GROUPS = 512;
/** Threads that keep the vector units of a few processor cores busy (ours). */
const SOFTWARE_THREADS = 512;

/** Threads that load for one another in subgroups of at least so many. */
export const sharingOf = (subgroup: number): LaneSharing => (subgroup >= 8 ? 8 : subgroup >= 4 ? 4 : 1);

export function tuningFor({ isSoftware, isSwiftShader, subgroup, cuts = UNASKED }: TuningOptions): Tuning {
  const sharing = sharingOf(subgroup);
  const load = isSwiftShader ? 1.5 : 3.5;
  const shares = sharing === 1 ? '' : `, ${sharing} threads loading for one another`;
  return {
    note: isSoftware
      ? `Its kernels are those for processors${shares}.`
      : `Its kernels are those for graphics cards, with convolutions cut ${cuts.wide}, and ${cuts.narrow} where they are small.`,
    conv: (quads, pixels, pass) => {
      if (!isSoftware) return CONV_VARIANTS[quads * pixels < WIDE ? cuts.narrow : cuts.wide](quads, sharing);
      const most = isSwiftShader ? 8 : pass === 'forward' ? 6 : 4; // what a gradient reads as it is stored takes lavapipe seconds to compile
      return { kind: 'plain', tile: wideTile(quads, { pixels: 4, inputs: 4, sharing, most, load }) };
    },
    convWalk: (quads) => {
      if (!isSoftware || sharing === 1) return undefined;
      const [pixels, most] = isSwiftShader ? [8, 4] : [4, 6];
      return wideTile(quads, { pixels, inputs: STREAMING_INPUTS, sharing, most, load });
    },
    sharing: isSoftware || cuts.shares ? sharing : 1,
    batchNorm: { isShared: !isSoftware, sharing },
    walkers: (stride) => {
      if (!isSoftware || sharing === 1) return undefined;
      return isSwiftShader && stride === 2 ? undefined : sharing; // sixteen inputs a thread compile for minutes there
    },
    isShared: !isSoftware,
    slices: (pieces, steps) => {
      const [wanted, most] = isSoftware ? [SOFTWARE_THREADS, steps] : [GPU_GROUPS, Math.ceil(steps / WORKGROUP)];
      return Math.max(1, Math.min(most, Math.ceil(wanted / pieces)));
    },
    filter: (taps, inVec4s, outVec4s) => {
      if (isSoftware && sharing > 1) {
        const most = taps === 1 ? 6 : taps <= 3 || isSwiftShader ? 2 : 1; // 56 sums for 7 taps take lavapipe seconds to compile
        return { inVec4s: 1, outVec4s: fewestLoads(outVec4s, most), sharing: 4 }; // by 8 was slower: registers spill
      }
      if (taps > 3) return { inVec4s: 1, outVec4s: 1, sharing: 1 }; // 4 sums a tap: 28 for 7
      if (taps > 1) return { inVec4s: 1, outVec4s: Math.min(2, outVec4s), sharing: 1 };
      const out = outVec4s % 4 === 0 ? 4 : outVec4s % 3 === 0 ? 3 : Math.min(2, outVec4s);
      return { inVec4s: Math.min(2, inVec4s), outVec4s: out, sharing: 1 };
    },
  };
}

/** Tunings in which small convolutions are cut as large ones are in {@link tuningFor}'s, and as small ones; `cut-bits.ts` has all tiles of both. */
export function smallTunings(options: TuningOptions): Tuning[] {
  const { cuts } = options;
  if (cuts === undefined) return [tuningFor(options)];
  return [cuts.wide, cuts.narrow].map((cut) => tuningFor({ ...options, cuts: { ...cuts, wide: cut, narrow: cut } }));
}

/** Inputs that a walk loads at a tap, the run's first shared out among the taps: about two, for three taps and for seven. */
const STREAMING_INPUTS = 2;

interface WideTile {
  readonly pixels: number;
  /** Inputs loaded for a tap and a channel group. */
  readonly inputs: number;
  readonly sharing: LaneSharing;
  readonly most: number;
  /** A load, weighed as so many pairs of multiply-adds of four values (measured). */
  readonly load: number;
}

/** Of up to `most` channel groups, the tile that does a layer of `quads` with the least work on a software device. */
function wideTile(quads: number, { pixels, inputs, sharing, most, load }: WideTile): ConvTile {
  const cost = (tile: number): number =>
    Math.ceil(quads / tile) * (load * (inputs + (4 * tile) / sharing) + 2 * pixels * tile);
  return { pixels, quads: cheapest(most, cost), sharing };
}

/** Of up to `most` channel groups, the greatest tile among those with the fewest loads for a layer of `quads`. */
function fewestLoads(quads: number, most: number): number {
  const loads = (tile: number): number => Math.ceil(quads / tile) * (4 + tile); // four inputs, and a share of the gradients for each of four
  return cheapest(most, loads);
}

/** The greatest tile up to `most` among those that cost least. */
function cheapest(most: number, cost: (tile: number) => number): number {
  const tiles = Array.from({ length: most }, (_, i) => most - i);
  return tiles.reduce((best, tile) => (cost(tile) < cost(best) ? tile : best));
}
