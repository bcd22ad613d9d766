/** @file `pnas encoder evaluate`, `score` and `rank`, on files in titu1994's format. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseScoredCells } from '../../src/contract/history-csv.ts';
import { canonicalKey } from '../../src/core/space/canonical.ts';
import { formatCell, parseCell, type Cell } from '../../src/core/space/cell.ts';
import { stream } from '../../src/core/random/rng.ts';
import { StateSpace } from '../../src/core/space/state-space.ts';

const folder = mkdtempSync(join(tmpdir(), 'pnas-surrogate-'));

function pnas(...args: string[]) {
  const { stdout, stderr, status } = spawnSync('node', ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const space = new StateSpace({ blocks: 3, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] });
const rng = stream(1, 'history');
const worth = (cell: Cell): number =>
  0.3 + cell.flat().filter(({ operator }) => operator === '3x3 dconv').length / (5 * cell.length);
const cells = [...space.firstLevel(), ...[2, 3].flatMap((b) => Array.from({ length: 25 }, () => space.random(b, rng)))];
const history = file('train_history.csv', cells.map((cell) => `${worth(cell)},${formatCell(cell)}\n`).join(''));
/** As titu1994 writes it: lookback 0, so that a cell's own input is 0. */
const titu1994History = file(
  'titu1994_history.csv',
  '0.4,0,3x3 conv,0,3x3 maxpool\n0.3,0,3x3 maxpool,0,3x3 maxpool\n0.5,0,3x3 conv,0,3x3 conv,0,3x3 maxpool,0,3x3 conv\n',
);

describe('pnas encoder evaluate', () => {
  test('says for each level how the next was ranked', () => {
    const { stdout, status } = pnas('encoder', 'evaluate', history, '--seeds', '2', '--members', '1', '--json');
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as {
      surrogate: string;
      histories: { spearman: { mean: number; error: number }; transitions: Record<string, unknown>[] }[];
    };
    expect(report.surrogate).toBe('blend');
    const [only] = report.histories;
    expect(only!.transitions.map(({ from, fitted, ranked }) => [from, fitted, ranked])).toEqual([
      [1, 21, 25],
      [2, 46, 25],
    ]);
    expect(only!.spearman.mean).toBeGreaterThan(0.8);
    expect(only!.spearman.error).toBeGreaterThanOrEqual(0);
  });

  test.each(['parent', 'titu1994'])('prints a table of each file: %s', (surrogate) => {
    const { stdout, status } = pnas('encoder', 'evaluate', history, '--surrogate', surrogate);
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`^train_history.csv {2}${surrogate}, 1 seed; mean Spearman 0\\.\\d{3}$`, 'm'));
    expect(stdout).toMatch(/^2 -> 3 +46 +25 +/m);
  });
});

describe('what encoder evaluate says of the ceiling', () => {
  const distinct = [...new Map(cells.map((cell) => [canonicalKey(cell), cell])).values()];
  const once = distinct.map((cell) => `${worth(cell)},${formatCell(cell)}\n`);
  const evaluate = (lines: readonly string[]): string =>
    pnas('encoder', 'evaluate', file('some_history.csv', lines.join('')), '--surrogate', 'flops').stdout;

  test('without cells trained twice it is not known; with four, it is, with its interval', () => {
    expect(evaluate(once)).toMatch(/^2 -> 3 .* -  +[\d.]+ +[\d.]+$/m);
    expect(evaluate(once)).toContain('No cell was trained more than once');
    const twice = distinct
      .slice(0, 4)
      .map((cell, i) => `${worth(cell) + (i % 2 === 0 ? 0.02 : -0.02)},${formatCell(cell)}\n`);
    const stdout = evaluate([...once, ...twice]);
    expect(stdout).toMatch(/^2 -> 3 .* 0\.\d\d \(0\.\d\d to 0\.\d\d\) /m);
    expect(stdout).toContain('accuracy varies by 1.41 points'); // 2 points between two: sd 2 / sqrt 2
  });
});

