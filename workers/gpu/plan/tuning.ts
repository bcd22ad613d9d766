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
  return {
    conv: (quads, pass) => {
      if (!isSoftware) return { pixels: 4, quads: Math.min(2, quads), sharing }; // 32 sums in registers
      if (isSwiftShader) return { pixels: 4, quads: wideTile(quads, { sharing, most: 8, load: 1.5 }), sharing };
      const most = pass === 'forward' ? 6 : 4; // what a gradient reads as it is stored takes seconds to compile
      return { pixels: 4, quads: wideTile(quads, { sharing, most, load: 3.5 }), sharing };
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
        const most = taps === 1 ? 6 : taps <= 3 ? 2 : 1;
        return { inQuads: 1, outQuads: fewestLoads(outQuads, most), sharing: 4 }; // by 8 was slower: registers spill
      }
      if (taps > 3) return { inQuads: 1, outQuads: 1, sharing: 1 }; // 4 sums a tap: 28 for 7
      if (taps > 1) return { inQuads: 1, outQuads: Math.min(2, outQuads), sharing: 1 };
      const out = outQuads % 4 === 0 ? 4 : outQuads % 3 === 0 ? 3 : Math.min(2, outQuads);
      return { inQuads: Math.min(2, inQuads), outQuads: out, sharing: 1 };
    },
  };
}

/**
 * Of up to `most` channel groups, the tile that does a layer of `quads` with the least work on a software device, a load weighed as `load`
 * multiply-adds of four values by eight (measured).
 */
function wideTile(quads: number, { sharing, most, load }: { sharing: number; most: number; load: number }): number {
  const cost = (tile: number): number => Math.ceil(quads / tile) * (load * (4 + (4 * tile) / sharing) + 8 * tile);
  return cheapest(most, cost);
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
