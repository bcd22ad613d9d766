/**
 * @file Version 1 of the random streams, for runs begun by the first releases. Their keys counted the operators there were (nine), and
 * FNV-1a gives streams whose names differ in the last letter nearly equal first draws (a correlation of 0.95 and more).
 *
 * Can be removed when no such run needs to be continued; a head of version 1 must still open then, and only a resume be refused.
 */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { canonicalCell } from '../space/canonical.ts';
import type { Cell, Half } from '../space/cell.ts';
import { operatorIndex } from '../space/operators.ts';
import { nameOf, rngOf, type Rng } from '../random/rng.ts';

/** The sizes of the space at that time. */
const OPERATORS = 9;
const CELL_INPUTS = 4;
const FIRST_LETTER = 0xc0;

export const LEGACY_STREAMS = {
  stream: (seed: number, ...names: readonly (string | number)[]): Rng =>
    rngOf(xoroshiro128plus(fnv1a(nameOf(seed, names)))),
  keyOf: legacyKey,
  operatorRows: OPERATORS,
  classifier: 'heUniform',
  blend: 'parts',
  finalists: 'thirds',
} as const;

/** One letter for each half of the canonical cell. */
function legacyKey(cell: Cell): string {
  const code = ({ input, operator }: Half): number =>
    (input < 0 ? -input - 1 : CELL_INPUTS + input) * OPERATORS + operatorIndex(operator);
  return canonicalCell(cell)
    .flat()
    .map((half) => String.fromCharCode(FIRST_LETTER + code(half)))
    .join('');
}

/** FNV-1a, 32 bits, over UTF-16 code units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
