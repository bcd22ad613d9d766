/**
 * @file What a cell is: blocks of two (input, operator) halves whose outputs are added (paper, section 3.1), and its
 * notation. No networks here; `macro.ts` turns a cell into one.
 *
 * Notation, that of titu1994: `-1,3x3 dconv,-2,identity,0,3x3 maxpool,-1,5x5 dconv` is two blocks, each written
 * input, operator, input, operator. Input -1 is H_{c-1}, -2 is H_{c-2}, ... -L with a lookback of L; 0, 1, .. is the
 * output of an earlier block of the same cell.
 */
import { OPERATORS, parseOperator, type OperatorName } from './operators.ts';

/** One half of a block: an operator applied to an input (negative: an earlier cell; from 0: an earlier block). */
export interface Half {
  readonly input: number;
  readonly operator: OperatorName;
}

/** One block: the sum of its two halves. */
export type Block = readonly [Half, Half];

/** One cell: at least one block, in an order in which each block reads only earlier ones. */
export type Cell = readonly Block[];

/** The largest number of blocks a cell may have: what twelve bits a block can address in links and keys (ours; the paper's is 5). */
export const MAX_BLOCKS = 8;
/** The furthest cell a half may read, H_{c-4} (ours; the paper's lookback is 2). */
export const MAX_LOOKBACK = 4;

/** What a cell may contain: how far back its inputs reach and which operators it may use. */
export interface CellSpace {
  /** L: inputs H_{c-1} ... H_{c-L}; 1 to {@link MAX_LOOKBACK}. */
  readonly lookback: number;
  readonly operators: readonly OperatorName[];
}

const ANY_SPACE: CellSpace = { lookback: MAX_LOOKBACK, operators: OPERATORS };

/** Indices of the blocks no other block reads, in order. */
export function unusedBlocks(cell: Cell): number[] {
  const read = new Set(cell.flatMap((block) => block.map(({ input }) => input)));
  return [...cell.keys()].filter((index) => !read.has(index));
}

/**
 * Checks a cell against a space.
 * @throws {RangeError} `cell: block 2 reads block 3, which does not exist yet`, and the like.
 */
export function validateCell(cell: Cell, space: CellSpace = ANY_SPACE): void {
  if (cell.length < 1 || cell.length > MAX_BLOCKS) {
    throw new RangeError(`cell: must have 1 to ${MAX_BLOCKS} blocks; got ${cell.length}`);
  }
  for (const [index, block] of cell.entries()) {
    for (const { input, operator } of block) {
      if (!Number.isInteger(input)) throw new RangeError(`cell: block ${index} needs an integer input; got ${input}`);
      if (input >= index) {
        throw new RangeError(`cell: block ${index} reads block ${input}, which does not exist yet`);
      }
      if (input < -space.lookback) {
        throw new RangeError(`cell: block ${index} reads H_{c${input}}, but the lookback is ${space.lookback}`);
      }
      if (!space.operators.includes(operator)) {
        throw new RangeError(`cell: block ${index} uses "${operator}"; allowed are ${space.operators.join(', ')}`);
      }
    }
  }
}

/** The cell in notation, its blocks and halves in the order they stand. */
export function formatCell(cell: Cell): string {
  let notation = '';
  for (const block of cell)
    for (const { input, operator } of block) notation += `${notation === '' ? '' : ','}${input},${operator}`;
  return notation;
}

/**
 * Reads a cell's notation.
 * @throws {RangeError} with the place, what was required and what came.
 */
export function parseCell(notation: string, space: CellSpace = ANY_SPACE): Cell {
  const fields = notation.split(',').map((field) => field.trim());
  if (fields.length % 4 !== 0 || notation.trim() === '') {
    throw new RangeError(
      `cell: notation must be input,operator,input,operator for each block; got ${notation.trim() === '' ? 'nothing' : `${fields.length} fields`}`,
    );
  }
  const cell: Block[] = [];
  for (let at = 0; at < fields.length; at += 4) {
    const half = (offset: number): Half => ({
      input: parseInput(fields[at + offset]!, cell.length),
      operator: parseOperator(fields[at + offset + 1]!, `cell: block ${cell.length}`, space.operators),
    });
    cell.push([half(0), half(2)]);
  }
  validateCell(cell, space);
  return cell;
}

function parseInput(text: string, block: number): number {
  if (!/^[+-]?\d{1,3}$/.test(text)) {
    throw new RangeError(`cell: block ${block} needs an integer input; got "${text.slice(0, 40)}"`);
  }
  return Number(text);
}
