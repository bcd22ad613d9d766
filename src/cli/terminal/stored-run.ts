/** @file The run of a command that trains: in the folder that `--run` names, or in memory. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { figuresOf } from '../../contract/figures.ts';
import type { DataIdentity, Run, RunHead } from '../../contract/records.ts';
import { toRunFile } from '../../contract/to-run-file.ts';
import type { LoadedData } from '../../../workers/data/node/files.ts';
import type { Device } from '../../../workers/device/device.ts';
import { newHead } from '../../../workers/drive/new-run.ts';
import { FileStore } from '../../../workers/store/node/file-store.ts';
import { writeWhole } from '../../../workers/store/node/write-whole.ts';
import { MemoryStore } from '../../../workers/store/memory.ts';
import { nodeName } from './output.ts';
import { releaseOn } from './release.ts';

/** The store of a run, and its id there. */
export interface StoredRun {
  readonly store: FileStore | MemoryStore;
  readonly id: string;
}

/** @param folder in memory unless given. */
export function openStore(folder: string | undefined): StoredRun {
  if (folder === undefined) return { store: new MemoryStore(), id: randomUUID() };
  const path = resolve(folder);
  return { store: new FileStore(dirname(path)), id: basename(path) };
}

/**
 * Works on a run that no other process writes to meanwhile; these signals release it and end the process.
 * @param folder as {@link openStore} was given.
 */
export async function withRun(
  { store, id }: StoredRun,
  folder: string | undefined,
  signals: readonly NodeJS.Signals[],
  work: (release: (signal: NodeJS.Signals) => void) => Promise<void>,
): Promise<void> {
  const handlers = releaseOn(signals, store, id);
  try {
    // Another writer is reported before the work; a new folder is created with its first file.
    if (folder !== undefined && existsSync(folder)) await store.acquire(id);
    await work(handlers.release);
  } finally {
    await store.release(id);
    handlers.remove();
  }
}

/** The run of an existing folder. */
export async function existingRun({ store, id }: StoredRun): Promise<Run | undefined> {
  return store instanceof FileStore && store.has(id) ? store.run(id) : undefined;
}

/** Creates the run, unless it exists. */
export async function createRun(
  { store, id }: StoredRun,
  data: LoadedData,
  device: Pick<Device, 'report'>,
  config: RunHead['config'],
): Promise<void> {
  if (store instanceof FileStore && store.has(id)) return;
  await store.createRun(newHead({ id, config, data: data.identity, device: device.report, runtime: nodeName() }));
}

/** @param command begins the message. @throws {RangeError} when the run was begun on other images. */
export function requireSameData(command: string, { id, data }: RunHead, given: DataIdentity): void {
  if (data.sha256 === given.sha256) return;
  throw new RangeError(
    `${command}: ${id} was begun on ${data.name} (${data.images} images); got ${given.name} (${given.images} images). --data must name the run's images`,
  );
}

/** Writes a run as run.json. */
export async function writeRunFile(path: string, run: Run): Promise<void> {
  await writeWhole(path, `${JSON.stringify(toRunFile(run, figuresOf(run)), undefined, 2)}\n`);
}
