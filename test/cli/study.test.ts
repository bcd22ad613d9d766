/** @file `pnas study` on the embedded sample, with real children. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NEWEST_STREAMS } from '../../src/core/streams/streams.ts';

const folder = mkdtempSync(join(tmpdir(), 'pnas-study-'));
const SMALL = '--strategies random --blocks 1 --filters 2 --images 80 --batch 10 --epochs 1 --seeds 2'.split(' ');

const study = (...more: string[]) =>
  spawnSync(
    'node',
    [
      '--import',
      'tsx',
      'src/cli/main.ts',
      'study',
      ...SMALL,
      '--operators',
      'identity,3x3 maxpool',
      '--out',
      folder,
      ...more,
    ],
    {
      encoding: 'utf8',
    },
  );

interface Study {
  readonly seeds: number;
  readonly curves: readonly {
    readonly strategy: string;
    readonly top: number;
    readonly points: readonly { readonly children: number; readonly mean: number; readonly error: number | null }[];
  }[];
}

/** Accuracies of one of its searches, in the order trained. */
const accuracies = (run: string): number[] =>
  readFileSync(join(folder, run, 'log.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((text) => JSON.parse(text) as { type: string; accuracy?: number })
    .filter(({ type }) => type === 'train')
    .map(({ accuracy }) => accuracy!);

test('gives the mean of the best against children trained, and goes on from what is there', () => {
  mkdirSync(join(folder, 'random-42')); // killed before its head was written
  const { status, stderr } = study();
  expect(stderr.split('\n').filter((text) => text !== '' && !text.startsWith('Warning:'))).toEqual([]);
  expect(status).toBe(0);
  const { seeds, curves } = JSON.parse(readFileSync(join(folder, 'study.json'), 'utf8')) as Study;
  expect(seeds).toBe(2);
  expect(curves.map(({ strategy, top }) => [strategy, top])).toEqual([
    ['random', 1],
    ['random', 5],
  ]);
  const runs = ['random-42', 'random-43'].map(accuracies);
  for (const { top, points } of curves) {
    for (const { children, mean, error } of points) {
      const [a, b] = runs.map((run) => {
        const best = run
          .slice(0, children)
          .sort((x, y) => y - x)
          .slice(0, top);
        return best.reduce((sum, value) => sum + value, 0) / best.length;
      }) as [number, number];
      expect(mean).toBeCloseTo((a + b) / 2, 10);
      expect(error).toBeCloseTo(Math.abs(a - b) / 2, 10); // of two: half their distance
    }
    expect(points).toHaveLength(runs[0]!.length);
  }
  expect(readFileSync(join(folder, 'study.svg'), 'utf8')).toContain('Mean accuracy of the best 5');

  const logs = ['random-42', 'random-43'].map((run) => readFileSync(join(folder, run, 'log.jsonl'), 'utf8'));
  expect(study().status).toBe(0);
  expect(['random-42', 'random-43'].map((run) => readFileSync(join(folder, run, 'log.jsonl'), 'utf8'))).toEqual(logs);

  const other = study('--epochs', '2');
  expect(other.status).toBe(1);
  expect(other.stderr).toContain('was begun with epochs 1, asked for 2. Give the same flags');

  const elsewhere = study('--strategies', 'random,random:mlp');
  expect(elsewhere.status).toBe(1);
  expect(elsewhere.stderr).toContain('without --table all searches have the --surrogate; got random:mlp');

  // as an earlier release began it: heads without checksums, and other draws
  const headAt = (run: string): string => join(folder, run, 'head.json');
  const headOf = (run: string) => JSON.parse(readFileSync(headAt(run), 'utf8')) as { streams: number; crc?: string };
  expect(headOf('random-42').streams).toBe(NEWEST_STREAMS);
  for (const run of ['random-42', 'random-43']) {
    const { crc: _crc, ...head } = headOf(run);
    writeFileSync(headAt(run), JSON.stringify({ ...head, streams: 2 }));
  }
  expect(study('--seeds', '3').status).toBe(0);
  expect(headOf('random-44').streams).toBe(2);
});
