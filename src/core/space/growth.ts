/**
 * @file All distinct cells that a level's cells can grow into, lazily, one family at a time: a parent and the blocks it can grow by.
 * Memory is that of the parents and one family, whatever the level's size.
 *
 * A cell has a parent for each of its unread blocks: the cell without it. It belongs to the first of them among the parents.
 * Fingerprints filter the cases where that may be another parent, and canonical keys decide.
 */
import { canonicalKey } from './canonical.ts';
import { unusedBlocks, type Block, type Cell, type Half } from './cell.ts';
import { blockFingerprints, halfFingerprint, joinHalves } from './fingerprint.ts';

/** A parent and the blocks it grows by. */
export interface Family {
  /** Its index among the parents. */
  readonly index: number;
  readonly parent: Cell;
  readonly blocks: readonly Block[];
}

/** A parent, for comparison with others. */
interface Known {
  readonly cell: Cell;
  readonly key: string;
  readonly index: number;
}

/**
 * Families in the order of the parents; a parent whose every child belongs to an earlier one has none.
 * @param halvesAt every half that a block at a 0-based index can have, in order.
 * @param exclude keys of cells to leave out.
 */
export function* families(
  parents: readonly Cell[],
  halvesAt: (index: number) => readonly Half[],
  exclude: ReadonlySet<string> = new Set(),
): Generator<Family> {
  const known = new Map<number, Known[]>(); // by fingerprint; the first parent of each design
  for (const [index, parent] of parents.entries()) {
    const prints = blockFingerprints(parent);
    const print = sum(prints);
    const key = canonicalKey(parent);
    const namesakes = known.get(print) ?? [];
    if (namesakes.some((other) => other.key === key)) continue;
    namesakes.push({ cell: parent, key, index });
    known.set(print, namesakes);
    const blocks = distinctBlocks(parent, prints, halvesAt(parent.length), known, exclude);
    if (blocks.length > 0) yield { index, parent, blocks };
  }
}

/** The blocks that grow the parent into cells of no earlier parent and no earlier block. */
function distinctBlocks(
  parent: Cell,
  prints: readonly number[],
  halves: readonly Half[],
  known: ReadonlyMap<number, readonly Known[]>,
  exclude: ReadonlySet<string>,
): Block[] {
  const print = sum(prints);
  const unread = unusedBlocks(parent);
  const halfPrints = halves.map((half) => halfFingerprint(half, prints));
  const own = new Map<number, Block[]>(); // new blocks by their fingerprint
  const blocks: Block[] = [];
  for (const [i, left] of halves.entries()) {
    for (let j = i; j < halves.length; j++) {
      const right = halves[j]!;
      const block: Block = [left, right];
      const added = joinHalves(halfPrints[i]!, halfPrints[j]!);
      const isOthers = unread.some((other) => {
        if (left.input === other || right.input === other) return false;
        const candidates = known.get(print + added - prints[other]!);
        return candidates !== undefined && isGrownFrom([...parent, block], other, parent, candidates);
      });
      if (isOthers) continue;
      const twins = own.get(added);
      if (twins !== undefined) {
        const key = canonicalKey([...parent, block]);
        if (twins.some((twin) => canonicalKey([...parent, twin]) === key)) continue;
        twins.push(block);
      } else own.set(added, [block]);
      if (exclude.size > 0 && exclude.has(canonicalKey([...parent, block]))) continue;
      blocks.push(block);
    }
  }
  return blocks;
}

/** Whether the cell without an unread block is one of the designs, the parent's own left out. */
function isGrownFrom(cell: Cell, without: number, parent: Cell, designs: readonly Known[]): boolean {
  const key = canonicalKey(withoutBlock(cell, without));
  return designs.some((design) => design.cell !== parent && design.key === key);
}

/** The cell without one of its unread blocks. */
export function withoutBlock(cell: Cell, without: number): Cell {
  const renumber = ({ input, operator }: Half): Half => ({ input: input > without ? input - 1 : input, operator });
  return cell.filter((_, index) => index !== without).map(([left, right]): Block => [renumber(left), renumber(right)]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
