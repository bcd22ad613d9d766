/** @file The pairwise ranking loss, and how the members of an ensemble subsample the data. */
import type { Cell } from '../../../src/core/space/cell.ts';
import type { Rng } from '../../../src/core/random/rng.ts';
import type { Level } from './targets.ts';

/** The most by which a better cell must outscore a worse one, in standard deviations of their level (ours). */
const MARGIN = 0.5;
/** Each member is trained on this share of the data (paper: an ensemble of five, each on 4/5). */
const MEMBER_SHARE = 0.8;

/** Cells of one level and their standardised accuracies. */
export interface Batch {
  readonly cells: readonly Cell[];
  readonly targets: readonly number[];
}

/**
 * Mean over the pairs with t_i > t_j of relu(min({@link MARGIN}, t_i - t_j) - (s_i - s_j)), and its slope in each score.
 * 0 where no two targets differ.
 */
export function pairwiseHinge(
  scores: readonly number[],
  targets: readonly number[],
): { loss: number; slopes: Float64Array } {
  const slopes = new Float64Array(scores.length);
  let loss = 0;
  let pairs = 0;
  for (let i = 0; i < scores.length; i++) {
    for (let j = 0; j < scores.length; j++) {
      const lead = targets[i]! - targets[j]!;
      if (lead <= 0) continue;
      pairs++;
      const lacking = Math.min(MARGIN, lead) - (scores[i]! - scores[j]!);
      if (lacking <= 0) continue;
      loss += lacking;
      slopes[i]!--;
      slopes[j]!++;
    }
  }
  return pairs === 0 ? { loss: 0, slopes } : { loss: loss / pairs, slopes: slopes.map((slope) => slope / pairs) };
}

/** Indices of the cells that a member of an ensemble is trained on: a random 4/5. */
export function memberShare(count: number, rng: Rng): number[] {
  const order = rng.shuffle(Array.from({ length: count }, (_, i) => i));
  return order.slice(0, Math.ceil(count * MEMBER_SHARE));
}

/** The level's cells with these indices in batches of nearly equal size, at most `most`. */
export function batchesOf({ measured, standardised }: Level, indices: readonly number[], most: number): Batch[] {
  const count = Math.ceil(indices.length / most);
  return Array.from({ length: count }, (_, batch) => {
    const own = indices.filter((_index, at) => at % count === batch);
    return { cells: own.map((i) => measured[i]!.cell), targets: own.map((i) => standardised[i]!) };
  });
}
