/**
 * @file Predicts the cost of a level's cells before they are known, by a simulated search without accuracies: each level's cells grow by
 * random blocks, and heavier ones are kept as often as in real searches.
 */
import { halvesAt } from './blocks.ts';
import type { Block, Cell, CellSpace } from './cell.ts';

/** Candidates drawn at each level, and how many of them are grown (ours): within a tenth of what a thousand give. */
const CANDIDATES = 24;
const GROWN = 8;

/**
 * The mean cost of the cells of each level after those that are known.
 * @param from the known cells, which the first of these levels grows from.
 * @param levels how many levels to give.
 * @param favour how heavy picked cells are among the candidates: each as the heaviest of so many of them; 1 is any of them, below 1 they are lighter.
 */
export function grownCosts(
  from: readonly Cell[],
  levels: number,
  space: CellSpace,
  cost: (cell: Cell) => number,
  favour: number,
): number[] {
  const pick = picker();
  let parents = from;
  return Array.from({ length: levels }, () => {
    const candidates = Array.from({ length: CANDIDATES }, () => {
      const parent = pick(parents);
      const halves = halvesAt(space, parent.length);
      const block: Block = [pick(halves), pick(halves)];
      const cell = [...parent, block];
      return { cell, cost: cost(cell) };
    }).sort((a, b) => a.cost - b.cost);
    const kept = Array.from({ length: GROWN }, (_, i) => {
      const rank = ((i + 0.5) / GROWN) ** (1 / favour); // of the heaviest of n, ranks from 0 to 1 are those of uniform ones to the power 1 / n
      return candidates[Math.floor(rank * CANDIDATES)]!;
    });
    parents = kept.map(({ cell }) => cell);
    return kept.reduce((sum, one) => sum + one.cost, 0) / GROWN;
  });
}

/** At most `most` of the items, evenly spaced. */
export function someOf<T>(items: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, items.length / most);
  return Array.from({ length: Math.min(most, items.length) }, (_, i) => items[Math.floor((i + 0.5) * step)]!);
}

/** Draws items, the same in each call, so that a displayed cost is stable. Park & Miller's generator (1988). */
function picker(): <T>(items: readonly T[]) => T {
  let state = 1;
  return (items) => {
    state = (state * 48_271) % 2_147_483_647;
    return items[Math.floor((state / 2_147_483_647) * items.length)]!;
  };
}
