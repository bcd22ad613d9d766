/** @file Picks among given cells by independent Thompson sampling: the acquisition function of BANANAS (White et al. 2021, arXiv 1910.11858). */
import { canonicalKey } from '../../src/core/space/canonical.ts';
import type { Cell } from '../../src/core/space/cell.ts';
import type { Rng } from '../../src/core/random/rng.ts';
import { TopK, type Scored } from '../../src/core/search/top-k.ts';
import { asFamilies, type Surrogate } from './base/surrogate.ts';
import { pickForHypervolume, type ParetoAim } from './pareto-picks.ts';
import type { Ranking } from './rank-level.ts';
import { ScoreCurve } from './score-curve.ts';

export interface AcquireRequest {
  /** Of distinct designs. */
  readonly candidates: readonly Cell[];
  /** How many are picked. */
  readonly keep: number;
  /** Draws an accuracy for each candidate. */
  readonly rng: Rng;
  /** What cells are picked for beside accuracy; accuracy alone unless given. */
  readonly aim?: ParetoAim;
}

/**
 * The candidates with the greatest draws from normal distributions about their predictions, as wide as the surrogate's members disagree.
 * A surrogate without members picks the best predictions. With a cost beside accuracy: those that, as they are drawn, add most to the front's hypervolume.
 * @returns the picked ones, the greatest draw first, with what is predicted of them.
 */
export async function acquire(surrogate: Surrogate, { candidates, keep, rng, aim }: AcquireRequest): Promise<Ranking> {
  const { accuracies, spreads } = await surrogate.predict(asFamilies(candidates));
  const best = new TopK<Required<Ranking['kept'][number]>>(aim === undefined ? keep : candidates.length);
  const curve = new ScoreCurve();
  for (const [i, cell] of candidates.entries()) {
    const predicted = accuracies[i]!;
    curve.add(predicted);
    const score = predicted + spreads[i]! * rng.normal();
    best.push({ score, key: canonicalKey(cell), item: { cell, predicted } });
  }
  const picked = <T extends { readonly cell: Cell }>(drawn: Scored<T>[]): Scored<T>[] => {
    if (aim === undefined) return drawn;
    const priced = drawn.map((one) => ({ ...one, item: { ...one.item, cost: aim.costs.of(one.item.cell) } }));
    return pickForHypervolume(priced, aim, keep);
  };
  const points = curve.points([...accuracies].sort((a, b) => b - a));
  return { candidates: candidates.length, kept: picked(best.sorted()).map(({ item }) => item), curve: points };
}
