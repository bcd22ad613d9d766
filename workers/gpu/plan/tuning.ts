/**
 * @file How the kernels are cut for a device: by its name and features, not by a timing. Another cut may round otherwise, and the same
 * seed on the same device must give the same accuracies. Measurements are in test/bench/RECORDS.md.
 */
import type { ConvTile } from '../kernels/conv.ts';
import { WORKGROUP } from '../kernels/kernel.ts';

export interface Tuning {
  /** The tile of a convolution that writes so many channel groups. */
  conv(quads: number): ConvTile;
  /** Whether sums over pixels are shared by the threads of a workgroup: on graphics cards. */
  readonly isShared: boolean;
  /** Slices that `pieces` sums of `steps` terms are cut into. */
  slices(pieces: number, steps: number): number;
  /** Channel groups in and out of a thread of a filter gradient with so many taps along its walk. */
  filter(taps: number, inQuads: number, outQuads: number): { readonly inQuads: number; readonly outQuads: number };
}

/** What the cut depends on. */
export interface TuningOptions {
  readonly isSoftware: boolean;
  /** Loads dominate there: every one is translated anew. */
  readonly isSwiftShader: boolean;
  readonly subgroups: boolean;
}

/** Workgroups that fill a large graphics card several times over (ours). */
const GPU_GROUPS = 512;
/** Threads that keep the vector units of a few processor cores busy (ours). */
const SOFTWARE_THREADS = 512;

export function tuningFor({ isSoftware, isSwiftShader, subgroups }: TuningOptions): Tuning {
  return {
    // 4 x 2 holds 32 sums in registers; SwiftShader's loads cost more than its spills
    conv: (quads) => ({ pixels: 4, quads: isSwiftShader ? wideTile(quads) : Math.min(2, quads), subgroups }),
    isShared: !isSoftware,
    slices: (pieces, steps) => {
      const [wanted, most] = isSoftware ? [SOFTWARE_THREADS, steps] : [GPU_GROUPS, Math.ceil(steps / WORKGROUP)];
      return Math.max(1, Math.min(most, Math.ceil(wanted / pieces)));
    },
    filter: (taps, inQuads, outQuads) => {
      if (taps > 3) return { inQuads: 1, outQuads: 1 }; // 4 sums a tap: 28 for 7
      if (taps > 1) return { inQuads: 1, outQuads: Math.min(2, outQuads) };
      const out = outQuads % 4 === 0 ? 4 : outQuads % 3 === 0 ? 3 : Math.min(2, outQuads);
      return { inQuads: Math.min(2, inQuads), outQuads: out };
    },
  };
}

/** Of up to eight channel groups, the tile that does a layer of `quads` with the fewest loads and multiply-adds, as weighed on SwiftShader. */
function wideTile(quads: number): number {
  const cost = (tile: number): number => Math.ceil(quads / tile) * (1.5 * (4 + tile) + 8 * tile);
  return [8, 7, 6, 5, 4, 3, 2, 1].reduce((best, tile) => (cost(tile) < cost(best) ? tile : best));
}