describe('pnas score', () => {
  test('predicts cells two blocks larger than were trained, best first', () => {
    const out = join(folder, 'scores_5.csv');
    const flags = '--blocks 5 --top 30 --beam 20'.split(' ');
    const { stdout, status } = pnas('score', '--history', history, ...flags, '--out', out);
    expect(status).toBe(0);
    expect(stdout).toContain('30 of');
    const scored = parseScoredCells(readFileSync(out, 'utf8'), out);
    expect(scored.every(({ notation }) => parseCell(notation).length === 5)).toBe(true);
    expect(new Set(scored.map(({ notation }) => canonicalKey(parseCell(notation)))).size).toBe(30);
    expect(scored.map(({ score }) => score)).toEqual(scored.map(({ score }) => score).sort((a, b) => b - a));
  });

  test("writes all combinations of titu1994's flat cells, which read no blocks", () => {
    const out = join(folder, 'scores_2.csv');
    const { status } = pnas('score', '--history', titu1994History, '--blocks', '2', '--out', out);
    expect(status).toBe(0);
    const scored = parseScoredCells(readFileSync(out, 'utf8'), out);
    // Two trained one-block cells, three blocks to add to each; two ways lead to one of the six.
    expect(scored).toHaveLength(5);
    expect(
      scored.every(({ notation }) =>
        parseCell(notation)
          .flat()
          .every(({ input }) => input === -1),
      ),
    ).toBe(true);
  });

  test.each([
    ['0.5,-1,identity,-1,identity\n\n0.5,-1,identity,-1\n', 'bad.csv, line 3: cell: notation must be input,operator'],
    ['0.5,-1,identity,-1,conv\n', 'bad.csv, line 1: cell: block 0: operator must be one of'],
    ['best,-1,identity,-1,identity\n', 'bad.csv, line 1: must begin with an accuracy; got "best"'],
    [
      '0.5,-1,identity,-1,identity\n\n42.5,-1,identity,-1,identity\n',
      'bad.csv, line 3: accuracy must be from 0 to 1; got 42.5 (divide percentages by 100)',
    ],
    ['', 'bad.csv: must have a line accuracy,notation for each cell; it is empty'],
  ])('names what it cannot read and writes nothing: %j', (text, message) => {
    const out = join(folder, 'never.csv');
    const { stderr, status } = pnas('score', '--history', file('bad.csv', text), '--blocks', '2', '--out', out);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(1);
    expect(existsSync(out)).toBe(false);
  });
});

test.each([
  [join(folder, 'nowhere', 'scores.csv'), 'must be in a folder that exists'],
  [folder, 'must be a file to write; it is a folder'],
])('pnas score says before its work that it cannot write to %s', (out, message) => {
  const { stdout, stderr, status } = pnas('score', '--history', history, '--blocks', '4', '--out', out);
  expect([stdout, status]).toEqual(['', 1]);
  expect(stderr).toContain(message);
});

describe('pnas rank', () => {
  test('draws every cell of every file, with its notation to hover', () => {
    const out = join(folder, 'plot.svg');
    const { stdout, status } = pnas('rank', history, titu1994History, '--sort', '--out', out);
    expect(status).toBe(0);
    expect(stdout).toContain(`${cells.length + 3} cells, scores 0.3 to 0.7`);
    const svg = readFileSync(out, 'utf8');
    expect(svg.match(/<circle /g)).toHaveLength(cells.length + 3);
    expect(svg).toContain(`<title>0.5  -1,3x3 conv,-1,3x3 conv,-1,3x3 maxpool,-1,3x3 conv</title>`);
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test('prints the best without a file to draw into', () => {
    const { stdout } = pnas('rank', titu1994History);
    expect(stdout.split('\n')[0]).toBe('0.5  -1,3x3 conv,-1,3x3 conv,-1,3x3 maxpool,-1,3x3 conv');
  });
});
