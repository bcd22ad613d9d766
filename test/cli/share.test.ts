import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseWith } from '../../src/contract/config.ts';
import { parseScoredCells } from '../../src/contract/history-csv.ts';
import { formatResult } from '../../src/contract/link/result-link.ts';
import { RunFileSchema } from '../../src/contract/records.ts';
import { toRunFile } from '../../src/contract/to-run-file.ts';
import { madeUpRun } from '../support/runs.ts';
import { searchedRun } from '../support/searched-run.ts';

function pnas(...args: readonly string[]) {
  return spawnSync('node', ['--import', 'tsx', 'src/cli/main.ts', ...args], { encoding: 'utf8' });
}

const folder = mkdtempSync(join(tmpdir(), 'pnas-share-'));
const run = madeUpRun({ config: { blocks: 2, children: 4 } });
const { text } = formatResult(run, 'Group 2');

describe('pnas show', () => {
  test('a link', () => {
    const { stdout, stderr } = pnas('show', `https://example.org/viewer.html#run=${text}`, '--top', '2');
    expect(stderr).toBe('');
    expect(stdout).toContain('title       Group 2');
    expect(stdout).toMatch(
      /result {6}\d+\.\d % on 500 images of the CIFAR-10 sample that the search never saw, mean of 3 trainings, after 40 cells/,
    );
    expect(stdout.trim().split('\n').slice(-2)).toEqual([expect.stringMatching(/%/), expect.stringMatching(/%/)]);
  });

  test('a link as run.json, and that file as the link', () => {
    const json = pnas('show', `run=${text}`, '--json').stdout;
    expect(parseWith(RunFileSchema, JSON.parse(json), 'run').cells).toHaveLength(40);
    writeFileSync(join(folder, 'run.json'), json);
    const again = pnas('show', join(folder, 'run.json'), '--link').stdout.trim();
    expect(again).toBe(`viewer.html#run=${formatResult(run).text}`);
  });

  test.each([
    [[`run=${text.slice(0, 50)}`], `link: only 50 of ${text.length} characters arrived`],
    [[join(folder, 'nothing.json')], 'show: needs a link with #run=, or a file; ENOENT'],
    [['LICENSE'], 'LICENSE: must be JSON; '],
  ])('%#: bad input is one clear line', (args, message) => {
    const { stderr, status } = pnas('show', ...args);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(1);
  });
});

describe('what others wrote is text, not orders to the terminal', () => {
  const evil = '\u001b[2J\u009b1A\r\nresult      99.9 %\u202egnp\u2028\u0007';
  /** Nothing but printable characters and the line ends of ours. */
  const expectPlain = (printed: string): void =>
    expect(printed).not.toMatch(/[^\n\P{Cc}]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);

  test('of a link', () => {
    const { head, log } = run;
    const data = { ...head.data, name: evil };
    const device = { ...head.device, description: evil, backend: evil };
    const forged = formatResult({ head: { ...head, data, device }, log }, evil).text;
    const { stdout, status } = pnas('show', `run=${forged}`, '--top', '1');
    expect(status).toBe(0);
    expectPlain(stdout);
    expect(stdout.match(/^result {6}/gm)).toHaveLength(1);
    expect(stdout).toContain(
      'title       \\u{1b}[2J\\u{9b}1A\\u{d}\\u{a}result      99.9 %\\u{202e}gnp\\u{2028}\\u{7}\n',
    );
    const json = pnas('show', `run=${forged}`, '--json').stdout;
    expectPlain(json);
    expect((JSON.parse(json) as { data: unknown }).data).toEqual(data);
  });

  test('of a file and its name, in errors', () => {
    const path = join(folder, 'a\u001b[31m\n.csv');
    writeFileSync(path, `0.5,-1,${evil}${'x'.repeat(10_000)},-1,identity\n`.replaceAll('\r\n', ''));
    const { stderr, status } = pnas('show', path);
    expect(status).toBe(1);
    expect(stderr).toContain('a\\u{1b}[31m\\u{a}.csv, line 1: cell: block 0: operator must be one of');
    expectPlain(stderr);
    expect(stderr.length).toBeLessThan(1200);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('of a file, cut where it is long', () => {
    const path = join(folder, 'long.json');
    const { head, log } = run;
    writeFileSync(
      path,
      JSON.stringify(toRunFile({ head: { ...head, data: { ...head.data, name: 'x'.repeat(5000) } }, log })),
    );
    const { stdout, stderr } = pnas('show', path, '--top', '1');
    expect(`${stdout}${stderr}`).toMatch(/x{100,}…/);
    expect(stdout.length + stderr.length).toBeLessThan(3000);
  });

  test('in a plot, whatever the file is called', () => {
    const path = join(folder, 'a\u0001&<"\ufffe.csv');
    const out = join(folder, 'plot.svg');
    writeFileSync(path, '0.5,-1,identity,-1,identity\n0.6,-1,identity,-1,3x3 maxpool\n');
    expect(pnas('rank', path, '--out', out).status).toBe(0);
    const svg = readFileSync(out, 'utf8');
    expect(svg).toContain('<title>a\uFFFD&amp;&lt;&quot;\uFFFD.csv</title>');
    expectPlain(svg);
    expect(svg).not.toMatch(/&(?!(amp|lt|gt|quot);)|[\uFFFE\uFFFF]/);
  });
});

describe('pnas export', () => {
  test('a cell for PyTorch, the history of a run', () => {
    const file = join(folder, 'exported.json');
    writeFileSync(file, JSON.stringify(toRunFile(run)));
    const out = join(folder, 'network.py');
    expect(pnas('export', file, '--format', 'pytorch', '--out', out).status).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('class Network(nn.Module):');
    expect(pnas('export', file, '--format', 'history').stdout.trim().split('\n')).toHaveLength(40);
  });

  test('the predicted accuracy of every candidate of a level', async () => {
    const searched = await searchedRun({ surrogate: 'titu1994', macro: 'titu1994', children: 2 });
    const file = join(folder, 'searched.json');
    writeFileSync(file, JSON.stringify(toRunFile(searched)));
    const { stdout, stderr } = pnas('export', file, '--format', 'scores', '--all');
    expect(stderr).toBe('');
    const ranked = searched.log.find((record) => record.type === 'rank')!;
    const scores = parseScoredCells(stdout, 'scores_2.csv');
    expect(scores).toHaveLength(ranked.candidates);
    for (const { notation, predicted } of ranked.kept) expect(scores).toContainEqual({ score: predicted, notation });
    expect(pnas('export', file, '--format', 'json', '--all').stderr).toContain('--all is for --format scores of a run');
  });

  test('needs a cell', () => {
    const { stderr, status } = pnas('export', '--format', 'dot');
    expect(stderr).toContain('export: needs --cell, or a run that has a trained one');
    expect(status).toBe(1);
  });
});
