import { describe, expect, test } from 'vitest';
import { columnOf, readCsv } from '../../../workers/table/csv.ts';

test('reads quotes, doubled quotes, line ends of either kind, and no last line end', () => {
  const csv = readCsv('\uFEFFa, b ,c\r\n1,"x, ""y""\nz",3\r\n\r\n4,,"6"', 'x.csv');
  expect(csv.columns).toEqual(['a', 'b', 'c']);
  expect(csv.rows).toEqual([
    { fields: ['1', 'x, "y"\nz', '3'], line: 2 },
    { fields: ['4', '', '6'], line: 5 },
  ]);
  expect(columnOf(csv, 'c', 'x.csv')).toBe(2);
  expect(() => columnOf(csv, 'd', 'x.csv')).toThrow('x.csv: must have a column "d"; it has a, b, c');
});

describe('refuses in words', () => {
  test.each([
    ['nothing', '', 'x.csv: must have a line of column names; it is empty'],
    ['a line of another length', 'a,b\n1,2\n3\n', 'x.csv, line 3: must have 2 fields; got 1'],
    ['two columns of one name', 'a, a\n1,2\n', 'x.csv: must have one column "a"; got two'],
    ['open quotes', 'a\n"1\n2\n', 'x.csv, line 2: must close its quotes'],
    ['text after quotes', 'a,b\n"1"2,3\n', "x.csv, line 2: must have a comma or the line's end after closed quotes"],
    ['too many fields', `${','.repeat(2000)}\n`, 'x.csv, line 1: must have at most 1000 fields'],
    [
      'a field without end',
      `a\n${'1'.repeat(200_000)}\n`,
      'x.csv, line 2: a field must have at most 100000 characters',
    ],
    ['a quoted one', `a\n"${'1""'.repeat(60_000)}"\n`, 'x.csv, line 2: a field must have at most 100000 characters'],
  ])('%s', (_, text, message) => {
    expect(() => readCsv(text, 'x.csv')).toThrow(message);
  });
});
