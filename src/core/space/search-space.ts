/** @file What a strategy needs to know of a search space. {@link StateSpace} is the paper's; a table of known accuracies is another. */
import type { Rng } from '../random/rng.ts';
import type { Cell, CellSpace } from './cell.ts';
import type { Family } from './growth.ts';

export interface SearchSpace extends CellSpace {
  /** B: the level that Algorithm 1 ends at. */
  readonly blocks: number;
  /** All distinct cells of level 1, in a fixed order. */
  firstLevel(): readonly Cell[];
  /** Every distinct design the parents can grow into by a block, by parent, in a fixed order, lazily; those of `exclude` left out. */
  families(parents: readonly Cell[], exclude?: ReadonlySet<string>): Iterable<Family>;
  /** A cell of `blocks` blocks; of all of them, or another space's whole cells, where these have different numbers. */
  random(blocks: number, rng: Rng): Cell;
  /** A random neighbour; the cell itself where it has none. */
  mutate(cell: Cell, rng: Rng): Cell;
  /** All cells at the distance of one mutation, in a fixed order; designs may repeat. */
  neighbours(cell: Cell): readonly Cell[];
}
