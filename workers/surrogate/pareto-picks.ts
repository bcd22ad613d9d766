/**
 * @file Picks a level's children for accuracy and cost: those that, as they are predicted, add most to the hypervolume of the front of what was measured, one after the
 * other. Until all candidates are known only the K best predictions of those that cost about the same are kept, so that memory does not grow with their number.
 */
import type { CellCosts } from '../../src/core/network/cell-cost.ts';
import { byHypervolume, type Point } from '../../src/core/search/hypervolume.ts';
import { TopK, type Scored } from '../../src/core/search/top-k.ts';
import { canonicalKey } from '../../src/core/space/canonical.ts';
import type { Block, Cell } from '../../src/core/space/cell.ts';

/** What cells are picked for beside accuracy. */
export interface ParetoAim {
  readonly costs: CellCosts;
  /** What adds nothing to a hypervolume. */
  readonly corner: Point;
  /** Cells measured so far. */
  readonly measured: readonly Point[];
}

/** Groups of cells that cost about the same, in an octave (ours). */
const GROUPS = 8;

interface Priced {
  readonly cell: Cell;
  readonly cost: number;
}

export class ParetoPicks {
  readonly #aim: ParetoAim;
  readonly #keep: number;
  readonly #groups = new Map<number, TopK<Priced>>();

  /** @param keep K. */
  constructor(aim: ParetoAim, keep: number) {
    this.#aim = aim;
    this.#keep = keep;
  }

  /** Takes children of a parent, by the block that each grows by and its predicted accuracy. */
  childrenOf(parent: Cell): (block: Block, accuracy: number) => void {
    const costOf = this.#aim.costs.ofGrown(parent);
    return (block, accuracy) => {
      const cost = costOf(block);
      const number = Math.floor(GROUPS * Math.log2(cost));
      const group = this.#groups.get(number) ?? new TopK<Priced>(this.#keep);
      this.#groups.set(number, group);
      if (!group.admits(accuracy)) return;
      const cell = [...parent, block];
      group.push({ score: accuracy, key: canonicalKey(cell), item: { cell, cost } });
    };
  }

  /** The K picks, the first pick first; scores are predicted accuracies. */
  picked(): Scored<Cell>[] {
    const all = [...this.#groups.values()].flatMap((group) => group.sorted());
    all.sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
    return pickForHypervolume(all, this.#aim, this.#keep).map(({ score, key, item }) => ({
      score,
      key,
      item: item.cell,
    }));
  }
}

/** The first so many by hypervolume, of these with scores as their accuracies, better scores first. */
export function pickForHypervolume<T extends { readonly cost: number }>(
  candidates: readonly Scored<T>[],
  { corner, measured }: Omit<ParetoAim, 'costs'>,
  keep: number,
): Scored<T>[] {
  const points = candidates.map((candidate) => ({ candidate, accuracy: candidate.score, cost: candidate.item.cost }));
  const picked: Scored<T>[] = [];
  for (const { candidate } of byHypervolume(points, corner, measured)) {
    picked.push(candidate);
    if (picked.length === keep) break;
  }
  return picked;
}
