/** Disks that take no more: every record is stored whole, or its writer is told and what was there is as it was. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { LogRecord } from '../../../src/contract/records.ts';
import { FileStore } from '../../../workers/store/node/file-store.ts';
import { writeWhole } from '../../../workers/store/node/write-whole.ts';
import { madeUpRun } from '../../support/runs.ts';
import { HAS_SMALL_DISKS, mountSmallDisk, type SmallDisk } from '../../support/small-disk.ts';

const head = { ...madeUpRun().head, id: 'a' };
/** About 2 kB. */
const record = (i: number): LogRecord => ({
  type: 'train',
  notation: `#${i}`.padEnd(2000, '.'),
  level: 1,
  accuracy: 0.5,
  curve: [0.5],
  durationMs: 1,
  parameters: 1,
});

let disk: SmallDisk | undefined;
afterEach(() => {
  disk?.remove();
  disk = undefined;
});

/** Appends until one is refused; gives how many were taken, and the refusal. */
async function fill(store: FileStore): Promise<{ readonly taken: number; readonly error: Error }> {
  for (let taken = 0; taken < 1000; taken++) {
    try {
      await store.append('a', record(taken), taken);
    } catch (error) {
      return { taken, error: error as Error };
    }
  }
  throw new Error('a small disk must be full at some time');
}

describe.skipIf(!HAS_SMALL_DISKS)('on a small disk (a tmpfs, which root may mount)', () => {
  test('a log that finds no room ends at its last whole record, says so, and goes on when there is', async () => {
    disk = mountSmallDisk(64);
    const store = new FileStore(disk.folder);
    await store.createRun(head);
    const { taken, error } = await fill(store);
    const path = join(disk.folder, 'a', 'log.jsonl');
    expect(error.message).toBe(
      `${path}: must be written, and the disk is full. Free some space and run the same command again; the record was not stored, and all before it are as they were`,
    );
    expect(taken).toBeGreaterThan(10);
    const log = Array.from({ length: taken }, (_, i) => record(i));
    expect((await store.run('a')).log).toEqual(log);
    expect(readFileSync(path).at(-1)).toBe(0x0a);
    disk.grow(256);
    await store.append('a', record(taken), taken);
    expect((await store.run('a')).log).toEqual([...log, record(taken)]);
  });

  test('a file that finds no room leaves the one before it, and no part of itself', async () => {
    disk = mountSmallDisk(64);
    const path = join(disk.folder, 'run.json');
    await writeWhole(path, 'before');
    await expect(writeWhole(path, 'x'.repeat(100_000))).rejects.toThrow('the disk is full');
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(disk.folder)).toEqual(['run.json']);
  });

  test('one that can only be read says so', async () => {
    disk = mountSmallDisk(64);
    const store = new FileStore(disk.folder);
    await store.createRun(head);
    disk.seal();
    await expect(store.acquire('a')).rejects.toThrow('the disk can only be read');
    await expect(store.append('a', record(0), 0)).rejects.toThrow('the disk can only be read');
    expect(await store.run('a')).toEqual({ head, log: [] });
  });
});

test.skipIf(process.platform === 'win32')(
  'a log that reaches the limit of a file (ulimit -f) does the same',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pnas-limit-'));
    await new FileStore(folder).createRun(head);
    const program = `
    import { FileStore } from './workers/store/node/file-store.ts';
    const store = new FileStore(${JSON.stringify(folder)});
    const record = ${JSON.stringify(record(0))};
    for (let place = 0; place < 1000; place++) {
      try { await store.append('a', record, place); } catch (error) { console.log(place + ' ' + error.message); break; }
    }`;
    const node = 'exec node --import tsx --input-type=module -e "$PROGRAM"';
    const { stdout } = spawnSync('sh', ['-c', `ulimit -f 64; ${node}`], {
      encoding: 'utf8',
      env: { ...process.env, PROGRAM: program },
    });
    const taken = Number(stdout.split(' ')[0]);
    expect(stdout).toContain('the file would be larger than this terminal may write (see "ulimit -f")');
    expect(taken).toBeGreaterThan(10);
    expect((await new FileStore(folder).run('a')).log).toHaveLength(taken);
  },
);

test.skipIf(process.platform === 'win32')('what is no file is written as it is, and stays what it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pnas-pipe-'));
  const pipe = join(folder, 'pipe');
  spawnSync('mkfifo', [pipe]);
  const reading = import('node:fs/promises').then(({ readFile }) => readFile(pipe, 'utf8'));
  await writeWhole(pipe, 'through');
  expect(await reading).toBe('through');
  expect(readdirSync(folder)).toEqual(['pipe']);
  mkdirSync(join(folder, 'is-a-folder'));
  await expect(writeWhole(join(folder, 'is-a-folder'), 'x')).rejects.toThrow('it is a folder');
  await expect(writeWhole(join(folder, 'no', 'where'), 'x')).rejects.toThrow('the folder is not there');
  expect(existsSync(join(folder, 'is-a-folder.part'))).toBe(false);
});
