import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import { formatCell } from '../../../src/core/space/cell.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { nasbench201MultiplyAdds, parseNasbench201 } from '../../../workers/table/nasbench201.ts';
import { readTable } from '../../../workers/table/table.ts';
import { madeUpAccuracy, madeUpTable, notations } from '../../support/tables.ts';

const cell = (notation: string) => parseNasbench201(notation, 'here');
const ALL = ['none', 'skip_connect', 'nor_conv_1x1', 'nor_conv_3x3', 'avg_pool_3x3'];

describe('a cell of NAS-Bench-201', () => {
  test('has a block for each edge that is not a skip, named by its ends', () => {
    const text = '|nor_conv_3x3~0|+|skip_connect~0|none~1|+|avg_pool_3x3~0|skip_connect~1|nor_conv_1x1~2|';
    expect(formatCell(cell(text))).toBe(
      '-1,3x3 conv,-2,3x3 conv,-2,identity,-3,identity,-1,3x3 avgpool,-4,3x3 avgpool,-3,3x3 dconv,-4,3x3 dconv',
    );
  });

  test('has a design of its own', () => {
    const keys = new Set(notations(ALL).map((notation) => canonicalKey(cell(notation))));
    expect(keys.size).toBe(15_625);
  });

  test('costs what is published: 7.78 to 220.12 million multiply-adds', () => {
    const all = (operator: string): number => nasbench201MultiplyAdds(cell(notations([operator])[0]!));
    expect(all('skip_connect') / 1e6).toBeCloseTo(7.78, 2);
    expect(all('nor_conv_3x3') / 1e6).toBeCloseTo(220.12, 2);
    expect(all('nor_conv_1x1') / 1e6).toBeCloseTo(31.38, 2);
  });

  test.each(['', '|none~0|', '|constructor~0|+|none~0|none~1|+|none~0|none~1|none~2|', `${'|none~0|'.repeat(1000)}`])(
    'refuses "%s"',
    (text) => {
      expect(() => cell(text)).toThrow('here: must be a cell such as |none~0|');
    },
  );
});

const options = { space: 'nasbench201', column: 'x_test' } as const;

