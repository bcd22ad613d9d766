/**
 * @file Bitwise equality of a family's candidates: forward and gradients, at both strides, in every tile of a candidate. A run must repeat whatever
 * a device runs, and a tile that is wrong on a device must not train there.
 */
import type { Pipelines } from '../runtime/pipelines.ts';
import { DEFAULT_TILINGS, type Family, type Tilings } from '../tuning/tilings.ts';
import { tuningFor, type TuningOptions } from '../tuning/tuning.ts';
import { COMPARED_GROUPS, FAMILY_TRIALS } from './families.ts';
import { Trial } from './trial.ts';

/** The default tilings with a candidate of one family, which `wide` and `narrow` both have: small shapes are all narrow. */
export function tilingsWith(family: Family, candidate: string): Tilings {
  const isDense = family === 'wide' || family === 'narrow';
  return { ...DEFAULT_TILINGS, [family]: candidate, ...(isDense && { wide: candidate, narrow: candidate }) } as Tilings;
}

/**
 * A function that says whether a family's candidate computes the default's bits; false also where it does not compile. Each runs once.
 * @param groups channel groups to compare at.
 */
export function bitwiseComparer(
  gpu: GPUDevice,
  pipelines: Pipelines,
  traits: TuningOptions,
  groups: readonly number[] = COMPARED_GROUPS,
): (family: Family, candidate: string) => Promise<boolean> {
  const computed = new Map<string, Promise<Uint32Array[] | undefined>>();
  const bitsOf = (family: Family, candidate: string): Promise<Uint32Array[] | undefined> => {
    const key = `${family} ${candidate}`;
    const known = computed.get(key) ?? computeBits(gpu, pipelines, traits, family, candidate, groups).catch(() => undefined); // prettier-ignore
    computed.set(key, known);
    return known;
  };
  return async (family, candidate) => {
    const bits = await bitsOf(family, candidate);
    const reference = await bitsOf(family, DEFAULT_TILINGS[family]);
    if (bits === undefined || reference === undefined) return false;
    return bits.every((values, i) => values.every((bit, j) => bit === reference[i]![j]));
  };
}

/** All that a candidate writes, by dispatch. */
async function computeBits(
  gpu: GPUDevice,
  pipelines: Pipelines,
  traits: TuningOptions,
  family: Family,
  candidate: string,
  groups: readonly number[],
): Promise<Uint32Array[]> {
  const tuning = tuningFor({ ...traits, isSoftware: false, tilings: tilingsWith(family, candidate) });
  const { dispatches, compared } = FAMILY_TRIALS[family];
  const trial = await Trial.create(gpu, pipelines, groups.flatMap(compared).flatMap((square) => dispatches(tuning, square))); // prettier-ignore
  try {
    return await trial.bits();
  } finally {
    trial.dispose();
  }
}
