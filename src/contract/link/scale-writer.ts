/** @file Writes the real numbers of a result link: a scale, and values on it. */
import type { BitWriter } from './bits.ts';
import { below, endsOf, LAST, Scale, SCALE_BITS } from './scale.ts';

/** The scale of values; of none, 0 to 0. @throws {RangeError} for a value that is no finite number. */
export function scaleOf(values: readonly number[]): Scale {
  const ends = endsOf(values);
  const wrong = ends.find((end) => !Number.isFinite(end));
  if (wrong !== undefined) throw new RangeError(`run: predictions must be finite numbers; got ${wrong}`);
  return new Scale(...ends);
}

export function writeScale(to: BitWriter, { least, greatest }: Scale): void {
  to.float(least, 32);
  to.float(greatest, 32);
}

/** @param value one of those that the scale is of. */
export function writeScaled(to: BitWriter, scale: Scale, value: number | undefined): void {
  to.uint(value === undefined ? LAST + 1 : codeOf(scale, value), SCALE_BITS);
}

/** The nearest step; for a value next to an end, the nearest from which that end is found again. */
function codeOf(scale: Scale, value: number): number {
  const { least, greatest } = scale;
  if (least === greatest) return 0;
  let code = Math.round(((value - least) / (greatest - least)) * LAST);
  while (below(value) === least && below(scale.value(code)) !== least) code--;
  while (below(-value) === -greatest && below(-scale.value(code)) !== -greatest) code++;
  return code;
}
