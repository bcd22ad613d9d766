/**
 * @file Cells in a result link. A cell of a progressive search is a block more than one already written, so it takes that
 * one's place and a block. A half is a number: its input (H_{c-1}, H_{c-2}, .., then earlier blocks) times the number of
 * operators plus the operator's place; a block is its left half times the number of halves plus its right one.
 */
import { MAX_BLOCKS, formatCell, type Block, type Cell, type CellSpace, type Half } from '../../core/space/cell.ts';
import { requireOneForm, widthOf, type BitReader, type BitWriter } from './bits.ts';

/** What cells were written or read before, by their number of blocks; the same on both sides. */
class Known {
  readonly #cells: Cell[][] = Array.from({ length: MAX_BLOCKS + 1 }, () => []);
  readonly #places = new Map<string, number>();

  /** @param notation the cell's. */
  add(cell: Cell, notation: string): void {
    if (this.#places.has(notation)) return;
    this.#places.set(notation, this.of(cell.length).push(cell) - 1);
  }

  of(blocks: number): Cell[] {
    return this.#cells[blocks]!;
  }

  /** Its place among those with as many blocks. */
  place(cell: Cell): number | undefined {
    return this.#places.get(formatCell(cell));
  }
}

export class CellWriter {
  readonly #to: BitWriter;
  readonly #space: CellSpace;
  readonly #known = new Known();

  constructor(to: BitWriter, space: CellSpace) {
    this.#to = to;
    this.#space = space;
  }

  /** Takes a cell that the reader knows without reading it. */
  know(cell: Cell): void {
    this.#known.add(cell, formatCell(cell));
  }

  /** Three bits the number of blocks less one; from two blocks on, a bit: grown from a known cell; that cell's place; the blocks it adds. */
  write(cell: Cell): void {
    this.#to.uint(cell.length - 1, 3);
    const parents = this.#known.of(cell.length - 1).length;
    let from = 0;
    if (parents > 0) {
      const parent = this.#known.place(cell.slice(0, -1));
      this.#to.flag(parent !== undefined);
      if (parent !== undefined) {
        this.#to.uint(parent, widthOf(parents));
        from = cell.length - 1;
      }
    }
    for (let index = from; index < cell.length; index++) this.#block(cell[index]!, index);
    this.know(cell);
  }

  #block(block: Block, index: number): void {
    const halves = halvesAt(this.#space, index);
    const [left, right] = block.map((half) => this.#half(half)) as [number, number];
    this.#to.uint(left * halves + right, widthOf(halves ** 2));
  }

  #half({ input, operator }: Half): number {
    const { lookback, operators } = this.#space;
    return (input < 0 ? -input - 1 : lookback + input) * operators.length + operators.indexOf(operator);
  }
}

export class CellReader {
  readonly #from: BitReader;
  readonly #space: CellSpace;
  readonly #known = new Known();
  /** The cells read, by notation. */
  readonly cells = new Map<string, Cell>();

  constructor(from: BitReader, space: CellSpace) {
    this.#from = from;
    this.#space = space;
  }

  /** Takes a cell that is not written; returns its notation. */
  know(cell: Cell): string {
    const notation = formatCell(cell);
    this.#known.add(cell, notation);
    this.cells.set(notation, cell);
    return notation;
  }

  /** The notation of the next cell. @throws {RangeError} with the place in the link. */
  read(): string {
    const blocks = this.#from.uint(3) + 1;
    const parents = this.#known.of(blocks - 1);
    const isGrown = parents.length > 0 && this.#from.flag();
    const cell: Block[] = isGrown ? [...parents[this.#from.below(parents.length, 'parent')]!] : [];
    const { place } = this.#from;
    while (cell.length < blocks) cell.push(this.#block(cell.length));
    const isNew = parents.length === 0 || isGrown || this.#known.place(cell.slice(0, -1)) === undefined;
    requireOneForm(isNew, place, 'a cell grown from one before it');
    return this.know(cell);
  }

  #block(index: number): Block {
    const halves = halvesAt(this.#space, index);
    const code = this.#from.below(halves ** 2, 'block');
    return [this.#half(Math.floor(code / halves)), this.#half(code % halves)];
  }

  #half(code: number): Half {
    const { lookback, operators } = this.#space;
    const input = Math.floor(code / operators.length);
    return { input: input < lookback ? -input - 1 : input - lookback, operator: operators[code % operators.length]! };
  }
}

function halvesAt({ lookback, operators }: CellSpace, index: number): number {
  return (lookback + index) * operators.length;
}
