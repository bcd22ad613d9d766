/** @file Cells drawn by hand: changes that keep a cell valid, undo and redo, and what a run tells of them. Pure. */
import type { Run, TrainRecord } from '../../contract/records.ts';
import { trainRecords } from '../../contract/run-file.ts';
import { canonicalKey } from '../../core/space/canonical.ts';
import { MAX_BLOCKS, parseCell, type Block, type Cell, type Half } from '../../core/space/cell.ts';
import { withoutBlock } from '../../core/space/growth.ts';
import type { OperatorName } from '../../core/space/operators.ts';

export type Side = 0 | 1;

/** A cell and those before and after it. */
export interface Drawing {
  readonly cell: Cell;
  readonly past: readonly Cell[];
  readonly future: readonly Cell[];
}

/** Changes that can be undone, at most (ours). */
const MOST_PAST = 200;

export const newDrawing = (cell: Cell): Drawing => ({ cell, past: [], future: [] });

/** The drawing with another cell; the one before can be taken back. */
export function drawn({ cell, past }: Drawing, next: Cell): Drawing {
  return { cell: next, past: [...past, cell].slice(-MOST_PAST), future: [] };
}

export function undone(drawing: Drawing): Drawing {
  const { cell, past, future } = drawing;
  const before = past.at(-1);
  return before === undefined ? drawing : { cell: before, past: past.slice(0, -1), future: [cell, ...future] };
}

export function redone(drawing: Drawing): Drawing {
  const { cell, past, future } = drawing;
  const [after, ...later] = future;
  return after === undefined ? drawing : { cell: after, past: [...past, cell], future: later };
}

function withHalf(cell: Cell, block: number, side: Side, change: Partial<Half>): Cell {
  return cell.map((halves, i): Block => {
    if (i !== block) return halves;
    const half = { ...halves[side], ...change };
    return side === 0 ? [half, halves[1]] : [halves[0], half];
  });
}

/** The cell with another operator in a half. */
export const withOperator = (cell: Cell, block: number, side: Side, operator: OperatorName): Cell =>
  withHalf(cell, block, side, { operator });

/** What a block's halves can read: earlier cells, nearest first, and earlier blocks; nothing that would make a cycle. */
export function inputsOf(block: number, lookback: number): number[] {
  return [...Array.from({ length: lookback }, (_, i) => -i - 1), ...Array.from({ length: block }, (_, i) => i)];
}

/** The cell with a half that reads another input, one of {@link inputsOf}. */
export const withInput = (cell: Cell, block: number, side: Side, input: number): Cell =>
  withHalf(cell, block, side, { input });

/** Whether another block fits. */
export const hasRoom = (cell: Cell): boolean => cell.length < MAX_BLOCKS;

/** The cell with one more block, which reads the cell before and, where there is one, the last block. */
export function withBlock(cell: Cell, operator: OperatorName): Cell {
  return [
    ...cell,
    [
      { input: -1, operator },
      { input: cell.length - 1, operator },
    ],
  ];
}

/** The cell without a block; whoever read it reads the cell before instead. The only block stays. */
export function withoutDrawnBlock(cell: Cell, block: number): Cell {
  if (cell.length === 1) return cell;
  const fallen = cell.map(([left, right]): Block => {
    const fall = (half: Half): Half => (half.input === block ? { ...half, input: -1 } : half);
    return [fall(left), fall(right)];
  });
  return withoutBlock(fallen, block);
}

/** The run's training of the same design, whatever the order of its blocks and halves; undefined where it has none. */
export function trainingOf(run: Run, cell: Cell): TrainRecord | undefined {
  const key = canonicalKey(cell);
  return trainRecords(run).find(
    ({ notation, level }) => level === cell.length && canonicalKey(parseCell(notation)) === key,
  );
}

/** A cell that the surrogate picked. */
export interface Pick {
  /** Its place in the order trained, from 1; absent before it is trained. */
  readonly number?: number;
  readonly notation: string;
  readonly predicted: number;
}

/** The surrogate's first pick among the cells of so many blocks; undefined where it has ranked none. */
export function firstPick(run: Run, blocks: number): Pick | undefined {
  const rank = run.log.find((record) => record.type === 'rank' && record.level === blocks);
  const best = rank?.type === 'rank' ? rank.kept[0] : undefined;
  if (best === undefined) return undefined;
  const place = trainRecords(run).findIndex(({ notation }) => notation === best.notation);
  return { ...best, ...(place < 0 ? {} : { number: place + 1 }) };
}

/** Fewest predictions whose errors give a range (ours; as for a correlation). */
const FEWEST_ERRORS = 8;

/**
 * How far measurements were from the run's predictions, four times in five: the 10th and 90th percentiles of measured less predicted; undefined
 * where it has fewer than {@link FEWEST_ERRORS} of both.
 */
export function errorRange(run: Run): readonly [low: number, high: number] | undefined {
  const errors = trainRecords(run)
    .flatMap(({ predicted, accuracy }) =>
      predicted === undefined || accuracy === undefined ? [] : [accuracy - predicted],
    )
    .sort((a, b) => a - b);
  if (errors.length < FEWEST_ERRORS) return undefined;
  const at = (share: number): number => errors[Math.round(share * (errors.length - 1))]!;
  return [at(0.1), at(0.9)];
}

/** Operators of the cell that the run does not have: its surrogate has never seen them. */
export function unseenOperators(run: Run, cell: Cell): OperatorName[] {
  const known = run.head.config.operators;
  return [...new Set(cell.flat().map(({ operator }) => operator))].filter((operator) => !known.includes(operator));
}
