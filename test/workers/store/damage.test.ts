/** Files of runs that are damaged, moved or old: what is not as it was written is named, and never taken for another result. */
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LogRecord, RunHead } from '../../../src/contract/records.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { parseResult } from '../../../src/contract/link/result-link.ts';
import { runFingerprint, type KeptCheckpoint } from '../../../workers/store/checkpoint.ts';
import { FileStore } from '../../../workers/store/node/file-store.ts';
import { madeUpRun } from '../../support/runs.ts';

/** Bits flipped in each kind of file, one at a time. */
const FLIPS = 1000;
const random = stream(Number(process.env['FAULTS_SEED'] ?? 1), 'flipped bits');

const made = madeUpRun({ config: { blocks: 2, children: 4, filters: 4 }, failures: 0.2 });
const head: RunHead = { ...made.head, id: 'a' };
const log = made.log.slice(-12);
const next: LogRecord = { type: 'fit', level: 1, cells: 1, losses: [0.5], durationMs: 1 };

let folder: string;
let store: FileStore;
const file = (name: string): string => join(folder, 'a', name);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pnas-damage-'));
  store = new FileStore(folder);
  await store.createRun(head, log);
});

/** Flips bits of a file one at a time; gives what came of those that were not refused. */
async function flipBits<T>(path: string, read: () => Promise<T>): Promise<{ readonly bit: number; readonly got: T }[]> {
  const whole = readFileSync(path);
  const taken: { bit: number; got: T }[] = [];
  for (let i = 0; i < FLIPS; i++) {
    const bit = random.integer(8 * whole.length);
    const damaged = Buffer.from(whole);
    damaged[bit >> 3]! ^= 1 << (bit & 7);
    writeFileSync(path, damaged);
    try {
      taken.push({ bit, got: await read() });
    } catch (error) {
      expect((error as Error).message, `bit ${bit}`).toMatch(path.endsWith('.bin') ? /^its file/ : path);
    }
  }
  writeFileSync(path, whole);
  return taken;
}

describe(`of ${FLIPS} flipped bits none gives another result in silence`, () => {
  test('in the log', async () => {
    expect(await flipBits(file('log.jsonl'), () => store.run('a'))).toEqual([]);
    expect(await store.run('a')).toEqual({ head, log });
  });

  test('in every bit of a line end, and of the checksum before it', async () => {
    const whole = readFileSync(file('log.jsonl'));
    for (let bit = 8 * (whole.length - 20); bit < 8 * whole.length; bit++) {
      const damaged = Buffer.from(whole);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(file('log.jsonl'), damaged);
      await expect(store.run('a'), `bit ${bit}`).rejects.toThrow(`line ${log.length}`);
    }
  });

  test('in the head', async () => {
    expect(await flipBits(file('head.json'), () => store.run('a'))).toEqual([]);
  });

  test('in a checkpoint', async () => {
    const checkpoint: KeptCheckpoint = {
      run: runFingerprint(head),
      epochs: 1,
      notation: 'x',
      curve: [0.5],
      durationMs: 1,
      state: { steps: 7, tensors: [Float32Array.from({ length: 300 }, () => random.uniform())] },
    };
    const { load, save } = store.checkpoints('a');
    await save(checkpoint);
    expect(await flipBits(file('checkpoint.bin'), load)).toEqual([]);
    expect(await load()).toEqual(checkpoint);
  });
});

describe('a run of an earlier version, without checksums', () => {
  const lines = (records: readonly LogRecord[]): string =>
    records.map((record) => `${JSON.stringify(record)}\n`).join('');

  beforeEach(() => {
    writeFileSync(file('head.json'), `${JSON.stringify(head, undefined, 2)}\n`);
    writeFileSync(file('log.jsonl'), lines(log));
  });

  test('opens, and goes on with them', async () => {
    expect(await store.run('a')).toEqual({ head, log });
    await store.append('a', next, log.length);
    expect(await store.run('a')).toEqual({ head, log: [...log, next] });
    expect(readFileSync(file('log.jsonl'), 'utf8')).toMatch(/\}\n\{"type":"fit".*,"crc":"[0-9a-f]{8}"\}\n$/);
  });

  test('a line whose checksum has lost its name is none of these', async () => {
    await store.append('a', next, log.length);
    const text = readFileSync(file('log.jsonl'), 'utf8');
    writeFileSync(file('log.jsonl'), text.replace('"crc"', '"csc"'));
    const place = `${file('log.jsonl')}: line ${log.length + 1}`;
    await expect(store.run('a')).rejects.toThrow(
      `${place} is damaged: without a checksum it must have known keys only; got "csc"`,
    );
    writeFileSync(file('log.jsonl'), text.replace('"cells":1', '"cells":2'));
    await expect(store.run('a')).rejects.toThrow(`${place} is damaged: its checksum must be that of its bytes; got "`);
  });
});

test('a run of an earlier release is known by its checkpoints, whatever settings were added or renamed since', () => {
  const text = readFileSync(new URL('../../fixtures/links/version-2.link', import.meta.url), 'utf8').trim();
  expect(runFingerprint(parseResult(text).run.head)).toBe(
    '1accb5149d5b64fb4a1a23fc5972dec5f08e656702bf29e662d613ee117b9d9d', // by the release that wrote the link
  );
});

describe('a folder is its run', () => {
  test('copied: it goes on by itself, and the original is as it was', async () => {
    cpSync(join(folder, 'a'), join(folder, 'copy'), { recursive: true });
    const copy = await store.run('copy');
    expect(copy).toEqual({ head: { ...head, id: 'copy' }, log });
    await store.append(copy.head.id, next, log.length);
    expect((await store.run('copy')).log).toEqual([...log, next]);
    expect(await store.run('a')).toEqual({ head, log });
  });

  test('renamed: it goes on, the child in training too', async () => {
    renameSync(join(folder, 'a'), join(folder, 'b'));
    const run = await store.run('b');
    expect(runFingerprint(run.head)).toBe(runFingerprint(head));
    await store.append(run.head.id, next, log.length);
    expect((await store.run('b')).log).toEqual([...log, next]);
    expect(existsSync(join(folder, 'a'))).toBe(false);
  });

  test('without its head: named, and no other run takes its log', async () => {
    rmSync(file('head.json'));
    const message = `${file('head.json')} is missing, and ${file('log.jsonl')} is of the run that it began`;
    await expect(store.run('a')).rejects.toThrow(message);
    await expect(store.createRun(head)).rejects.toThrow(message);
    expect(existsSync(file('head.json'))).toBe(false);
  });

  test('with a head that is cut, empty or of something else: named', async () => {
    for (const text of [readFileSync(file('head.json'), 'utf8').slice(0, 100), '', '[]', 'null', '{}']) {
      writeFileSync(file('head.json'), text);
      await expect(store.run('a'), text).rejects.toThrow(file('head.json'));
      await expect(store.createRun(head), text).rejects.toThrow('there is a run a');
    }
  });
});
