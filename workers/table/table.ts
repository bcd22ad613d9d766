/** @file A table of known accuracies: what each cell was measured at, and what it is judged by. */
import { parseScoredCells } from '../../src/contract/history-csv.ts';
import { canonicalKey } from '../../src/core/space/canonical.ts';
import { parseCell, type Cell } from '../../src/core/space/cell.ts';
import { mean } from '../../src/core/stats.ts';
import type { SearchSpace } from '../../src/core/space/search-space.ts';
import { columnOf, readCsv, type Csv } from './csv.ts';
import { NASBENCH201, nasbench201Examples, nasbench201MultiplyAdds, parseNasbench201 } from './nasbench201.ts';
import { recordedCells } from './recorded-cells.ts';
import { TableSpace } from './table-space.ts';

/** Kinds of tables: NAS-Bench-201's cells, and this project's own in their notation. */
export const TABLE_SPACES = ['nasbench201', 'cells'] as const;
export type TableSpaceName = (typeof TABLE_SPACES)[number];

/** What the column of the cells is called. */
const NOTATION_COLUMNS = ['arch', 'arch_str', 'architecture', 'notation', 'cell'];
/** Columns of what a child costs, where a table has them. */
const COST_COLUMNS = { examples: 'examples', multiplyAdds: 'multiply_adds' } as const;

/** One design of a table. */
export interface TableCell {
  readonly cell: Cell;
  /** As the table writes it, where it is first. */
  readonly name: string;
  /** What a search may measure, in [0, 1]: one of these, drawn by its seed. */
  readonly seen: readonly number[];
  /** What its answer is judged by, in [0, 1]. */
  readonly judged: number;
  /** Training images of the child, each as often as it is seen. */
  readonly examples?: number;
  /** Of one image's forward pass. */
  readonly multiplyAdds?: number;
}

export interface AccuracyTable {
  readonly cells: ReadonlyMap<string, TableCell>; // by canonical key, in the order of keys
  readonly space: SearchSpace;
  /** The column judged by, and those a search sees. */
  readonly judgedBy: string;
  readonly seenBy: readonly string[];
  /** The best by what it is judged by. */
  readonly best: TableCell;
}

/** What of a file to read. */
export interface TableOptions {
  readonly space: TableSpaceName;
  /** The accuracy that answers are judged by. */
  readonly column: string;
  /** The accuracies that a search sees; those of the same data set's validation unless given, else the column itself. */
  readonly seen?: readonly string[];
}

/**
 * Reads a table. Accuracies are shares, or percentages where any of a column is above 1. Several lines of one design are repeated measurements:
 * a search sees one of them, and is judged by their mean.
 * @param name what the text is called in errors.
 * @throws {RangeError} with the place, what was required and what came.
 */
export function readTable(text: string, name: string, options: TableOptions): AccuracyTable {
  const isHistory = options.space === 'cells' && !hasNotationColumn(text);
  const rows = isHistory ? historyRows(text, name, options) : csvRows(text, name, options);
  const byKey = new Map<string, Row[]>();
  for (const row of rows.rows) {
    if (row.cell.length === 0) continue; // NAS-Bench-201's skips alone
    const key = canonicalKey(row.cell);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [row]);
    else known.push(row);
  }
  const keys = [...byKey.keys()].sort();
  const cells = new Map(keys.map((key) => [key, merge(byKey.get(key)!)]));
  const all = [...cells.values()];
  const designs = all.map(({ cell }) => cell);
  const space = new TableSpace(designs, options.space === 'nasbench201' ? NASBENCH201 : recordedCells(designs));
  if (space.firstLevel().length === 0)
    throw new RangeError(
      `${name}: must have cells of level 1, which a search begins with; got ${all.length} of others`,
    );
  const best = all.reduce((a, b) => (b.judged > a.judged ? b : a));
  return { cells, space, judgedBy: options.column, seenBy: rows.seenBy, best };
}

/** One line. */
interface Row extends Omit<TableCell, 'seen' | 'judged'> {
  readonly seen: readonly number[];
  readonly judged: number;
}

