/** @file The growth of a level as a grid: each cell by each new block, with the duplicates that are struck out. Pure. */
import type { SearchConfig } from '../../../contract/config.ts';
import type { RankRecord } from '../../../contract/records.ts';
import { canonicalKey } from '../../../core/space/canonical.ts';
import { formatCell, type Block, type Cell } from '../../../core/space/cell.ts';
import { StateSpace } from '../../../core/space/state-space.ts';
import { blocksAt } from '../../../core/space/blocks.ts';

/** Squares of a grid drawn at most (ours: more are under two pixels). */
const MOST_SQUARES = 12_000;

/** What became of a cell grown by a block. */
export type Fate = 'duplicate' | 'dropped' | 'kept' | 'probe';

export interface GrowthGrid {
  /** The cells that grow: the rows. */
  readonly parents: readonly Cell[];
  /** The new blocks: the columns. */
  readonly blocks: readonly Block[];
  /** Row by row. */
  readonly fates: readonly Fate[];
  readonly duplicates: number;
  /** Rows that there are; {@link parents} has fewer where they would be too many to draw. */
  readonly rows: number;
}

/** The grid of level 2, with what its ranking kept. @param parents the one-block cells, in the order trained. */
export function growthGrid(config: SearchConfig, parents: readonly Cell[], rank: RankRecord): GrowthGrid {
  const space = new StateSpace(config);
  const blocks = [...blocksAt(space, 1)];
  const { probes = 0 } = rank;
  const fateOf = new Map<string, Fate>(
    rank.kept.map(({ notation }, i) => [notation, i < rank.kept.length - probes ? 'kept' : 'probe']),
  );
  const shown = parents.slice(0, Math.max(1, Math.floor(MOST_SQUARES / blocks.length)));
  const places = new Map(blocks.map((block, i) => [formatCell([block]), i]));
  const fates = Array<Fate>(shown.length * blocks.length).fill('duplicate');
  for (const { index, parent, blocks: distinct } of space.families(shown)) {
    for (const block of distinct) {
      const fate = fateOf.get(formatCell([...parent, block])) ?? 'dropped';
      fates[index * blocks.length + places.get(formatCell([block]))!] = fate;
    }
  }
  const duplicates = fates.filter((fate) => fate === 'duplicate').length;
  return { parents: shown, blocks, fates, duplicates, rows: parents.length };
}

/** The square that a duplicate repeats: the one of the same design that is counted. */
export function originalOf({ parents, blocks, fates }: GrowthGrid, square: number): number {
  const cellAt = (at: number): Cell => [parents[Math.floor(at / blocks.length)]!, [blocks[at % blocks.length]!]].flat();
  const key = canonicalKey(cellAt(square));
  return fates.findIndex((fate, at) => fate !== 'duplicate' && canonicalKey(cellAt(at)) === key);
}
