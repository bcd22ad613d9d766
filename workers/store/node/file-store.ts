/**
 * @file The terminal's run store: a folder per run with `head.json`, `log.jsonl`, and while a child trains `checkpoint.bin`. A log that was cut in the
 * middle of a line is read to its last whole record, and the next record replaces the cut one.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseWith } from '../../../src/contract/config.ts';
import {
  LogRecordSchema,
  RunHeadSchema,
  type Listing,
  type LogRecord,
  type Run,
  type RunHead,
  type Unreadable,
} from '../../../src/contract/records.ts';
import type { Checkpoints } from '../checkpoint.ts';
import type { RunStore } from '../store.ts';
import { packCheckpoint, unpackCheckpoint } from './checkpoint-file.ts';

export class FileStore implements RunStore {
  readonly #folder: string;

  /** @param folder holds a folder per run; made when first needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async createRun(head: RunHead, log: readonly LogRecord[] = []): Promise<void> {
    if (this.has(head.id)) throw new RangeError(`storage: there is a run ${head.id} in ${this.#folder} already`);
    await mkdir(join(this.#folder, head.id), { recursive: true });
    if (log.length > 0)
      await writeWhole(this.#log(head.id), log.map((record) => `${JSON.stringify(record)}\n`).join(''));
    await writeWhole(this.#head(head.id), `${JSON.stringify(head, undefined, 2)}\n`);
  }

  /** Whether the run was begun: a folder that a kill left without its head is no run. */
  has(runId: string): boolean {
    return existsSync(this.#head(runId));
  }

  async append(runId: string, record: LogRecord): Promise<void> {
    const path = this.#log(runId);
    if (existsSync(path)) await truncate(path, wholeLines(await readFile(path)));
    const file = await open(path, 'a');
    try {
      await file.write(`${JSON.stringify(record)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    if (record.type === 'train') await rm(this.#checkpoint(runId), { force: true });
  }

  async run(runId: string): Promise<Run> {
    if (!this.has(runId)) throw new RangeError(`storage: there is no run ${runId} in ${this.#folder}`);
    return { head: await this.#readHead(runId), log: await this.#readLog(runId) };
  }

  async runs(): Promise<Listing<RunHead>> {
    const ids = existsSync(this.#folder) ? (await readdir(this.#folder)).filter((id) => this.has(id)) : [];
    const items: RunHead[] = [];
    const unreadable: Unreadable[] = [];
    for (const id of ids) {
      try {
        items.push(await this.#readHead(id));
      } catch (error) {
        unreadable.push({ kind: 'run', id, reason: (error as Error).message });
      }
    }
    return { items: items.sort((a, b) => b.startedAt.localeCompare(a.startedAt)), unreadable };
  }

  async #readHead(runId: string): Promise<RunHead> {
    const path = this.#head(runId);
    return parseWith(RunHeadSchema, parseJson(await readFile(path, 'utf8'), path), path);
  }

  async deleteRun(runId: string): Promise<void> {
    await rm(join(this.#folder, runId), { recursive: true, force: true });
  }

  async attend(runId: string): Promise<boolean> {
    const path = this.#attended(runId);
    const wasAttended = existsSync(path);
    await writeFile(path, '');
    return wasAttended;
  }

  async leave(runId: string): Promise<void> {
    await rm(this.#attended(runId), { force: true });
  }

  #attended(runId: string): string {
    return join(this.#folder, runId, 'attended');
  }

  checkpoints(runId: string): Checkpoints {
    const path = this.#checkpoint(runId);
    return {
      load: async () => (existsSync(path) ? unpackCheckpoint(await readFile(path)) : undefined),
      save: (checkpoint) => writeWhole(path, packCheckpoint(checkpoint)),
    };
  }

  #checkpoint(runId: string): string {
    return join(this.#folder, runId, 'checkpoint.bin');
  }

  async #readLog(runId: string): Promise<LogRecord[]> {
    const path = this.#log(runId);
    if (!existsSync(path)) return [];
    const bytes = await readFile(path);
    const lines = bytes.subarray(0, wholeLines(bytes)).toString('utf8').split('\n').slice(0, -1);
    return lines.map((line, i) => {
      const place = `${path}: line ${i + 1}`;
      return parseWith(LogRecordSchema, parseJson(line, place), place);
    });
  }

  #head(runId: string): string {
    return join(this.#folder, runId, 'head.json');
  }

  #log(runId: string): string {
    return join(this.#folder, runId, 'log.jsonl');
  }
}

/** @throws {RangeError} naming the place and what is there. */
function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RangeError(`${place} must be a JSON record; got ${text.slice(0, 40)}`, { cause: error });
  }
}

/** Written beside, then put in its place: a kill leaves the old file or the new one. */
async function writeWhole(path: string, data: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.part`, data, { flush: true });
  await rename(`${path}.part`, path);
}

/** Bytes up to and with the last line end. */
function wholeLines(bytes: Buffer): number {
  return bytes.lastIndexOf(0x0a) + 1;
}
