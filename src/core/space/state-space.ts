/**
 * @file The StateSpace of titu1994: the halves of a block, all cells of a level, the growth of cells, and the tokens of a surrogate.
 */
import { blocksAt, firstLevel, halvesAt } from './blocks.ts';
import { canonicalKey } from './canonical.ts';
import {
  formatCell,
  MAX_BLOCKS,
  MAX_LOOKBACK,
  parseCell,
  validateCell,
  type Block,
  type Cell,
  type CellSpace,
  type Half,
} from './cell.ts';
import { orderedCount, slotCount, uniqueCount } from './count.ts';
import { families, type Family } from './growth.ts';
import { mutate, neighbours } from './mutation.ts';
import { OPERATORS, type OperatorName } from './operators.ts';
import type { Rng } from '../random/rng.ts';
import type { SearchSpace } from './search-space.ts';

/** A cell grown by a block. */
export interface Grown {
  readonly cell: Cell;
  /** Its canonical key. */
  readonly key: string;
  /** Index of the parent it was first grown from. */
  readonly parent: number;
}

/** Exact numbers of cells of one level. */
export interface CellCounts {
  readonly ordered: bigint;
  readonly slots: bigint;
  readonly unique: bigint;
}

export class StateSpace implements SearchSpace {
  /** B, the largest number of blocks. */
  readonly blocks: number;
  readonly lookback: number;
  /** In canonical order, without repeats. */
  readonly operators: readonly OperatorName[];

  /** @throws {RangeError} for blocks, lookback or operators out of range. */
  constructor({ blocks, lookback, operators }: { blocks: number } & CellSpace) {
    requireRange('blocks', blocks, MAX_BLOCKS);
    requireRange('lookback', lookback, MAX_LOOKBACK);
    this.operators = OPERATORS.filter((name) => operators.includes(name));
    if (this.operators.length === 0) throw new RangeError('state space: needs at least one operator; got none');
    this.blocks = blocks;
    this.lookback = lookback;
  }

  /** Every half that a block at this 0-based index can have: H_{c-1}, H_{c-2}, .., then earlier blocks, each with every operator. */
  halves(block: number): Half[] {
    return halvesAt(this, block);
  }

  /** All distinct one-block cells, in a fixed order. */
  firstLevel(): Cell[] {
    return firstLevel(this);
  }

  /** The parent with every possible new block; halves unordered, in a fixed order. */
  *children(parent: Cell): Generator<Cell> {
    for (const block of blocksAt(this, parent.length)) yield [...parent, block];
  }

  /** Every distinct cell that the parents can grow into, by parent, in a fixed order, lazily; keys in `exclude` are left out. */
  families(parents: readonly Cell[], exclude?: ReadonlySet<string>): Generator<Family> {
    return families(parents, (place) => this.halves(place), exclude);
  }

  /** The same, cell by cell. */
  *expand(parents: readonly Cell[], exclude?: ReadonlySet<string>): Generator<Grown> {
    for (const { index, parent, blocks } of this.families(parents, exclude)) {
      for (const block of blocks) {
        const cell = [...parent, block];
        yield { cell, key: canonicalKey(cell), parent: index };
      }
    }
  }

  /**
   * Four tokens per block: input, operator, input, operator. An input is 0 for H_{c-1}, 1 for H_{c-2}, .. and
   * {@link MAX_LOOKBACK} + i for block i, whatever the lookback; an operator is its canonical index.
   */
  encode(cell: Cell): number[] {
    return cell.flatMap((block) =>
      block.flatMap(({ input, operator }) => [
        input < 0 ? -input - 1 : MAX_LOOKBACK + input,
        OPERATORS.indexOf(operator),
      ]),
    );
  }

  /** The cell of {@link encode}d tokens. @throws {RangeError} when they are no cell of this space. */
  decode(tokens: readonly number[]): Cell {
    if (tokens.length % 4 !== 0) throw new RangeError(`state space: needs 4 tokens a block; got ${tokens.length}`);
    const half = (at: number): Half => {
      const input = tokens[at]!;
      const operator = OPERATORS[tokens[at + 1]!];
      if (operator === undefined) throw new RangeError(`state space: no operator has token ${tokens[at + 1]}`);
      return { input: input < MAX_LOOKBACK ? -input - 1 : input - MAX_LOOKBACK, operator };
    };
    const cell: Block[] = [];
    for (let at = 0; at < tokens.length; at += 4) cell.push([half(at), half(at + 2)]);
    validateCell(cell, this);
    return cell;
  }

  /** Reads a notation; the cell must be of this space. */
  parse(notation: string): Cell {
    return parseCell(notation, this);
  }

  format(cell: Cell): string {
    return formatCell(cell);
  }

  /** Exact numbers of cells of exactly `blocks` blocks. */
  counts(blocks: number): CellCounts {
    return {
      ordered: orderedCount(this, blocks),
      slots: slotCount(this, blocks),
      unique: uniqueCount(this, blocks),
    };
  }

  /** A cell of exactly `blocks` blocks, each block uniform over its unordered pairs of halves. */
  random(blocks: number, rng: Rng): Cell {
    return Array.from({ length: blocks }, (_, block): Block => {
      const candidates = [...blocksAt(this, block)];
      return candidates[rng.integer(candidates.length)]!;
    });
  }

  /** The cell with the input or the operator of one half replaced. */
  mutate(cell: Cell, rng: Rng): Cell {
    return mutate(cell, this, rng);
  }

  /** All cells that differ from it in the input or the operator of one half. */
  neighbours(cell: Cell): Cell[] {
    return neighbours(cell, this);
  }
}

function requireRange(name: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new RangeError(`state space: ${name} must be 1 to ${most}; got ${value}`);
  }
}
