/** @file Settings that fill a class hour or a night on this device: children as large as its speed lets them be. Pure. */
import { PRESETS } from '../../contract/presets.ts';
import type { SearchConfig } from '../../contract/config.ts';
import { SIZES, type Size } from './sizes.ts';

/** Children from small to large (ours); those on more images than the data set has, with a confirmation's, are left out. */
const RUNGS: readonly Partial<SearchConfig>[] = [
  { blocks: 3, filters: 4, epochs: 1, images: 1_000, validationImages: 250, retrainings: 0, confirmations: 3 },
  { blocks: 3, filters: 4, epochs: 3 },
  { blocks: 4, filters: 8, epochs: 5 },
  {},
  { epochs: 10 },
  { epochs: 10, filters: 24 },
  { epochs: 20, filters: 24 },
  { epochs: 20, filters: 24, repeats: 2 },
  { epochs: 10, filters: 16, images: 10_000, validationImages: 2_000 },
  { epochs: 20, filters: 24, images: 10_000, validationImages: 2_000 },
  { epochs: 10, filters: 24, images: 45_000, validationImages: 5_000 },
  { epochs: 20, filters: 24, repeats: 2, images: 45_000, validationImages: 5_000 },
];

/** Images that a confirmation needs beside those of the search, as a share of the validation images (ours). */
const CONFIRMED_SHARE = 1;

/**
 * The largest of these searches that takes no longer; time is its budget, so that it ends in time even where the estimate is off.
 * @param available images of the data set. @param price what a search takes here, ms; undefined where that is not known: the smallest then.
 */
export function sizedConfig(
  size: Size,
  seed: number,
  available: number,
  price: (config: SearchConfig) => { readonly least: number; readonly most: number } | undefined,
): SearchConfig {
  const { minutes, children } = SIZES[size];
  const all = RUNGS.map((rung): SearchConfig => ({ ...PRESETS.demo, ...rung, children, seed })).filter(
    ({ images, validationImages }) => images + CONFIRMED_SHARE * validationImages <= available,
  );
  const fitting = all.findLast((config) => {
    const { least, most } = price(config) ?? { least: Infinity, most: Infinity };
    return Math.sqrt(least * most) <= 60_000 * minutes;
  });
  return { ...(fitting ?? all[0] ?? PRESETS.smoke), seed, minutes };
}
