/** Terminals on one folder, and folders that take no more: real processes. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileStore } from '../../workers/store/node/file-store.ts';
import type { Run } from '../../src/contract/records.ts';
import { essence, incidentsOf } from '../support/log.ts';
import { HAS_SMALL_DISKS, mountSmallDisk } from '../support/small-disk.ts';

const MINUTES = 60_000;
/** A whole search in seconds. */
const TINY = [
  ...'search --preset smoke --macro seed --filters 2 --images 60 --batch 10 --blocks 3 --children 2 --seed 7'.split(
    ' ',
  ),
  '--operators',
  'identity,3x3 maxpool',
];
const CHILDREN = 14;
const command = (run: string): string[] => ['--import', 'tsx', 'src/cli/main.ts', ...TINY, '--run', run];
const newFolder = (): string => join(mkdtempSync(join(tmpdir(), 'pnas-writers-')), 'run');
const readRun = (folder: string): Promise<Run> => new FileStore(dirname(folder)).run(basename(folder));
/** Children that a terminal has said to be done. */
const printed = (stdout: string): number => stdout.match(/parameters, /g)?.length ?? 0;

function search(run: string) {
  const { stdout, stderr, status } = spawnSync('node', command(run), { encoding: 'utf8' });
  return { stdout, stderr, status };
}

/** Starts one, and waits until it has printed so many children. */
async function startedTerminal(run: string, children: number): Promise<ChildProcess> {
  const terminal = spawn('node', command(run), { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of terminal.stdout) {
    text += String(chunk);
    if (printed(text) >= children) break;
  }
  return terminal;
}

describe('one folder', () => {
  test(
    'a second terminal is refused with pid and host of the first; when that is killed, it goes on',
    async () => {
      const undisturbed = newFolder();
      expect(search(undisturbed).status).toBe(0);
      const whole = essence((await readRun(undisturbed)).log);

      const run = newFolder();
      const first = await startedTerminal(run, 2);
      first.kill('SIGSTOP'); // alive, and not done before the second has looked
      const second = search(run);
      expect(second.stderr).toContain(
        `${run}: must have one writer, and process ${first.pid} on ${hostname()} writes to`,
      );
      expect(second.status).toBe(1);
      expect(second.stdout).not.toContain('device');
      first.kill('SIGKILL');
      await once(first, 'exit');

      const third = search(run);
      expect(third.status).toBe(0);
      expect(third.stdout).toContain('trouble killed: ');
      const { log } = await readRun(run);
      expect(essence(log)).toEqual(whole);
      expect(incidentsOf(log)).toEqual(['killed']);

      // Copied, it goes on in the copy; renamed, in itself; without its head, not at all.
      const lines = readFileSync(join(run, 'log.jsonl'), 'utf8');
      const copy = `${run}-copy`;
      cpSync(run, copy, { recursive: true });
      renameSync(run, `${run}-renamed`);
      const done = search(`${run}-renamed`);
      expect([done.status, done.stderr]).toEqual([0, expect.not.stringContaining('ENOENT')]);
      expect(existsSync(run)).toBe(false);
      rmSync(join(copy, 'head.json'));
      const headless = search(copy);
      expect(headless.stderr).toContain(`${join(copy, 'head.json')} is missing`);
      expect(headless.status).toBe(1);
      expect(readFileSync(join(copy, 'log.jsonl'), 'utf8')).toBe(lines);
    },
    5 * MINUTES,
  );
});

describe.skipIf(!HAS_SMALL_DISKS)('a small disk (a tmpfs, which root may mount)', () => {
  test(
    'full: what was printed is stored, the rest is an error and exit code 1; with room it goes on to the same end',
    async () => {
      const disk = mountSmallDisk(12); // a page of 4 kB each: the head, the lock, and a part of the log
      try {
        const run = join(disk.folder, 'run');
        const first = search(run);
        expect(first.stderr).toContain('the disk is full. Free some space and run the same command again');
        expect(first.status).toBe(1);
        const { log } = await readRun(run);
        const trained = log.filter(({ type }) => type === 'train').length;
        expect(trained).toBeLessThan(CHILDREN);
        expect(printed(first.stdout)).toBeLessThanOrEqual(trained);
        disk.grow(4096);
        const second = search(run);
        expect(second.status).toBe(0);
        expect(printed(first.stdout) + printed(second.stdout)).toBe(CHILDREN);
        disk.seal();
        const third = search(run);
        expect(third.stderr).toContain('the disk can only be read. Copy the folder to one that can be written');
        expect(third.status).toBe(1);
      } finally {
        disk.remove();
      }
    },
    3 * MINUTES,
  );
});
