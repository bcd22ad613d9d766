/** @file Picks among given cells by independent Thompson sampling: the acquisition function of BANANAS (White et al. 2021, arXiv 1910.11858). */
import { canonicalKey } from '../../src/core/space/canonical.ts';
import type { Cell } from '../../src/core/space/cell.ts';
import type { Rng } from '../../src/core/random/rng.ts';
import { TopK } from '../../src/core/search/top-k.ts';
import { asFamilies, type Surrogate } from './base/surrogate.ts';
import type { Ranking } from './rank-level.ts';
import { ScoreCurve } from './score-curve.ts';

export interface AcquireRequest {
  /** Of distinct designs. */
  readonly candidates: readonly Cell[];
  /** How many are picked. */
  readonly keep: number;
  /** Draws an accuracy for each candidate. */
  readonly rng: Rng;
}

/**
 * The candidates with the greatest draws from normal distributions about their predictions, as wide as the surrogate's members disagree.
 * A surrogate without members picks the best predictions.
 * @returns the picked ones, the greatest draw first, with what is predicted of them.
 */
export async function acquire(surrogate: Surrogate, { candidates, keep, rng }: AcquireRequest): Promise<Ranking> {
  const { accuracies, spreads } = await surrogate.predict(asFamilies(candidates));
  const best = new TopK<Required<Ranking['kept'][number]>>(keep);
  const curve = new ScoreCurve();
  for (const [i, cell] of candidates.entries()) {
    const predicted = accuracies[i]!;
    curve.add(predicted);
    const score = predicted + spreads[i]! * rng.normal();
    best.push({ score, key: canonicalKey(cell), item: { cell, predicted } });
  }
  const points = curve.points([...accuracies].sort((a, b) => b - a));
  return { candidates: candidates.length, kept: best.sorted().map(({ item }) => item), curve: points };
}