interface Rows {
  readonly rows: readonly Row[];
  readonly seenBy: readonly string[];
}

function merge(rows: readonly Row[]): TableCell {
  const first = rows[0]!;
  if (rows.length === 1) return first;
  return { ...first, seen: rows.flatMap(({ seen }) => seen), judged: mean(rows.map(({ judged }) => judged)) };
}

function hasNotationColumn(text: string): boolean {
  const first = text.replace(/^\uFEFF/, '').split('\n', 1)[0]!;
  return first.split(',').some((field) => NOTATION_COLUMNS.includes(field.trim().replaceAll('"', '')));
}

/** A `train_history.csv`: its one accuracy is seen and judged by. */
function historyRows(text: string, name: string, { column }: TableOptions): Rows {
  if (column !== 'accuracy') throw new RangeError(`${name}: must have a column "${column}"; a history has "accuracy" alone`); // prettier-ignore
  const rows = parseScoredCells(text, name, 'accuracy').map(({ score, notation }): Row => ({
    cell: parseCell(notation),
    name: notation,
    seen: [score],
    judged: score,
  }));
  return { rows, seenBy: [column] };
}

function csvRows(text: string, name: string, { space, column, seen }: TableOptions): Rows {
  const csv = readCsv(text, name);
  const notations = csv.columns.findIndex((title) => NOTATION_COLUMNS.includes(title));
  if (notations < 0) throw new RangeError(`${name}: must have a column of cells, named ${NOTATION_COLUMNS.join(' or ')}`); // prettier-ignore
  const judged = accuracies(csv, column, name);
  const seenBy = seen ?? validationOf(csv.columns, column);
  const measured = seenBy.map((title) => accuracies(csv, title, name));
  const costs = Object.entries(COST_COLUMNS).filter(([, title]) => csv.columns.includes(title));
  const written = costs.map(([cost, title]) => [cost, numbers(csv, title, name)] as const);
  const rows = csv.rows.map(({ fields, line }, i): Row => {
    const place = `${name}, line ${line}`;
    const notation = fields[notations]!.trim();
    const cell = space === 'nasbench201' ? parseNasbench201(notation, place) : parsePlaced(notation, place);
    const known = space === 'nasbench201' ? { multiplyAdds: nasbench201MultiplyAdds(cell), examples: nasbench201Examples(column) } : {}; // prettier-ignore
    const own = Object.fromEntries(written.map(([cost, values]) => [cost, values[i]!]));
    return { cell, name: notation, seen: measured.map((values) => values[i]!), judged: judged[i]!, ...known, ...own };
  });
  return { rows, seenBy };
}

function parsePlaced(notation: string, place: string): Cell {
  try {
    return parseCell(notation);
  } catch (error) {
    throw new RangeError(`${place}: ${(error as Error).message}`);
  }
}

/** `cifar10_test_mean` -> all of `cifar10_val`, `cifar10_valid_777`, ..; the column itself where there are none. */
function validationOf(columns: readonly string[], column: string): readonly string[] {
  const dataSet = /^(.*?)[_-]?test/i.exec(column)?.[1];
  if (dataSet === undefined) return [column];
  const found = columns.filter((title) => title.startsWith(dataSet) && /^[_-]?val/i.test(title.slice(dataSet.length)));
  return found.length > 0 ? found : [column];
}

/** A column as shares. */
function accuracies(csv: Csv, column: string, name: string): number[] {
  const values = numbers(csv, column, name);
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  if (most > 100) throw new RangeError(`${name}: "${column.slice(0, 40)}" must be shares or percentages; got ${most}`);
  return most > 1 ? values.map((value) => value / 100) : values;
}

function numbers(csv: Csv, column: string, name: string): number[] {
  const at = columnOf(csv, column, name);
  return csv.rows.map(({ fields, line }) => {
    const text = fields[at]!.trim();
    const value = Number(text);
    if (!/^\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) || !Number.isFinite(value))
      throw new RangeError(`${name}, line ${line}: "${column.slice(0, 40)}" must be a number from 0; got "${text.slice(0, 40)}"`); // prettier-ignore
    return value;
  });
}
