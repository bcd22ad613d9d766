/**
 * @file Rows and columns of an index, by reciprocals: a division by a value that no compiler knows takes a card some twenty instructions and as many
 * registers.
 */

/** The rows and columns that a kernel's threads divide an index by, and their reciprocals. */
export const GRID_FIELDS = ['rows', 'columns', 'perRow:f32', 'perImage:f32'];

/** Most values that {@link divided} divides exactly: the error of a product of two roundings stays below half a part. */
const MOST_DIVIDED = 2 ** 22;

/** Values of {@link GRID_FIELDS} for `n` images of `rows` x `columns`. @throws {RangeError} for more than 2^22 pixels. */
export function gridFields(n: number, rows: number, columns: number) {
  const count = n * rows * columns;
  if (count > MOST_DIVIDED)
    throw new RangeError(`plan: must have at most ${MOST_DIVIDED} pixels in a batch; got ${count}`);
  return { rows, columns, perRow: 1 / columns, perImage: 1 / (rows * columns) };
}

/** WGSL of `value` / d, rounded down, from 1 / d; exact below 2^22. */
export const divided = (value: string, reciprocal: string): string => `u32((f32(${value}) + 0.5) * ${reciprocal})`;
