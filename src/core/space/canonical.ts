/**
 * @file Canonical form of cells. Two cells are isomorphic (one design) when one becomes the other by swapping the halves of a block
 * and renumbering blocks; then, and only then, their canonical keys are equal. Every block counts, read or not.
 *
 * Blocks are ordered one by one, always the one with the least code whose inputs are ordered already; a code is the two halves with
 * block inputs renumbered. Equal codes leave a choice: the least sequence of codes wins, so that the result does not
 * depend on the order of the input.
 *
 * The codes leave space for more operators, cell inputs and blocks than there are, so that keys are stable when one is added.
 */
import { MAX_BLOCKS, MAX_LOOKBACK, type Block, type Cell, type Half } from './cell.ts';
import { MAX_OPERATORS, OPERATORS, operatorIndex } from './operators.ts';

/** Cell inputs, and then places, that a half's input can be. */
const CELL_INPUTS = 16;
const PLACES = 16;
/** Codes a half can have: input times operator. A character each. */
const HALF_CODES = (CELL_INPUTS + PLACES) * MAX_OPERATORS;
/** The first of 20,992 consecutive printable characters (CJK Unified Ideographs), one for each half code. */
const FIRST_LETTER = 0x4e00;

for (const [what, count, room] of [
  ['operators', OPERATORS.length, MAX_OPERATORS],
  ['cell inputs', MAX_LOOKBACK, CELL_INPUTS],
  ['blocks', MAX_BLOCKS, PLACES],
] as const) {
  if (count > room) throw new RangeError(`canonical keys: have room for ${room} ${what}; got ${count}`);
}

/** The canonical key of a cell: two characters per block. */
export function canonicalKey(cell: Cell): string {
  let key = '';
  for (const code of leastCodes(cell)) {
    key += String.fromCharCode(FIRST_LETTER + Math.floor(code / HALF_CODES), FIRST_LETTER + (code % HALF_CODES));
  }
  return key;
}

/** The canonical form of a cell: equal for equal keys. */
export function canonicalCell(cell: Cell): Cell {
  return leastCodes(cell).map((code): Block => [
    decodeHalf(Math.floor(code / HALF_CODES)),
    decodeHalf(code % HALF_CODES),
  ]);
}

function decodeHalf(code: number): Half {
  const input = Math.floor(code / MAX_OPERATORS);
  return {
    input: input < CELL_INPUTS ? -input - 1 : input - CELL_INPUTS,
    operator: OPERATORS[code % MAX_OPERATORS]!,
  };
}

/** The least sequence of block codes over all orders in which the blocks can be placed. */
function leastCodes(cell: Cell): readonly number[] {
  const search = new Search(cell);
  search.place(0, true);
  return search.best;
}

/**
 * Depth first, without what cannot be less. Two orders of equal codes are an automorphism of the cell: what was tried after their last common
 * place stands for the rest there, so the search goes back to it (as McKay's nauty does), and eight alike blocks cost dozens of steps, not 8!.
 */
class Search {
  best: readonly number[] = [];
  #bestPlaces: readonly number[] = [];
  readonly #inputs: number[][];
  readonly #halves: number[][]; // code of each half; of one that reads a block, what its code is where that block has place 0
  readonly #read: ReadonlySet<number>;
  readonly #places: number[]; // of each block, -1 before it is placed
  readonly #codes: number[] = [];

  constructor(cell: Cell) {
    this.#halves = cell.map((block) =>
      block.map(
        ({ input, operator }) => (input < 0 ? -input - 1 : CELL_INPUTS) * MAX_OPERATORS + operatorIndex(operator),
      ),
    );
    this.#inputs = cell.map((block) => block.map(({ input }) => input));
    this.#read = new Set(this.#inputs.flat());
    this.#places = cell.map(() => -1);
  }

  /**
   * Places a block here and all others after it.
   * @param isLess whether the codes so far are less than the best's; else they are the same.
   * @returns the position to go back to, this one or an earlier one.
   */
  place(position: number, isLess: boolean): number {
    if (position === this.#places.length) return this.#end(isLess);
    const [least, twins] = this.#least();
    if (!isLess && least > this.best[position]!) return position;
    let isAhead = isLess || least < this.best[position]!;
    let triedUnread = false; // twins that nobody reads are interchangeable: one stands for all
    for (const block of twins) {
      if (!this.#read.has(block)) {
        if (triedUnread) continue;
        triedUnread = true;
      }
      this.#places[block] = position;
      this.#codes.push(least);
      const back = this.place(position + 1, isAhead);
      this.#codes.pop();
      this.#places[block] = -1;
      if (back < position) return back;
      isAhead = false; // the best begins with these codes now
    }
    return position;
  }

  /** All are placed. */
  #end(isLess: boolean): number {
    const places = this.#places;
    if (!isLess) return Math.min(...places.filter((place, block) => place !== this.#bestPlaces[block]));
    this.best = [...this.#codes];
    this.#bestPlaces = [...places];
    return places.length;
  }

  /** The least code of a block that can be placed, and the blocks that have it. */
  #least(): [code: number, twins: number[]] {
    let least = Infinity;
    let twins: number[] = [];
    for (let block = 0; block < this.#places.length; block++) {
      if (this.#places[block] !== -1) continue;
      const code = this.#code(block);
      if (code < least) {
        least = code;
        twins = [block];
      } else if (code === least && code !== Infinity) twins.push(block);
    }
    return [least, twins];
  }

  /** The block's code with its inputs' places; Infinity while one of them is not placed. */
  #code(block: number): number {
    const left = this.#half(block, 0);
    const right = this.#half(block, 1);
    if (left < 0 || right < 0) return Infinity;
    return left < right ? left * HALF_CODES + right : right * HALF_CODES + left;
  }

  #half(block: number, side: 0 | 1): number {
    const input = this.#inputs[block]![side]!;
    const code = this.#halves[block]![side]!;
    if (input < 0) return code;
    const place = this.#places[input]!;
    return place < 0 ? -1 : code + place * MAX_OPERATORS;
  }
}
