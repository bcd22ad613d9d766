/** @file Real numbers in a result link: as steps between the least and the greatest of a list. */
import type { BitReader, BitWriter } from './bits.ts';

const BITS = 12;
/** The last step; the code above it means no value. */
const LAST = 2 ** BITS - 2;

/** A scale of 4,094 steps: a value read back differs by at most half a step. Its ends are written as 32-bit floats. */
export class Scale {
  readonly #least: number;
  readonly #greatest: number;

  private constructor(least: number, greatest: number) {
    this.#least = least;
    this.#greatest = greatest;
  }

  /** The scale of values; of none, 0 to 0. @throws {RangeError} for a value that is no finite number. */
  static of(values: readonly number[]): Scale {
    const wrong = values.find((value) => !Number.isFinite(Math.fround(value)));
    if (wrong !== undefined) throw new RangeError(`run: predictions must be finite numbers; got ${wrong}`);
    const bound = (pick: (a: number, b: number) => number): number =>
      values.length === 0 ? 0 : Math.fround(values.reduce(pick)) + 0;
    return new Scale(
      bound((a, b) => Math.min(a, b)),
      bound((a, b) => Math.max(a, b)),
    );
  }

  static read(from: BitReader): Scale {
    const least = from.float(32, 'least prediction');
    const { place } = from;
    const greatest = from.float(32, 'greatest prediction');
    if (greatest < least)
      throw new RangeError(`${place}: greatest prediction must be at least ${least}; got ${greatest}`);
    return new Scale(least, greatest);
  }

  write(to: BitWriter): void {
    to.float(this.#least, 32);
    to.float(this.#greatest, 32);
  }

  writeValue(to: BitWriter, value: number | undefined): void {
    to.uint(value === undefined ? LAST + 1 : this.#code(value), BITS);
  }

  readValue(from: BitReader): number | undefined {
    const code = from.uint(BITS);
    if (code > LAST) return undefined;
    return code === LAST ? this.#greatest : this.#least + (this.#greatest - this.#least) * (code / LAST);
  }

  #code(value: number): number {
    const range = this.#greatest - this.#least;
    return range === 0 ? 0 : Math.round(Math.min(Math.max((value - this.#least) / range, 0), 1) * LAST);
  }
}
