/** Cells drawn by hand: every change keeps a cell valid; what a run tells of one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import { formatCell, parseCell, validateCell, type Cell } from '../../../src/core/space/cell.ts';
import { OPERATORS } from '../../../src/core/space/operators.ts';
import { trainRecords } from '../../../src/contract/run-file.ts';
import {
  drawn,
  errorRange,
  firstPick,
  hasRoom,
  inputsOf,
  newDrawing,
  redone,
  trainingOf,
  undone,
  unseenOperators,
  withBlock,
  withInput,
  withOperator,
  withoutDrawnBlock,
} from '../../../src/ui/model/draw.ts';
import { madeUpRun } from '../../support/runs.ts';

const FIRST = parseCell('-1,identity,-2,3x3 dconv');

/** Changes as a reader makes them, by numbers. */
function changed(cell: Cell, [kind, a, b]: readonly [number, number, number]): Cell {
  const block = a % cell.length;
  const side = (b % 2) as 0 | 1;
  if (kind === 0) return hasRoom(cell) ? withBlock(cell, OPERATORS[b % OPERATORS.length]!) : cell;
  if (kind === 1) return withoutDrawnBlock(cell, block);
  if (kind === 2) return withOperator(cell, block, side, OPERATORS[b % OPERATORS.length]!);
  const inputs = inputsOf(block, 2);
  return withInput(cell, block, side, inputs[b % inputs.length]!);
}

test('any changes leave a valid cell; all of them can be taken back and done again', () => {
  const change = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 50 }), fc.nat({ max: 50 }));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      let drawing = newDrawing(FIRST);
      for (const one of changes) {
        drawing = drawn(drawing, changed(drawing.cell, one));
        validateCell(drawing.cell, { lookback: 2, operators: OPERATORS });
      }
      const last = formatCell(drawing.cell);
      for (let i = 0; i < changes.length; i++) drawing = undone(drawing);
      expect(formatCell(drawing.cell)).toBe(formatCell(FIRST));
      for (let i = 0; i < changes.length; i++) drawing = redone(drawing);
      expect(formatCell(drawing.cell)).toBe(last);
    }),
    { numRuns: 60 },
  );
});

test('who read a removed block reads the cell before', () => {
  const cell = parseCell('-1,identity,-2,identity,0,3x3 conv,-2,identity,1,identity,0,3x3 dconv');
  expect(formatCell(withoutDrawnBlock(cell, 0))).toBe('-1,3x3 conv,-2,identity,0,identity,-1,3x3 dconv');
  expect(withoutDrawnBlock(FIRST, 0)).toBe(FIRST);
});

describe('a run', () => {
  const run = madeUpRun({ config: { blocks: 3, children: 8 } });
  test('has trained a design under any order of its halves, and picked one first', () => {
    const record = trainRecords(run).find(({ level }) => level === 2)!;
    const swapped = parseCell(record.notation).map(([left, right]) => [right, left] as const);
    expect(trainingOf(run, swapped)).toBe(record);
    const pick = firstPick(run, 2)!;
    expect(trainRecords(run)[pick.number! - 1]!.notation).toBe(pick.notation);
    expect(firstPick(run, 1)).toBeUndefined();
    const key = canonicalKey(withBlock(withBlock(FIRST, '3x3 conv'), '7x7 dconv'));
    expect(trainRecords(run).some(({ notation }) => canonicalKey(parseCell(notation)) === key)).toBe(false);
  });
  test('gives four in five of its errors as a range, none below eight; names what it has never seen', () => {
    const [low, high] = errorRange(run)!;
    const errors = trainRecords(run).flatMap(({ predicted, accuracy }) =>
      predicted === undefined || accuracy === undefined ? [] : [accuracy - predicted],
    );
    const inside = errors.filter((error) => error >= low && error <= high).length;
    expect(inside / errors.length).toBeGreaterThanOrEqual(0.75);
    expect(inside / errors.length).toBeLessThan(0.95);
    expect(errorRange(madeUpRun({ config: { blocks: 1 } }))).toBeUndefined();
    expect(unseenOperators(run, parseCell('-1,identity,-1,7x7 dconv'))).toEqual(['7x7 dconv']);
  });
});
