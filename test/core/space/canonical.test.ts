import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalCell, canonicalKey } from '../../../src/core/space/canonical.ts';
import { formatCell, type Cell } from '../../../src/core/space/cell.ts';
import { OPERATORS } from '../../../src/core/space/operators.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { cellArbitrary, permutations, rewritten } from '../../support/cells.ts';

/** The least notation over every swap and renumbering: what the key must agree with. */
function bruteForce(cell: Cell): string {
  let least: string | undefined;
  for (const order of permutations(cell.length)) {
    for (let swaps = 0; swaps < 2 ** cell.length; swaps++) {
      const other = rewritten(cell, order, swaps);
      if (other === undefined) continue;
      const notation = formatCell(other);
      if (least === undefined || notation < least) least = notation;
    }
  }
  return least!;
}

describe('canonical keys', () => {
  test('are equal exactly when brute force says the cells are the same', () => {
    const space = new StateSpace({ blocks: 3, lookback: 1, operators: ['identity', '3x3 dconv'] });
    const byKey = new Map<string, string>();
    const byForm = new Map<string, string>();
    const level2 = space.firstLevel().flatMap((cell) => [...space.children(cell)]);
    for (const cell of level2.flatMap((parent) => [...space.children(parent)])) {
      const key = canonicalKey(cell);
      const form = bruteForce(cell);
      expect(byKey.get(key) ?? form).toBe(form);
      expect(byForm.get(form) ?? key).toBe(key);
      byKey.set(key, form);
      byForm.set(form, key);
    }
    expect(byKey.size).toBeGreaterThan(100);
  });

  test('survive any swap and renumbering, also with twins', () => {
    const twins = cellArbitrary({ maxBlocks: 5, lookback: 1, operators: ['identity', '3x3 dconv'] });
    fc.assert(
      fc.property(fc.oneof(cellArbitrary(), twins), fc.integer({ min: 0, max: 31 }), fc.nat(), (cell, swaps, nth) => {
        const orders = permutations(cell.length).filter((order) => rewritten(cell, order, 0) !== undefined);
        const other = rewritten(cell, orders[nth % orders.length]!, swaps)!;
        expect(canonicalKey(other)).toBe(canonicalKey(cell));
        expect(canonicalCell(other)).toEqual(canonicalCell(cell));
      }),
    );
  });

  test('stand for their canonical cell', () => {
    fc.assert(
      fc.property(cellArbitrary(), (cell) => {
        expect(canonicalKey(canonicalCell(cell))).toBe(canonicalKey(cell));
      }),
    );
  });

  test('do not explode on eight equal blocks', () => {
    const cell: Cell = Array.from({ length: 8 }, () => [
      { input: -1, operator: OPERATORS[0] },
      { input: -1, operator: OPERATORS[0] },
    ]);
    expect(canonicalKey(cell)).toHaveLength(16);
  });
});
