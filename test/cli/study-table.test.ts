/** @file `pnas study --table`, from a packed table to its report. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { parseContenders } from '../../src/cli/study/contender.ts';
import type { StudyReport } from '../../src/cli/study/study-report.ts';
import { mean } from '../../src/core/stats.ts';
import { madeUpTable } from '../support/tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'pnas-table-'));
const out = join(folder, 'study');
const path = join(folder, 'a <b>table & "more".csv.gz');
writeFileSync(path, gzipSync(madeUpTable()));

const study = (...flags: string[]) =>
  spawnSync('node', ['--import', 'tsx', 'src/cli/main.ts', 'study', '--table', path, '--out', out, ...flags], {
    encoding: 'utf8',
  });
const TINY = '--column x_test --strategies pnas,pnas:flops,random,local-search --surrogate parent --children 17,22 --seeds 3 --processes 2'.split(' '); // prettier-ignore
const read = (name: string): string => readFileSync(join(out, name), 'utf8');

test('compares strategies and surrogates, goes on from what is there, and reports it', () => {
  const { status, stderr, stdout } = study(...TINY);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain('run     24 searches, 0 are there');
  const report = JSON.parse(read('study.json')) as StudyReport;
  expect(report.table).toMatchObject({ cells: 728, name: 'a <b>table & "more".csv.gz' });
  expect(report.setting).toMatchObject({ seenBy: ['x_val'], judgedBy: 'x_test', noise: 0 });
  expect(report.contenders.map(({ name }) => name)).toEqual(['pnas', 'pnas:flops', 'random', 'local-search']);
  expect(report.searches).toHaveLength(24);
  for (const { children, regret, multiplyAdds } of report.searches) {
    expect(regret).toHaveLength(children);
    expect(multiplyAdds).toHaveLength(children);
    expect(Math.min(...regret)).toBeGreaterThanOrEqual(0);
  }
  for (const standing of report.summary.standings) {
    const own = report.searches.filter((one) => one.contender === standing.contender && one.children === standing.children); // prettier-ignore
    expect(standing.mean).toBeCloseTo(mean(own.map(({ regret }) => regret.at(-1)!)), 10);
  }
  expect(report.summary.comparisons.map(({ control, children }) => [control, children])).toEqual([
    ['pnas:flops', 17],
    ['random', 17],
    ['local-search', 17],
    ['pnas:flops', 22],
    ['random', 22],
    ['local-search', 22],
  ]);
  for (const { wins, ties, losses, p, adjusted } of report.summary.comparisons) {
    expect(wins + ties + losses).toBe(3);
    expect(adjusted).toBeGreaterThanOrEqual(p);
  }

  appendFileSync(join(out, 'searches.jsonl'), '{"contender":"pn'); // a kill
  const more = study(...TINY, '--seeds', '4');
  expect(more.stdout).toContain('run     8 searches, 24 are there');
  const longer = JSON.parse(read('study.json')) as StudyReport;
  expect(longer.searches).toHaveLength(32);
  expect(longer.searches.filter(({ seed }) => seed < 4)).toEqual(report.searches);

  const other = study(...TINY, '--noise', '1');
  expect(other.status).toBe(1);
  expect(other.stderr).toContain('must be of the same table, columns and noise');
});

test('its page is one file that may run nothing and load nothing, its text escaped', () => {
  const page = read('study.html');
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
  expect(policy).toMatch(/^default-src 'none'; style-src ('sha256-[\w+/=]+' ?)+; base-uri 'none'; form-action 'none'$/);
  const styles = [...page.matchAll(/<style>([^]*?)<\/style>/g)].map(([, text]) => text!);
  expect(styles.length).toBe(1 + 4); // the page's, and one a plot: two budgets, against children and multiply-adds
  for (const text of styles) expect(policy).toContain(createHash('sha256').update(text).digest('base64'));
  expect(page).not.toMatch(/<script|\sstyle=|\son\w+=|\b(src|href)=|url\(|@import/i);
  expect(page).not.toContain('<b>table');
  expect(page).toContain('a &lt;b&gt;table &amp; &quot;more&quot;.csv.gz');
  for (const text of [
    'Wilcoxon signed-rank',
    'Random search as a baseline, and random sampling',
    process.version,
    'Holm',
  ]) {
    expect(page).toContain(text);
  }
});

test('says in a line what is wrong with its flags', () => {
  expect(study().stderr).toContain('--table needs --column');
  expect(study('--column', 'y').stderr).toContain('must have a column "y"; it has arch, x_test, x_val');
  const known =
    'of pnas, random, evolution, shuffled, local-search, bananas, each as it is or with :surrogate, one of blend';
  expect(() => parseContenders('pnas,nothing', 'blend')).toThrow(known);
  expect(() => parseContenders('pnas:constructor', 'blend')).toThrow(known);
  expect(() => parseContenders('pnas,pnas:blend', 'blend')).toThrow('must name pnas once');
});
