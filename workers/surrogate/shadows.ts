/**
 * @file Shadow surrogates: fitted to the same cells as the one that picks, they predict the cells that it has picked, and never choose. They tell
 * afterwards whether another surrogate would have ordered a level better.
 */
import { SHADOWS, type SearchConfig, type SurrogateName } from '../../src/contract/config.ts';
import type { ShadowRecord } from '../../src/contract/records.ts';
import type { Cell } from '../../src/core/space/cell.ts';
import { Encoder, type EncoderOptions, type FitData } from './encoder.ts';

/** The shadows of a search: those of {@link SHADOWS} that do not pick. */
export function shadowsOf({ shadows, surrogate, strategy }: SearchConfig): SurrogateName[] {
  return shadows === 'all' && strategy === 'pnas' ? SHADOWS.filter((name) => name !== surrogate) : [];
}

/**
 * What each shadow predicts of the cells, in order. Each is made anew and fitted as often as the surrogate was, so that its random numbers depend on the
 * search's seed and on nothing else; streams have names, and those of the one that picks stay as they were.
 * @param fits what the surrogate was fitted to, oldest first; at least one.
 */
export async function predictShadows(
  names: readonly SurrogateName[],
  cells: readonly Cell[],
  fits: readonly FitData[],
  options: Omit<EncoderOptions, 'surrogate'>,
): Promise<ShadowRecord[]> {
  const records: ShadowRecord[] = [];
  for (const surrogate of names) {
    const started = performance.now();
    const encoder = new Encoder({ ...options, surrogate });
    try {
      await encoder.refit(fits, 'rank');
      const { accuracies } = await encoder.predict(cells);
      records.push({ surrogate, predicted: [...accuracies], durationMs: Math.round(performance.now() - started) });
    } finally {
      encoder.dispose();
    }
  }
  return records;
}
