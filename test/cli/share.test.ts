import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseWith } from '../../src/contract/config.ts';
import { parseScoredCells } from '../../src/contract/history-csv.ts';
import { formatResult } from '../../src/contract/link/result-link.ts';
import { RunFileSchema } from '../../src/contract/records.ts';
import { toRunFile } from '../../src/contract/run-file.ts';
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
    expect(stdout).toMatch(/result {6}\d+\.\d % on 500 CIFAR-10 images held out of 2,500 after 40 cells/);
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
    const searched = await searchedRun({ surrogate: 'titu1994', recipe: 'titu1994', children: 2 });
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
