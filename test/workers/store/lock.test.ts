/** Who writes to a folder, with real processes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FileStore } from '../../../workers/store/node/file-store.ts';

let folder: string;
let store: FileStore;
const children: ChildProcess[] = [];
const locks = (): string[] => readdirSync(join(folder, 'a')).filter((name) => name.startsWith('lock-'));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pnas-lock-'));
  mkdirSync(join(folder, 'a'));
  store = new FileStore(folder);
});
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  await store.release('a');
});

/** A process that takes the run's lock, says so, and waits. */
async function terminal(): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const program = `
    import { FileStore } from './workers/store/node/file-store.ts';
    const store = new FileStore(${JSON.stringify(folder)});
    store.acquire('a').then(
      (wasAcquired) => { console.log('attends', wasAcquired); setInterval(() => {}, 1000); },
      (error) => console.log(error.name));`;
  const child = spawn('node', ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString().trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

describe('a run in a folder has one writer', () => {
  test('a second process is refused with pid and host of the first; killed, it keeps nothing', async () => {
    const { child, said } = await terminal();
    expect(said).toBe('attends false');
    const refusal = `${join(folder, 'a')}: must have one writer, and process ${child.pid} on ${hostname()} writes to it since 20`;
    await expect(store.acquire('a')).rejects.toMatchObject({
      name: 'RunTaken',
      message: expect.stringContaining(refusal),
    });
    expect(locks()).toHaveLength(1);
    await kill(child);
    expect(await store.acquire('a')).toBe(true); // the last one ended without a word
    expect(await store.acquire('a')).toBe(true);
    await expect(new FileStore(folder).acquire('a')).rejects.toThrow(`process ${process.pid} on`);
    await store.release('a');
    expect(locks()).toEqual([]);
    expect(await store.acquire('a')).toBe(false);
  });

  test('of many at once, one at most has it', async () => {
    const said = (await Promise.all(Array.from({ length: 5 }, terminal))).map((one) => one.said);
    expect(said.filter((text) => text === 'attends false').length).toBeLessThanOrEqual(1);
    expect(said.filter((text) => text === 'RunTaken').length).toBeGreaterThanOrEqual(4);
  });

  test.skipIf(process.platform !== 'linux')('a pid that another process has by now counts for nothing', async () => {
    await store.acquire('a');
    const [name] = locks();
    const own = JSON.parse(readFileSync(join(folder, 'a', name!), 'utf8')) as { processStart: string };
    await store.release('a');
    const lock = join(folder, 'a', 'lock-of-the-parent.json');
    writeFileSync(lock, JSON.stringify({ ...own, pid: process.ppid }));
    expect(own.processStart).toMatch(/^\d+$/);
    expect(await store.acquire('a')).toBe(true);
    expect(locks()).toHaveLength(1);
  });

  test.each([
    [
      'on another host',
      { host: 'elsewhere' },
      'process 1 on elsewhere has it since now. Whether that is still alive cannot be told from here, for it is on another host',
    ],
    ['in another container', { pidNamespace: 'pid:[1]' }, 'for it is in another container'],
    ['that cannot be read', { pid: 'x' }, 'is a lock that cannot be read'],
  ])('one %s is not judged: what to remove is said', async (_where, changes, message) => {
    const lock = join(folder, 'a', 'lock-1-0.json');
    const owner = { pid: 1, host: hostname(), since: 'now', ...changes };
    if ('pidNamespace' in changes && process.platform !== 'linux') return;
    writeFileSync(lock, JSON.stringify(owner));
    await expect(store.acquire('a')).rejects.toThrow(message);
    await expect(store.acquire('a')).rejects.toThrow(/remove .*/);
    expect(locks()).toEqual(['lock-1-0.json']);
  });

  test('a folder that an earlier version left without a word tells of it once', async () => {
    writeFileSync(join(folder, 'a', 'attended'), '');
    expect(await store.acquire('a')).toBe(true);
    await store.release('a');
    expect(await store.acquire('a')).toBe(false);
  });
});
