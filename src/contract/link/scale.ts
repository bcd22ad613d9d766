/** @file Real numbers in a result link: as steps between the least and the greatest of a list. `scale-writer.ts` writes them. */
import type { BitReader } from './bits.ts';

/** Bits of a step. */
export const SCALE_BITS = 12;
/** The last step; the code above it means no value. */
export const LAST = 2 ** SCALE_BITS - 2;

/**
 * A scale of 4,094 steps: a value read back differs by at most half a step, by at most one next to an end. Its ends are the nearest
 * 32-bit floats that have all values between them, also of values that were read: so a run that was read gives the link it was read from.
 */
export class Scale {
  readonly least: number;
  readonly greatest: number;

  constructor(least: number, greatest: number) {
    this.least = least;
    this.greatest = greatest;
  }

  static read(from: BitReader): Scale {
    return new Scale(from.float(32, 'least prediction'), from.float(32, 'greatest prediction'));
  }

  readValue(from: BitReader): number | undefined {
    const code = from.uint(SCALE_BITS);
    return code > LAST ? undefined : this.value(code);
  }

  /** The value of a step. Where least and greatest are one, only the first step means it, and others are no number. */
  value(code: number): number {
    const range = this.greatest - this.least || Number.NaN;
    if (code === 0) return this.least;
    return code === LAST ? this.least + range && this.greatest : this.least + range * (code / LAST);
  }

  /** @param values all that were read. @throws {RangeError} unless this is their scale. */
  check(values: readonly number[], place: string): void {
    const [least, greatest] = endsOf(values);
    if (values.length > 0 && Object.is(least, this.least) && Object.is(greatest, this.greatest)) return;
    throw new RangeError(`${place}: predictions must reach from ${this.least} to ${this.greatest}, their scale`);
  }
}

/** The nearest 32-bit floats that have the values between them; 0 and 0 of none. */
export function endsOf(values: readonly number[]): [least: number, greatest: number] {
  if (values.length === 0) return [0, 0];
  const least = values.reduce((a, b) => Math.min(a, b));
  const greatest = values.reduce((a, b) => Math.max(a, b));
  return [below(least), -below(-greatest) + 0];
}

/** The nearest 32-bit float at or under a number. */
export function below(value: number): number {
  const nearest = Math.fround(value) + 0;
  const step = 0.6 * (2 ** -23 * Math.abs(nearest) + 2 ** -149); // between a half and one and a quarter of the step under it
  return nearest <= value ? nearest : Math.fround(nearest - step) + 0;
}
