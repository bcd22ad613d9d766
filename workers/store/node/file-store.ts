/**
 * @file The terminal's run store: a folder per run with `head.json`, `log.jsonl`, a lock while a search has acquired it, and
 * `checkpoint.bin` while a network is trained, `child-<digest>.bin` for children that may be trained on, and `network-<n>.bin` for each network of a final training. The folder's name is the run's id, so a run may be moved and renamed. A log that ends within
 * a line is read to its last whole record, and the next record replaces the partial one; any other damage is an error.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type * as v from 'valibot';
import {
  headSchemaOf,
  recordSchemaOf,
  type AnyHead,
  type AnyRecord,
  type AnyRun,
} from '../../../src/contract/any-run.ts';
import { parseWith } from '../../../src/contract/config.ts';
import type { Listing, Unreadable } from '../../../src/contract/records.ts';
import { endsChild, type KeptCheckpoints, type KeptChildren } from '../checkpoint.ts';
import { RunsByKind } from '../runs-by-kind.ts';
import { LogConflict, type KeptNetworks, type RunStore } from '../store.ts';
import { packCheckpoint, unpackCheckpoint } from './checkpoint-file.ts';
import { packNetwork, unpackNetwork } from './network-file.ts';
import { INDENTED, isSealed, LINE, requireKnownKeys, seal, unseal } from './checksum.ts';
import { RunLock } from './run-lock.ts';
import { createWhole, syncFolder, wrapWriteErrors, writeWhole } from './write-whole.ts';

const LINE_END = 0x0a;

export class FileStore extends RunsByKind implements RunStore {
  readonly #folder: string;
  /** Locks of the runs that this store has acquired, or is acquiring. */
  readonly #locks = new Map<string, Promise<RunLock>>();

  /** @param folder holds a folder per run; created when first needed. */
  constructor(folder: string) {
    super();
    this.#folder = folder;
  }

  async createRun(head: AnyHead, log: readonly AnyRecord[] = []): Promise<void> {
    if (this.has(head.id)) throw this.#existsError(head.id);
    this.#requireNoRemains(head.id);
    const folder = join(this.#folder, head.id);
    await wrapWriteErrors(folder, 'no run was begun', mkdir(folder, { recursive: true }));
    if (log.length > 0) await writeWhole(this.#log(head.id), log.map(lineOf).join(''));
    if (!(await createWhole(this.#head(head.id), `${seal(head, INDENTED)}\n`))) throw this.#existsError(head.id);
  }

  #existsError(runId: string): RangeError {
    return new RangeError(`storage: there is a run ${runId} in ${this.#folder} already`);
  }

  /** Whether the run was begun. */
  has(runId: string): boolean {
    return existsSync(this.#head(runId));
  }

  /** @throws {RangeError} where a run's head is missing: another run must not continue its log. */
  #requireNoRemains(runId: string): void {
    const left = [this.#log(runId), this.#checkpoint(runId)].find((path) => existsSync(path));
    if (left === undefined) return;
    throw new RangeError(
      `${this.#head(runId)} is missing, and ${left} is of the run that it began. Put it back from a copy, or give another folder`,
    );
  }

  async append(runId: string, record: AnyRecord, place: number): Promise<void> {
    const path = this.#log(runId);
    const isNew = !existsSync(path);
    const kept = 'the record was not stored, and all before it are as they were';
    const file = await wrapWriteErrors(path, kept, open(path, 'a+'));
    try {
      const bytes = await file.readFile();
      const whole = lengthOfLines(bytes);
      const lines = linesOf(bytes.subarray(0, whole)).length;
      if (lines !== place) throw new LogConflict(runId, place, lines);
      await wrapWriteErrors(path, kept, appendWhole(file, whole, lineOf(record)));
    } finally {
      await file.close();
    }
    if (isNew) await syncFolder(join(this.#folder, runId));
    if (endsChild(record)) await rm(this.#checkpoint(runId), { force: true });
  }

  async anyRun(runId: string): Promise<AnyRun> {
    const head = await this.#readHead(runId);
    return { head, log: await this.#readLog(head) } as AnyRun;
  }

  protected async heads(): Promise<Listing<AnyHead>> {
    const ids = existsSync(this.#folder) ? (await readdir(this.#folder)).filter((id) => this.has(id)) : [];
    const items: AnyHead[] = [];
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

  /** Acquires the run's lock, which this process holds until {@link release} or its end. */
  async acquire(runId: string): Promise<boolean> {
    let held = this.#locks.get(runId);
    if (held === undefined) {
      held = RunLock.acquire(join(this.#folder, runId));
      this.#locks.set(runId, held);
      held.catch(() => this.#locks.delete(runId)); // reported where it is awaited
    }
    return (await held).wasAcquired;
  }

  async release(runId: string): Promise<void> {
    const held = this.#locks.get(runId);
    this.#locks.delete(runId);
    await (await held?.catch(() => undefined))?.release(); // a lock that was not acquired is not released
  }

  checkpoints(runId: string): KeptCheckpoints {
    const path = this.#checkpoint(runId);
    return {
      load: async () => (existsSync(path) ? unpackCheckpoint(await readFile(path)) : undefined),
      save: (checkpoint) => writeWhole(path, packCheckpoint(checkpoint)),
    };
  }

  children(runId: string): KeptChildren {
    const folder = join(this.#folder, runId);
    return {
      load: async (notation) => {
        const path = join(folder, childFile(notation));
        return existsSync(path) ? unpackCheckpoint(await readFile(path)) : undefined;
      },
      save: (checkpoint) => writeWhole(join(folder, childFile(checkpoint.notation)), packCheckpoint(checkpoint)),
      remove: (notation) => rm(join(folder, childFile(notation)), { force: true }),
      retain: async (notations) => {
        const kept = new Set(notations.map(childFile));
        for (const name of await readdir(folder)) if (CHILD_FILE.test(name) && !kept.has(name)) await rm(join(folder, name), { force: true }); // prettier-ignore
      },
    };
  }

  networks(runId: string): KeptNetworks {
    const pathOf = (network: number): string => join(this.#folder, runId, `network-${network + 1}.bin`);
    return {
      load: async (network) => {
        const path = pathOf(network);
        return existsSync(path) ? unpackNetwork(await readFile(path), path) : undefined;
      },
      save: (network, trained) => writeWhole(pathOf(network), packNetwork(trained)),
    };
  }

  #checkpoint(runId: string): string {
    return join(this.#folder, runId, 'checkpoint.bin');
  }

  async #readHead(runId: string): Promise<AnyHead> {
    const path = this.#head(runId);
    if (!existsSync(path)) {
      this.#requireNoRemains(runId);
      throw new RangeError(`storage: there is no run ${runId} in ${this.#folder}`);
    }
    const bytes = await readFile(path);
    const content = bytes.at(-1) === LINE_END ? bytes.subarray(0, -1) : bytes;
    return { ...parseSealed(headSchemaOf, content, INDENTED, path), id: runId };
  }

  async #readLog(head: AnyHead): Promise<AnyRecord[]> {
    const path = this.#log(head.id);
    if (!existsSync(path)) return [];
    const bytes = await readFile(path);
    const whole = lengthOfLines(bytes);
    const lines = linesOf(bytes.subarray(0, whole));
    requirePartial(bytes.subarray(whole), `${path}: line ${lines.length + 1}`);
    const schema = recordSchemaOf(head);
    return lines.map((line, i) => parseSealed(() => schema, line, LINE, `${path}: line ${i + 1}`));
  }

  #head(runId: string): string {
    return join(this.#folder, runId, 'head.json');
  }

  #log(runId: string): string {
    return join(this.#folder, runId, 'log.jsonl');
  }
}

/** Names of the files of {@link FileStore.children}. */
const CHILD_FILE = /^child-[0-9a-f]{16}\.bin$/;

function childFile(notation: string): string {
  return `child-${createHash('sha256').update(notation).digest('hex').slice(0, 16)}.bin`;
}

function lineOf(record: AnyRecord): string {
  return `${seal(record, LINE)}\n`;
}

/** Appends a line after the first `from` bytes and syncs it; on failure the file is truncated to there again. */
async function appendWhole(file: FileHandle, from: number, line: string): Promise<void> {
  await file.truncate(from);
  try {
    await file.appendFile(line); // all of it: a single write may write less
    await file.sync();
  } catch (error) {
    await file
      .truncate(from)
      .then(() => file.sync())
      .catch(() => {}); // a partial line is left, which the next reader drops
    throw error;
  }
}

/** Parses a record or head. @throws {RangeError} naming the place, for damaged or invalid bytes. */
function parseSealed<T extends object>(
  schemaOf: (value: object) => v.GenericSchema<unknown, T>,
  bytes: Buffer,
  form: typeof LINE,
  place: string,
): T {
  const { value, isChecked } = unseal(bytes, form, place);
  const parsed = parseWith(schemaOf(value), value, place);
  if (!isChecked) requireKnownKeys(value, parsed, place);
  return parsed;
}

/** Length of the whole lines: up to and including the last line end, bytes. */
function lengthOfLines(bytes: Buffer): number {
  return bytes.lastIndexOf(LINE_END) + 1;
}

/** The lines of bytes that end with a line end, without their ends. */
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
 * Allows a partial line after the last line end, but not a whole record with a damaged line end.
 * @throws {RangeError} naming the line.
 */
function requirePartial(rest: Buffer, place: string): void {
  for (let end = rest.indexOf('"}') + 2; end > 1 && end < rest.length; end = rest.indexOf('"}', end) + 2) {
    if (isSealed(rest.subarray(0, end), LINE)) {
      throw new RangeError(`${place} is damaged: it must end after its checksum; got ${rest.length - end} more bytes`);
    }
  }
}
