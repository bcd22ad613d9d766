/**
 * @file What the terminal keeps of a run on disk, `head.json`, `log.jsonl` and `checkpoint.bin`, with one bit changed, read through the
 * store as a search reads it. Whatever is read must be what was written, or be refused.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Run } from '../../src/contract/records.ts';
import { FileStore } from '../../workers/store/node/file-store.ts';
import { runFingerprint, RefusedCheckpoint, type KeptCheckpoint } from '../../workers/store/checkpoint.ts';
import { madeUpRun } from '../support/runs.ts';
import type { Fuzzer } from './fuzzer.ts';

const MOST_MS = 1000;

/** What the store says of a run. */
interface Kept {
  readonly run: Run;
  readonly checkpoint: KeptCheckpoint | undefined;
}

export async function checkpointFuzzer(): Promise<Fuzzer> {
  const folder = mkdtempSync(join(tmpdir(), 'pnas-fuzz-'));
  const store = new FileStore(folder);
  const { head, log } = madeUpRun({ config: { blocks: 2, children: 3, operators: ['identity', '3x3 conv'] } });
  const tensors = [1, 2, 3].map((n) => Float32Array.from({ length: 16 * n }, (_, i) => Math.sin(i + n)));
  const checkpoint: KeptCheckpoint = {
    run: runFingerprint(head),
    epochs: 2,
    notation: '-1,identity,-2,3x3 conv',
    curve: [0.25, 0.5],
    durationMs: 1234,
    state: { steps: 40, tensors },
  };
  const id = 'fuzzed';
  await store.createRun({ ...head, id });
  for (const [place, record] of log.entries()) await store.append(id, record, place);
  await store.checkpoints(id).save(checkpoint);
  const read = async (): Promise<Kept> => ({
    run: await store.run(id),
    checkpoint: await store.checkpoints(id).load(),
  });
  const whole = await read();
  const files = ['head.json', 'log.jsonl', 'checkpoint.bin'].map((name) => ({
    path: join(folder, id, name),
    name,
    bytes: readFileSync(join(folder, id, name)),
  }));
  return {
    mostMs: MOST_MS,
    make: (rng) => {
      const { path, name, bytes } = files[rng.integer(files.length)]!;
      const bit = rng.integer(8 * bytes.length);
      return {
        input: `${name}, bit ${bit}`,
        read: async () => {
          const changed = Buffer.from(bytes);
          changed[bit >> 3]! ^= 128 >> (bit & 7);
          writeFileSync(path, changed);
          try {
            return await read();
          } catch (error) {
            throw error instanceof RefusedCheckpoint ? new RangeError(`checkpoint: ${error.message}`) : error;
          } finally {
            writeFileSync(path, bytes);
          }
        },
        check: (kept) => {
          if (!isDeepStrictEqual(kept, whole)) throw new Error(`a changed ${name} is read as another one`);
        },
      };
    },
  };
}
