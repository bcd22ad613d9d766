/**
 * @file The CSV files of titu1994: `train_history.csv` (accuracy, then the cell's notation, a line a child in the order
 * trained) and `scores_<b>.csv` (predicted accuracy, then the notation, for cells of b blocks).
 */
import { formatCell, MAX_BLOCKS, parseCell } from '../core/space/cell.ts';
import type { SearchConfig } from './config.ts';
import type { Run } from './records.ts';
import { trainRecords } from './run-file.ts';

/** A line of either file. */
export interface ScoredCell {
  /** Measured or predicted accuracy. */
  readonly score: number;
  readonly notation: string;
}

/** `train_history.csv` of a run; children that failed or were stopped early are not in it. */
export function formatHistory(run: Run): string {
  const whole = trainRecords(run).filter(({ epochs }) => epochs === undefined);
  return lines(whole.map(({ accuracy, notation }) => ({ score: accuracy, notation })));
}

/** @throws {RangeError} for a strategy whose surrogate picks among cells near the best, and ranks no level. */
export function requireLevels({ strategy }: SearchConfig): void {
  if (strategy === 'bananas') throw new RangeError('run: must be of a strategy that ranks levels; got bananas');
}

/** `scores_<b>.csv` of a run's level: the cells its surrogate kept, best first; empty where it ranked none. */
export function formatScores({ head, log }: Run, level: number): string {
  requireLevels(head.config);
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
 * Spreadsheets and pandas may have quoted fields or the whole notation, padded rows with empty fields, begun with a byte order mark or a line of
 * names, or (pandas) with a column of row numbers, whose name is empty.
 * @param name what the text is called in errors.
 * @param kind `accuracy` refuses scores that are none; a predicted score is any finite number.
 * @throws {RangeError} `train_history.csv, line 3: ...`.
 */
export function parseScoredCells(text: string, name: string, kind: 'score' | 'accuracy' = 'score'): ScoredCell[] {
  const rows = readRows(text, name);
  if (rows.length === 0) throw new RangeError(`${name}: must have a line accuracy,notation for each cell; it is empty`);
  const isFlat = rows.some(({ cell }) => cell[0] === '0' || cell[2] === '0');
  return rows.map(({ score, cell: fields, place }) => {
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

/** One cell's fields, as text. */
interface Row {
  readonly score: string;
  readonly cell: readonly string[];
  /** For errors. */
  readonly place: string;
}

/** The lines that hold a cell. */
function readRows(text: string, name: string): Row[] {
  const read = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const filled = read
    .map((line, index) => ({ fields: readFields(line), place: `${name}, line ${index + 1}` }))
    .filter(({ fields }) => fields.length > 0);
  const first = filled[0]?.fields ?? [];
  const hasNumbers = first[0] === '';
  const hasNames = areNames(hasNumbers ? first.slice(1) : first);
  return filled.slice(hasNames ? 1 : 0).map(({ fields, place }) => {
    const [score = '', ...cell] = hasNames && hasNumbers ? fields.slice(1) : fields;
    return { score, cell: cell.flatMap((field) => field.split(',').map((part) => part.trim())), place };
  });
}

/** Whether a line names its columns: in words, or (pandas, of a file read without names) as 0, 1, 2, .. */
function areNames(fields: readonly string[]): boolean {
  const isCounted = fields.every((field, i) => field === String(i));
  return fields.length > 1 && (isCounted || fields.every((field) => /^[a-z_ ]+$/i.test(field)));
}

/** A line's fields (RFC 4180: one in quotes may hold commas, and quotes doubled), without the empty ones at its end. */
function readFields(line: string): string[] {
  const found = `,${line.trim()}`.matchAll(/,\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))/g);
  const fields = Array.from(found, ([, quoted, plain = '']) => (quoted?.replaceAll('""', '"') ?? plain).trim());
  while (fields.at(-1) === '') fields.pop();
  return fields;
}

function requireInRange(score: number, kind: 'score' | 'accuracy', place: string): void {
  if (!Number.isFinite(score)) throw new RangeError(`${place}: must begin with a finite number; got ${score}`);
  if (kind === 'score' || (score >= 0 && score <= 1)) return;
  const hint = score > 1 && score <= 100 ? ' (divide percentages by 100)' : '';
  throw new RangeError(`${place}: accuracy must be from 0 to 1; got ${score}${hint}`);
}
