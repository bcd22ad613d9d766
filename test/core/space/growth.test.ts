import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import { blockFingerprints, closedSets } from '../../../src/core/space/fingerprint.ts';
import { withoutBlock } from '../../../src/core/space/growth.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { unusedBlocks, type Block, type Cell } from '../../../src/core/space/cell.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { cellArbitrary, permutations, rewritten } from '../../support/cells.ts';

const space = new StateSpace({ blocks: 4, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] });

describe('families', () => {
  test('give each design once, as going through all children with a set of keys does', () => {
    const rng = stream(1, 'families');
    for (const blocks of [1, 2, 3]) {
      // Random parents, some of them twice and some the same design written otherwise.
      const drawn = Array.from({ length: 60 }, () => space.random(blocks, rng));
      const parents = rng.shuffle([...drawn, ...drawn.slice(0, 9), ...drawn.slice(0, 9).map(swapped)]);
      const keys: string[] = [];
      const seen = new Set<string>();
      for (const parent of parents) {
        for (const cell of space.children(parent)) {
          const key = canonicalKey(cell);
          if (!seen.has(key)) keys.push(key);
          seen.add(key);
        }
      }
      expect([...space.expand(parents)].map(({ key }) => key)).toEqual(keys);
    }
  });
});

describe('fingerprints', () => {
  test('do not depend on the order of halves and blocks', () => {
    fc.assert(
      fc.property(cellArbitrary({ maxBlocks: 4 }), fc.nat(), fc.nat(15), (cell, pick, swaps) => {
        const orders = permutations(cell.length);
        const other = rewritten(cell, orders[pick % orders.length]!, swaps);
        if (other === undefined) return;
        expect(design(other)).toBe(design(cell));
      }),
    );
  });

  test('tell different designs of a level apart', () => {
    const cells = [...space.expand(space.firstLevel())].map(({ cell }) => cell);
    expect(new Set(cells.map(design)).size).toBe(735);
  });

  test('of closed sets are those of the sub-cells they are', () => {
    fc.assert(
      fc.property(cellArbitrary({ maxBlocks: 5 }), (cell) => {
        const known = new Set(closedSets(cell).map(({ fingerprint }) => fingerprint));
        for (const block of unusedBlocks(cell)) {
          expect(known.has(design(withoutBlock(cell, block)))).toBe(true);
        }
        expect(Math.max(...closedSets(cell).map(({ size }) => size))).toBe(cell.length);
      }),
    );
  });
});

function design(cell: Cell): number {
  return blockFingerprints(cell).reduce((sum, print) => sum + print, 0);
}

/** The same design, its halves the other way round. */
function swapped(cell: Cell): Cell {
  return cell.map(([left, right]): Block => [right, left]);
}
