/**
 * @file The CSV files of titu1994: `train_history.csv` (accuracy, then the cell's notation, a line a child in the order
 * trained) and `scores_<b>.csv` (predicted accuracy, then the notation, for cells of b blocks).
 */
import { formatCell, MAX_BLOCKS, parseCell } from '../core/cell.ts';
import type { Run } from './records.ts';
import { trainRecords } from './run-file.ts';

/** A line of either file. */
export interface ScoredCell {
  /** Measured or predicted accuracy. */
  readonly score: number;
  readonly notation: string;
}

/** `train_history.csv` of a run; children that failed are not in it. */
export function formatHistory(run: Run): string {
  return lines(trainRecords(run).map(({ accuracy, notation }) => ({ score: accuracy, notation })));
}

/** `scores_<b>.csv` of a run's level: the cells its surrogate kept, best first; empty where it ranked none. */
export function formatScores({ log }: Run, level: number): string {
  return lines(
    log.flatMap((record) =>
      record.type === 'rank' && record.level === level
        ? record.kept.map(({ predicted, notation }) => ({ score: predicted, notation }))
        : [],
    ),
  );
}

function lines(cells: readonly { score?: number; notation: string }[]): string {
  return cells.flatMap(({ score, notation }) => (score === undefined ? [] : [`${score},${notation}\n`])).join('');
}

/**
 * Reads either file. titu1994, with its lookback of 0, calls a cell's own input 0, in the first block already, and ignores the
 * inputs of others: where a file does so, every input from 0 is read as -1.
 * @param name what the text is called in errors.
 * @param kind `accuracy` refuses scores that are none; a predicted score is any finite number.
 * @throws {RangeError} `train_history.csv, line 3: ...`.
 */
export function parseScoredCells(text: string, name: string, kind: 'score' | 'accuracy' = 'score'): ScoredCell[] {
  const rows = text.split(/\r?\n/).map((line, index) => ({ line: line.trim(), place: `${name}, line ${index + 1}` }));
  const filled = rows.filter(({ line }) => line !== '');
  if (filled.length === 0)
    throw new RangeError(`${name}: must have a line accuracy,notation for each cell; it is empty`);
  const isFlat = filled.some(({ line }) => /^[^,]*,\s*0\s*,|^[^,]*,[^,]*,[^,]*,\s*0\s*,/.test(line));
  return filled.map(({ line, place }) => {
    const [score = '', ...fields] = line.split(',').map((field) => field.trim());
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(score)) {
      throw new RangeError(`${place}: must begin with an accuracy; got "${score.slice(0, 40)}"`);
    }
    requireInRange(Number(score), kind, place);
    if (fields.length > 4 * MAX_BLOCKS) {
      throw new RangeError(`${place}: a cell has at most ${MAX_BLOCKS} blocks; got ${fields.length} fields`);
    }
    const notation = fields.map((field, i) => (isFlat && i % 2 === 0 && /^\d+$/.test(field) ? '-1' : field)).join(',');
    try {
      return { score: Number(score), notation: formatCell(parseCell(notation)) };
    } catch (error) {
      throw new RangeError(`${place}: ${(error as Error).message}`);
    }
  });
}

function requireInRange(score: number, kind: 'score' | 'accuracy', place: string): void {
  if (!Number.isFinite(score)) throw new RangeError(`${place}: must begin with a finite number; got ${score}`);
  if (kind === 'score' || (score >= 0 && score <= 1)) return;
  const hint = score > 1 && score <= 100 ? ' (divide percentages by 100)' : '';
  throw new RangeError(`${place}: accuracy must be from 0 to 1; got ${score}${hint}`);
}
