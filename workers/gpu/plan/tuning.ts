/**
 * @file How the kernels are cut for a device: by its name and features, not by a timing. Another cut may round otherwise, and the same
 * seed on the same device must give the same accuracies. Measurements are in test/bench/RECORDS.md.
 */
import type { ConvTile } from '../kernels/conv.ts';
import type { FilterTile } from '../kernels/conv-filter.ts';
import type { BatchNormCut } from '../kernels/batch-norm.ts';
import type { Windows } from '../kernels/blocks.ts';
import { WORKGROUP, type Sharing } from '../kernels/kernel.ts';
import type { Lanes } from '../kernels/walk.ts';

/** The forward pass, or the input's gradient. */
export type Pass = 'forward' | 'gradient';

export interface Tuning {
  /** The tile of a convolution that writes so many channel groups. */
  conv(quads: number, pass: Pass): ConvTile;
  /** The tile of one at stride 1, of more taps than one, that walks along lines; undefined where none does. */
  convWalk(quads: number): ConvTile | undefined;
  /** Threads that load filters for one another. */
  readonly sharing: Sharing;
  readonly batchNorm: BatchNormCut;
  /** Threads of the subgroups that walk over depthwise convolutions of a stride; undefined where blocks do better. */
  walkers(stride: Windows['stride']): Lanes | undefined;
  /** Whether sums over pixels are shared by the threads of a workgroup: on graphics cards. */
  readonly isShared: boolean;
  /** Slices that `pieces` sums of `steps` terms are cut into. */
  slices(pieces: number, steps: number): number;
  /** Channel groups in and out of a thread of a filter gradient with so many taps along its walk. */
  filter(taps: number, inQuads: number, outQuads: number): Pick<FilterTile, 'inQuads' | 'outQuads' | 'sharing'>;
}

/** What the cut depends on. */
export interface TuningOptions {
  readonly isSoftware: boolean;
  /** Loads dominate there: every one is translated anew. */
  readonly isSwiftShader: boolean;
  /** Threads of the device's smallest subgroup; 1 where there are none. */
  readonly subgroup: number;
}

/** Workgroups that fill a large graphics card several times over (ours). */
const GPU_GROUPS = 512;
/** Threads that keep the vector units of a few processor cores busy (ours). */
const SOFTWARE_THREADS = 512;

export function tuningFor({ isSoftware, isSwiftShader, subgroup }: TuningOptions): Tuning {
  const sharing = subgroup >= 8 ? 8 : subgroup >= 4 ? 4 : 1;
  const load = isSwiftShader ? 1.5 : 3.5;
  return {
    conv: (quads, pass) => {
      if (!isSoftware) return { pixels: 4, quads: Math.min(2, quads), sharing }; // 32 sums in registers
      const most = isSwiftShader ? 8 : pass === 'forward' ? 6 : 4; // what a gradient reads as it is stored takes lavapipe seconds to compile
      return wideTile(quads, { pixels: 4, inputs: 4, sharing, most, load });
    },
    convWalk: (quads) => {
      if (!isSoftware || sharing === 1) return undefined;
      const [pixels, most] = isSwiftShader ? [8, 4] : [4, 6];
      return wideTile(quads, { pixels, inputs: WALK_INPUTS, sharing, most, load });
    },
    sharing,
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
    filter: (taps, inQuads, outQuads) => {
      if (isSoftware && sharing > 1) {
        const most = taps === 1 ? 6 : taps <= 3 || isSwiftShader ? 2 : 1; // 56 sums for 7 taps take lavapipe seconds to compile
        return { inQuads: 1, outQuads: fewestLoads(outQuads, most), sharing: 4 }; // by 8 was slower: registers spill
      }
      if (taps > 3) return { inQuads: 1, outQuads: 1, sharing: 1 }; // 4 sums a tap: 28 for 7
      if (taps > 1) return { inQuads: 1, outQuads: Math.min(2, outQuads), sharing: 1 };
      const out = outQuads % 4 === 0 ? 4 : outQuads % 3 === 0 ? 3 : Math.min(2, outQuads);
      return { inQuads: Math.min(2, inQuads), outQuads: out, sharing: 1 };
    },
  };
}

/** Inputs that a walk loads at a tap, the run's first shared out among the taps: about two, for three taps and for seven. */
const WALK_INPUTS = 2;

interface WideTile {
  readonly pixels: number;
  /** Inputs loaded for a tap and a channel group. */
  readonly inputs: number;
  readonly sharing: Sharing;
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
