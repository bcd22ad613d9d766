/**
 * @file The terminal's run store: a folder per run with `head.json`, `log.jsonl`, while a search is at it a lock, and while a child trains
 * `checkpoint.bin`. A folder is its run, wherever it lies and whatever it is called: its name is the run's id. A log that was cut in the
 * middle of a line is read to its last whole record, and the next record replaces the cut one; any other damage is named.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises';
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
import { endsChild, type KeptCheckpoints } from '../checkpoint.ts';
import { LogConflict, type RunStore } from '../store.ts';
import { packCheckpoint, unpackCheckpoint } from './checkpoint-file.ts';
import { INDENTED, isSealed, LINE, requireKnownKeys, seal, unseal } from './checksum.ts';
import { RunLock } from './run-lock.ts';
import { createWhole, refused, syncFolder, writeWhole } from './write-whole.ts';

const LINE_END = 0x0a;

export class FileStore implements RunStore {
  readonly #folder: string;
  /** Of runs that a search of this store is at, or comes to be at. */
  readonly #locks = new Map<string, Promise<RunLock>>();

  /** @param folder holds a folder per run; made when first needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async createRun(head: RunHead, log: readonly LogRecord[] = []): Promise<void> {
    if (this.has(head.id)) throw this.#exists(head.id);
    this.#requireNoRemains(head.id);
    const folder = join(this.#folder, head.id);
    await refused(folder, 'no run was begun', mkdir(folder, { recursive: true }));
    if (log.length > 0) await writeWhole(this.#log(head.id), log.map(lineOf).join(''));
    if (!(await createWhole(this.#head(head.id), `${seal(head, INDENTED)}\n`))) throw this.#exists(head.id);
  }

  #exists(runId: string): RangeError {
    return new RangeError(`storage: there is a run ${runId} in ${this.#folder} already`);
  }

  /** Whether the run was begun. */
  has(runId: string): boolean {
    return existsSync(this.#head(runId));
  }

  /** @throws {RangeError} where a run has lost its head: another must not take over its log. */
  #requireNoRemains(runId: string): void {
    const left = [this.#log(runId), this.#checkpoint(runId)].find((path) => existsSync(path));
    if (left === undefined) return;
    throw new RangeError(
      `${this.#head(runId)} is missing, and ${left} is of the run that it began. Put it back from a copy, or give another folder`,
    );
  }

  async append(runId: string, record: LogRecord, place: number): Promise<void> {
    const path = this.#log(runId);
    const isNew = !existsSync(path);
    const kept = 'the record was not stored, and all before it are as they were';
    const file = await refused(path, kept, open(path, 'a+'));
    try {
      const bytes = await file.readFile();
      const whole = wholeLines(bytes);
      const lines = linesOf(bytes.subarray(0, whole)).length;
      if (lines !== place) throw new LogConflict(runId, place, lines);
      await refused(path, kept, appendWhole(file, whole, lineOf(record)));
    } finally {
      await file.close();
    }
    if (isNew) await syncFolder(join(this.#folder, runId));
    if (endsChild(record)) await rm(this.#checkpoint(runId), { force: true });
  }

  async run(runId: string): Promise<Run> {
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

  async deleteRun(runId: string): Promise<void> {
    await rm(join(this.#folder, runId), { recursive: true, force: true });
  }

  /** Takes the run's lock, which this process keeps until it leaves or ends. */
  async acquire(runId: string): Promise<boolean> {
    let held = this.#locks.get(runId);
    if (held === undefined) {
      held = RunLock.acquire(join(this.#folder, runId));
      this.#locks.set(runId, held);
      held.catch(() => this.#locks.delete(runId)); // told to whoever waits for it
    }
    return (await held).wasAcquired;
  }

  async release(runId: string): Promise<void> {
    const held = this.#locks.get(runId);
    this.#locks.delete(runId);
    await (await held?.catch(() => undefined))?.release(); // one that was not had is not left
  }

  checkpoints(runId: string): KeptCheckpoints {
    const path = this.#checkpoint(runId);
    return {
      load: async () => (existsSync(path) ? unpackCheckpoint(await readFile(path)) : undefined),
      save: (checkpoint) => writeWhole(path, packCheckpoint(checkpoint)),
    };
  }

  #checkpoint(runId: string): string {
    return join(this.#folder, runId, 'checkpoint.bin');
  }

  async #readHead(runId: string): Promise<RunHead> {
    const path = this.#head(runId);
    if (!existsSync(path)) {
      this.#requireNoRemains(runId);
      throw new RangeError(`storage: there is no run ${runId} in ${this.#folder}`);
    }
    const bytes = await readFile(path);
    const content = bytes.at(-1) === LINE_END ? bytes.subarray(0, -1) : bytes;
    return { ...parseSealed(RunHeadSchema, content, INDENTED, path), id: runId };
  }

  async #readLog(runId: string): Promise<LogRecord[]> {
    const path = this.#log(runId);
    if (!existsSync(path)) return [];
    const bytes = await readFile(path);
    const whole = wholeLines(bytes);
    const lines = linesOf(bytes.subarray(0, whole));
    requireCut(bytes.subarray(whole), `${path}: line ${lines.length + 1}`);
    return lines.map((line, i) => parseSealed(LogRecordSchema, line, LINE, `${path}: line ${i + 1}`));
  }

  #head(runId: string): string {
    return join(this.#folder, runId, 'head.json');
  }

  #log(runId: string): string {
    return join(this.#folder, runId, 'log.jsonl');
  }
}

function lineOf(record: LogRecord): string {
  return `${seal(record, LINE)}\n`;
}

/** Adds a line after the first `from` bytes and syncs it; where that fails, the file ends there again. */
async function appendWhole(file: FileHandle, from: number, line: string): Promise<void> {
  await file.truncate(from);
  try {
    await file.appendFile(line); // all of it: a single write may take less
    await file.sync();
  } catch (error) {
    await file
      .truncate(from)
      .then(() => file.sync())
      .catch(() => {}); // what is left is a line cut short, which the next reader drops
    throw error;
  }
}

/** @throws {RangeError} naming the place, for what is damaged or no such record. */
function parseSealed<S extends typeof LogRecordSchema | typeof RunHeadSchema>(
  schema: S,
  bytes: Buffer,
  form: typeof LINE,
  place: string,
): ReturnType<typeof parseWith<S>> {
  const { value, isChecked } = unseal(bytes, form, place);
  const parsed = parseWith(schema, value, place);
  if (!isChecked) requireKnownKeys(value, parsed, place);
  return parsed;
}

/** Bytes up to and with the last line end. */
function wholeLines(bytes: Buffer): number {
  return bytes.lastIndexOf(LINE_END) + 1;
}

/** Lines without their ends, each of which is there. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(LINE_END, from);
    lines.push(bytes.subarray(from, end));
    from = end + 1;
  }
  return lines;
}

/**
 * What follows the last line end may be a line cut short, but not a whole one whose end is another byte: that is damage.
 * @throws {RangeError} naming the line.
 */
function requireCut(rest: Buffer, place: string): void {
  for (let end = rest.indexOf('"}') + 2; end > 1 && end < rest.length; end = rest.indexOf('"}', end) + 2) {
    if (isSealed(rest.subarray(0, end), LINE)) {
      throw new RangeError(`${place} is damaged: it must end after its checksum; got ${rest.length - end} more bytes`);
    }
  }
}
