/** @file Comma-separated values with a line of column names (RFC 4180), read as text that anybody may have written. */

/** Lines, columns and characters of a field at most: far above any table of architectures, far below what memory holds. */
const MAX_ROWS = 2_000_000;
const MAX_COLUMNS = 1000;
const MAX_FIELD = 100_000;

/** Lines of equally many fields. */
export interface Csv {
  /** Names, without the spaces around them; no two alike. */
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

interface CsvRow {
  readonly fields: readonly string[];
  /** Line of the file, from 1: where an error is. */
  readonly line: number;
}

/**
 * Reads a whole file. Empty lines are left out, and a byte order mark.
 * @param name what the text is called in errors.
 * @throws {RangeError} `name, line 3: ...` for quotes that are not closed, lines of another length, columns of one name.
 */
export function readCsv(text: string, name: string): Csv {
  const [head, ...rows] = lines(text.replace(/^\uFEFF/, ''), name);
  if (head === undefined) throw new RangeError(`${name}: must have a line of column names; it is empty`);
  const columns = head.fields.map((field) => field.trim());
  const repeated = columns.find((column, i) => columns.indexOf(column) < i);
  if (repeated !== undefined) throw new RangeError(`${name}: must have one column "${shorten(repeated)}"; got two`);
  for (const { fields, line } of rows) {
    if (fields.length !== columns.length)
      throw new RangeError(`${name}, line ${line}: must have ${columns.length} fields; got ${fields.length}`);
  }
  return { columns, rows };
}

/** The column's place. @throws {RangeError} naming those there are. */
export function columnOf({ columns }: Csv, column: string, name: string): number {
  const at = columns.indexOf(column);
  if (at >= 0) return at;
  throw new RangeError(
    `${name}: must have a column "${shorten(column)}"; it has ${columns.map(shorten).join(', ').slice(0, 300)}`,
  );
}

function lines(text: string, name: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let line = 1;
  for (let at = 0; at < text.length;) {
    const first = line;
    const fields: string[] = [];
    for (let isLast = false; !isLast;) {
      const field = readField(text, at, `${name}, line ${first}`);
      if (fields.push(field.value) > MAX_COLUMNS) throw new RangeError(`${name}, line ${first}: must have at most ${MAX_COLUMNS} fields`); // prettier-ignore
      line += field.breaks;
      at = field.end;
      isLast = text[at] !== ',';
      at++;
    }
    line++;
    if (fields.length === 1 && fields[0]!.trim() === '') continue;
    if (rows.push({ fields, line: first }) > MAX_ROWS)
      throw new RangeError(`${name}: must have at most ${MAX_ROWS} lines`);
  }
  return rows;
}

/** The field at a place, the place of the comma or line feed after it, and the lines broken within. */
function readField(text: string, from: number, place: string): { value: string; end: number; breaks: number } {
  if (text[from] !== '"') {
    let end = from;
    while (end < text.length && text[end] !== ',' && text[end] !== '\n') end++;
    return { value: limited(text.slice(from, end).replace(/\r$/, ''), place), end, breaks: 0 };
  }
  let value = '';
  for (let at = from + 1; ;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new RangeError(`${place}: must close its quotes`);
    value = limited(value + text.slice(at, quote), place);
    at = quote + 1;
    if (text[at] === '"') {
      value += '"';
      at++;
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    if (at < text.length && text[at] !== ',' && text[at] !== '\n')
      throw new RangeError(`${place}: must have a comma or the line's end after closed quotes`);
    return { value, end: at, breaks: value.split('\n').length - 1 };
  }
}

function limited(field: string, place: string): string {
  if (field.length > MAX_FIELD) throw new RangeError(`${place}: a field must have at most ${MAX_FIELD} characters`);
  return field;
}

/** Foreign text in an error. */
function shorten(text: string): string {
  return text.slice(0, 40);
}
