/** @file The search space of a table: strategies see the cells that are in it, and nothing else. */
import type { Rng } from '../../src/core/random/rng.ts';
import { canonicalKey } from '../../src/core/space/canonical.ts';
import type { Block, Cell, CellSpace } from '../../src/core/space/cell.ts';
import { blockFingerprint, blockFingerprints } from '../../src/core/space/fingerprint.ts';
import type { Family } from '../../src/core/space/growth.ts';
import type { OperatorName } from '../../src/core/space/operators.ts';
import type { SearchSpace } from '../../src/core/space/search-space.ts';

/** How the cells of a kind of table grow and vary, be they in the table or not. */
export interface Growth extends CellSpace {
  /** Blocks of the largest cells. */
  readonly blocks: number;
  /** Every block that the parent can grow by. */
  grow(parent: Cell): Iterable<Block>;
  /** Every cell that is near; designs may repeat. */
  neighbours(cell: Cell): Iterable<Cell>;
}

export class TableSpace implements SearchSpace {
  readonly blocks: number;
  readonly lookback: number;
  readonly operators: readonly OperatorName[];
  readonly #cells: readonly Cell[];
  readonly #growth: Growth;
  readonly #keys: ReadonlySet<string>;
  /** Of all designs: most blocks make a cell that is not in a small table, which a fingerprint tells faster than a key. */
  readonly #prints: ReadonlySet<number>;
  readonly #neighbours = new Map<string, readonly Cell[]>();

  /** @param cells those of the table, distinct designs of at least one block. */
  constructor(cells: readonly Cell[], growth: Growth) {
    this.blocks = growth.blocks;
    this.lookback = growth.lookback;
    this.operators = growth.operators;
    this.#cells = cells;
    this.#growth = growth;
    this.#keys = new Set(cells.map(canonicalKey));
    this.#prints = new Set(cells.map((cell) => sum(blockFingerprints(cell))));
  }

  firstLevel(): Cell[] {
    return this.#cells.filter(({ length }) => length === 1);
  }

  *families(parents: readonly Cell[], exclude: ReadonlySet<string> = new Set()): Generator<Family> {
    const known = new Set<string>();
    for (const [index, parent] of parents.entries()) {
      const prints = blockFingerprints(parent);
      const print = sum(prints);
      const blocks: Block[] = [];
      for (const block of this.#growth.grow(parent)) {
        if (!this.#prints.has(print + blockFingerprint(block, prints))) continue;
        const key = canonicalKey([...parent, block]);
        if (!this.#keys.has(key) || known.has(key) || exclude.has(key)) continue;
        known.add(key);
        blocks.push(block);
      }
      if (blocks.length > 0) yield { index, parent, blocks };
    }
  }

  /** Any cell of the table, whatever its level: a skip, or a block less, is a choice of the table's like any other. */
  random(_blocks: number, rng: Rng): Cell {
    return this.#cells[rng.integer(this.#cells.length)]!;
  }

  mutate(cell: Cell, rng: Rng): Cell {
    const near = this.neighbours(cell);
    return near[rng.integer(near.length)] ?? cell;
  }

  neighbours(cell: Cell): readonly Cell[] {
    const own = canonicalKey(cell);
    let near = this.#neighbours.get(own);
    if (near === undefined) {
      const found = new Map<string, Cell>();
      for (const other of this.#growth.neighbours(cell)) {
        if (!this.#prints.has(sum(blockFingerprints(other)))) continue;
        const key = canonicalKey(other);
        if (key !== own && this.#keys.has(key)) found.set(key, other);
      }
      near = [...found.values()];
      this.#neighbours.set(own, near);
    }
    return near;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
