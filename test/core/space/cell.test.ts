import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCell, parseCell, validateCell, type Cell } from '../../../src/core/space/cell.ts';
import { OPERATORS, PAPER_OPERATORS, TITU1994_OPERATORS } from '../../../src/core/space/operators.ts';
import { PNASNET_5 } from '../../../src/core/space/pnasnet5.ts';
import { cellArbitrary } from '../../support/cells.ts';

describe('notation', () => {
  test('reads what it writes', () => {
    fc.assert(
      fc.property(cellArbitrary(), (cell) => {
        expect(parseCell(formatCell(cell))).toEqual(cell);
      }),
    );
  });

  test("is titu1994's", () => {
    expect(formatCell(parseCell(PNASNET_5))).toBe(PNASNET_5);
    expect(parseCell(' -1, 3x3 dconv , -2,identity ')).toEqual([
      [
        { input: -1, operator: '3x3 dconv' },
        { input: -2, operator: 'identity' },
      ],
    ]);
  });

  test.each([
    ['', 'cell: notation must be input,operator,input,operator for each block; got nothing'],
    ['-1,identity', 'cell: notation must be input,operator,input,operator for each block; got 2 fields'],
    ['-1,identity,x,identity', 'cell: block 0 needs an integer input; got "x"'],
    ['-1,4x4 conv,-1,identity', `cell: block 0: operator must be one of ${OPERATORS.join(', ')}; got "4x4 conv"`],
    ['-1,identity,0,identity', 'cell: block 0 reads block 0, which does not exist yet'],
    ['-1,identity,-1,identity,-1,identity,3,identity', 'cell: block 1 reads block 3, which does not exist yet'],
    ['-5,identity,-1,identity', 'cell: block 0 reads H_{c-5}, but the lookback is 4'],
    [Array.from({ length: 9 }, () => '-1,identity,-1,identity').join(','), 'cell: must have 1 to 8 blocks; got 9'],
  ])('refuses %j', (notation, message) => {
    expect(() => parseCell(notation)).toThrow(new RangeError(message));
  });

  test('keeps to its space', () => {
    const cell: Cell = parseCell('-3,3x3 conv,-1,identity');
    expect(() => validateCell(cell, { lookback: 2, operators: OPERATORS })).toThrow('the lookback is 2');
    expect(() => validateCell(cell, { lookback: 3, operators: PAPER_OPERATORS })).toThrow('uses "3x3 conv"');
  });
});

test('the paper and titu1994 have eight operators each', () => {
  expect([PAPER_OPERATORS.length, TITU1994_OPERATORS.length]).toEqual([8, 8]);
  expect(PAPER_OPERATORS).toContain('3x3 dilated conv');
  expect(TITU1994_OPERATORS).toContain('3x3 conv');
});
