import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import type { Cell } from '../../../src/core/space/cell.ts';
import { orderedCount, slotCount, uniqueCount } from '../../../src/core/space/count.ts';
import { OPERATORS, PAPER_OPERATORS } from '../../../src/core/space/operators.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { cellArbitrary } from '../../support/cells.ts';

const paper = new StateSpace({ blocks: 5, lookback: 2, operators: PAPER_OPERATORS });

describe('counts', () => {
  test.each([
    [1, 256n, 136n, 136n],
    [2, 147_456n, 40_800n, 31_620n],
    [3, 150_994_944n, 21_542_400n, 10_979_688n],
    [4, 241_591_910_400n, 17_664_768_000n, 5_194_395_866n],
    [5, 556_627_761_561_600n, 20_773_767_168_000n, 3_147_356_952_080n],
  ])('of the paper at b = %i', (b, ordered, slots, unique) => {
    expect(paper.counts(b)).toEqual({ ordered, slots, unique });
  });

  test.each([
    [2, [10n, 165n, 3_840n]],
    [3, [21n, 735n, 37_303n]],
    [4, [36n, 2_178n, 193_512n]],
  ])('of unique cells with %i operators', (n, expected) => {
    const space = { lookback: 2, operators: OPERATORS.slice(0, n) };
    expect([1, 2, 3].map((b) => uniqueCount(space, b))).toEqual(expected);
  });

  test.each([
    [1, 1, 5],
    [2, 1, 4],
    [1, 3, 4],
    [2, 2, 3],
  ])('equal enumeration with %i operators and lookback %i up to b = %i', (n, lookback, most) => {
    const space = new StateSpace({ blocks: most, lookback, operators: OPERATORS.slice(0, n) });
    let level: Cell[] = space.firstLevel();
    for (let b = 1; b <= most; b++) {
      expect(BigInt(level.length)).toBe(uniqueCount(space, b));
      level = [...space.expand(level)].map(({ cell }) => cell);
    }
  });

  test('say what they cannot count', () => {
    expect(() => uniqueCount(paper, 7)).toThrow('for 1 to 6 blocks; got 7');
    expect(orderedCount(paper, 6) > slotCount(paper, 6)).toBe(true);
  });
});

describe('StateSpace', () => {
  test('grows parents by every block, halves unordered', () => {
    let cell = paper.firstLevel()[0]!;
    for (const expected of [300, 528, 820, 1176]) {
      const children = [...paper.children(cell)];
      expect(children).toHaveLength(expected);
      cell = children[0]!;
    }
    expect(paper.firstLevel()).toHaveLength(136);
  });

  test('expands without repeats and without what is excluded', () => {
    const space = new StateSpace({ blocks: 2, lookback: 2, operators: OPERATORS.slice(0, 2) });
    const all = [...space.expand(space.firstLevel())];
    expect(new Set(all.map(({ key }) => key)).size).toBe(165);
    expect(all.every(({ cell, key }) => canonicalKey(cell) === key)).toBe(true);
    const rest = [...space.expand(space.firstLevel(), new Set(all.slice(0, 65).map(({ key }) => key)))];
    expect(rest.map(({ key }) => key)).toEqual(all.slice(65).map(({ key }) => key));
  });

  test('decodes what it encodes', () => {
    const space = new StateSpace({ blocks: 5, lookback: 2, operators: OPERATORS });
    fc.assert(
      fc.property(cellArbitrary(), (cell) => {
        expect(space.decode(space.encode(cell))).toEqual(cell);
      }),
    );
    expect(() => space.decode([0, 99, 0, 0])).toThrow('no operator has token 99');
    expect(() => space.decode([0, 0, 0])).toThrow('needs 4 tokens a block; got 3');
  });

  test('draws valid cells', () => {
    const rng = stream(1, 'test');
    for (let i = 0; i < 200; i++) expect(paper.parse(paper.format(paper.random(5, rng)))).toHaveLength(5);
  });

  test('refuses what is out of range', () => {
    expect(() => new StateSpace({ blocks: 9, lookback: 2, operators: OPERATORS })).toThrow(
      'blocks must be 1 to 8; got 9',
    );
    expect(() => new StateSpace({ blocks: 2, lookback: 0, operators: OPERATORS })).toThrow(
      'lookback must be 1 to 4; got 0',
    );
    expect(() => new StateSpace({ blocks: 2, lookback: 2, operators: [] })).toThrow('at least one operator; got none');
  });
});