describe('a table', () => {
  const table = readTable(madeUpTable(), 'x.csv', options);

  test('has all cells but that of skips alone, as shares, seen by validation', () => {
    expect(table.cells.size).toBe(728);
    expect([table.seenBy, table.judgedBy]).toEqual([['x_val'], 'x_test']);
    const all3x3 = notations(['nor_conv_3x3'])[0]!;
    expect(table.best.name).toBe(all3x3);
    expect(table.best.judged).toBeCloseTo(madeUpAccuracy(all3x3) / 100, 5);
  });

  test('grows an operator on a skipped edge, each design once', () => {
    const { space } = table;
    const first = space.firstLevel();
    expect(first).toHaveLength(6 * 2);
    const families = [...space.families(first)];
    const grown = families.flatMap(({ parent, blocks }) => blocks.map((block) => [...parent, block]));
    expect(grown).toHaveLength(15 * 4); // 15 pairs of edges, 2 operators each
    expect(new Set(grown.map(canonicalKey)).size).toBe(60);
    for (const one of grown) expect(table.cells.has(canonicalKey(one))).toBe(true);
    const without = new Set(grown.slice(0, 10).map(canonicalKey));
    expect([...space.families(first, without)].flatMap(({ blocks }) => blocks)).toHaveLength(50);
  });

  test('has as neighbours the cells with another operator on one edge', () => {
    const { space } = table;
    const from = cell('|nor_conv_3x3~0|+|skip_connect~0|none~1|+|none~0|skip_connect~1|none~2|');
    const near = space.neighbours(from).map(canonicalKey);
    expect(near).toHaveLength(6 * 2);
    expect(new Set(near).size).toBe(12);
    expect(near).not.toContain(canonicalKey(from));
    const rng = stream(1, 'x');
    const drawn = new Set(Array.from({ length: 300 }, () => canonicalKey(space.mutate(from, rng))));
    expect([...drawn].sort()).toEqual(near.sort());
    const single = space.neighbours(space.firstLevel()[0]!); // its cell of skips alone is none
    expect(single).toHaveLength(11);
  });

  test('draws any of its cells', () => {
    const rng = stream(1, 'x');
    const sizes = Array.from({ length: 2000 }, () => table.space.random(6, rng).length);
    expect(new Set(sizes)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
    expect(sizes.reduce((a, b) => a + b) / 2000).toBeCloseTo(4, 0); // two of three operators are blocks
  });

  test('takes lines of one design for repeated measurements', () => {
    const text =
      'arch,a_test\n|none~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|,0.5\n';
    const { best, seenBy } = readTable(`${text}${text.split('\n')[1]!.replace('0.5', '0.7')}\n`, 'x.csv', { ...options, column: 'a_test' }); // prettier-ignore
    expect(best).toMatchObject({ seen: [0.5, 0.7], judged: 0.6 });
    expect(seenBy).toEqual(['a_test']);
  });
});

describe("this project's own cells", () => {
  const notationsOf = [
    '-1,identity,-2,3x3 dconv',
    '-1,3x3 dconv,-2,3x3 dconv',
    '-2,3x3 dconv,-1,identity,0,3x3 dconv,-1,identity',
  ];
  const own = { space: 'cells', column: 'accuracy' } as const;
  const written = `notation,accuracy\n${notationsOf.map((notation, i) => `"${notation}",${0.5 + i / 10}`).join('\n')}\n`;
  const history = notationsOf.map((notation, i) => `${0.5 + i / 10},${notation}`).join('\n');

  test.each([
    ['a column of notations', written],
    ['a train_history.csv', history],
  ])('are read from %s', (_, text) => {
    const { space, cells, best } = readTable(text, 'x.csv', own);
    expect([cells.size, space.blocks, space.lookback, best.judged]).toEqual([3, 2, 2, 0.7]);
    expect(space.firstLevel()).toHaveLength(2);
    const [family, ...others] = [...space.families(space.firstLevel())];
    expect(others).toEqual([]);
    expect(family!.blocks).toHaveLength(1); // of all that could grow, the one that was recorded
    expect(space.neighbours(family!.parent).map(({ length }) => length).sort()).toEqual([1, 2]); // prettier-ignore
  });
});

describe('refuses in words', () => {
  const row = '|none~0|+|none~0|none~1|+|none~0|none~1|none~2|';
  test.each([
    ['another column', 'arch,y\na,1\n', 'x.csv: must have a column "x_test"; it has arch, y'],
    ['no cells', 'x_test\n1\n', 'x.csv: must have a column of cells, named arch or'],
    ['text for a number', `arch,x_test\n${row},0x10\n`, 'x.csv, line 2: "x_test" must be a number from 0; got "0x10"'],
    ['a negative number', `arch,x_test\n${row},-1\n`, 'x.csv, line 2: "x_test" must be a number from 0; got "-1"'],
    [
      'a number without end',
      `arch,x_test\n${row},1e999\n`,
      'x.csv, line 2: "x_test" must be a number from 0; got "1e999"',
    ],
    ['more than all', `arch,x_test\n${row},101\n`, 'x.csv: "x_test" must be shares or percentages; got 101'],
    ['another cell', 'arch,x_test\n__proto__,1\n', 'x.csv, line 2: must be a cell such as'],
    ['no level 1', `arch,x_test\n${row},50\n`, 'x.csv: must have cells of level 1, which a search begins with; got 1'],
  ])('%s', (_, text, message) => {
    expect(() => readTable(text, 'x.csv', options)).toThrow(message);
  });

  test('a notation of another space', () => {
    expect(() => readTable('notation,accuracy\n"-1,identity",0.5\n', 'x.csv', { space: 'cells', column: 'accuracy' })).toThrow('x.csv, line 2: cell: notation must be'); // prettier-ignore
    expect(() => readTable('0.5,-1,identity,-1,identity\n', 'x.csv', { space: 'cells', column: 'x' })).toThrow('a history has "accuracy" alone'); // prettier-ignore
  });
});

const REAL = new URL('../../../../shared/data/nasbench201.csv.gz', import.meta.url);
test.skipIf(!existsSync(REAL))('the whole of NAS-Bench-201, where it is at hand', () => {
  const text = gunzipSync(readFileSync(REAL)).toString();
  const { cells, space, best, seenBy } = readTable(text, 'x.csv', { ...options, column: 'cifar10_test_mean' });
  expect([cells.size, space.firstLevel().length, seenBy]).toEqual([15_624, 24, ['cifar10_val']]);
  expect(best.judged).toBeCloseTo(0.94373333, 6);
  expect(best.examples).toBe(5_000_000);
});
