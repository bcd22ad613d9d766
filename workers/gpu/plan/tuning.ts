/** @file How the kernels are cut for a device. */
import type { ConvTile } from '../kernels/conv.ts';

export interface Tuning {
  readonly conv: ConvTile;
  /** Whether sums over pixels are shared by the threads of a workgroup: on graphics cards. */
  readonly isShared: boolean;
  /** Slices of a sum that has `groups` workgroups a slice and work for at most `most` slices. */
  slices(groups: number, most: number): number;
  /** Channel groups in and out of a thread of a filter gradient with so many taps along its walk. */
  filter(taps: number, inQuads: number, outQuads: number): { readonly inQuads: number; readonly outQuads: number };
}

/** Workgroups that fill a device: a large graphics card's ~ 100 compute units several times over (ours). */
const GPU_GROUPS = 512;
/** The same for the few threads of a software device (ours). */
const SOFTWARE_GROUPS = 16;

/**
 * The tile of a device by its name, not by a timing: another tile may round otherwise, and the same seed on the same device must give
 * the same accuracies. 4 x 2 keeps 32 sums in registers; SwiftShader, where every load is interpreted anew, wants fewer of them
 * (measured in test/bench/RECORDS.md).
 */
export function convTileFor(description: string, subgroups: boolean): ConvTile {
  return /swiftshader/i.test(description) ? { pixels: 4, quads: 2, subgroups } : { pixels: 4, quads: 2, subgroups };
}

export function tuningFor({ conv, software }: { conv: ConvTile; software: boolean }): Tuning {
  const wanted = software ? SOFTWARE_GROUPS : GPU_GROUPS;
  return {
    conv,
    isShared: !software,
    slices: (groups, most) => Math.max(1, Math.min(most, Math.ceil(wanted / groups))),
    filter: (taps, inQuads, outQuads) => {
      if (taps > 3) return { inQuads: 1, outQuads: 1 }; // 4 sums a tap: 28 for 7
      if (taps > 1) return { inQuads: 1, outQuads: Math.min(2, outQuads) };
      const out = outQuads % 4 === 0 ? 4 : outQuads % 3 === 0 ? 3 : Math.min(2, outQuads);
      return { inQuads: Math.min(2, inQuads), outQuads: out };
    },
  };
}
