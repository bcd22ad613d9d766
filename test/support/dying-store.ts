/** @file A store on disk under which the program ends: whole searches that are killed and gone on with. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogRecord, OutcomeRecord, RunHead } from '../../src/contract/records.ts';
import type { ImageSet } from '../../workers/data/image-set.ts';
import type { Device } from '../../workers/device/device.ts';
import { FileStore } from '../../workers/store/node/file-store.ts';
import { essence } from './log.ts';

/** Fails at its nth write of an outcome or of a child that is kept, which is done. */
export class DyingStore extends FileStore {
  left = Infinity;
  readonly folder: string;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'pnas-dying-'));
    super(folder);
    this.folder = folder;
  }

  override async append(runId: string, record: LogRecord, place: number): Promise<void> {
    await super.append(runId, record, place);
    this.#mayDie();
  }

  override children(runId: string): ReturnType<FileStore['children']> {
    const kept = super.children(runId);
    return {
      ...kept,
      save: async (checkpoint) => {
        await kept.save(checkpoint);
        this.#mayDie();
      },
    };
  }

  /** Files of the children that are kept. */
  get kept(): string[] {
    return readdirSync(join(this.folder, 'run')).filter((name) => name.startsWith('child-'));
  }

  forgetChildren(): void {
    for (const name of this.kept) rmSync(join(this.folder, 'run', name));
  }

  #mayDie(): void {
    if (--this.left === 0) throw new Error('killed');
  }
}

/** A store with the run `run`, begun. */
export async function begun(head: RunHead, log: readonly LogRecord[] = []): Promise<DyingStore> {
  const store = new DyingStore();
  await store.createRun({ ...head, id: 'run' }, log);
  return store;
}

/** Goes on with it to its end, or its death; gives the log without what may differ. */
export async function goOn(
  store: DyingStore,
  { device, images }: { readonly device: Device; readonly images: ImageSet },
  onRecord: () => void = () => {},
): Promise<readonly OutcomeRecord[]> {
  const { runSearch } = await import('../../workers/drive/search.ts');
  const onEvent = ({ type }: { type: string }): void => (type === 'record' ? onRecord() : undefined);
  await runSearch({ run: await store.run('run'), images, device, store, onEvent, shouldPause: () => false });
  return essence((await store.run('run')).log);
}

/** The log of a run that was killed at its nth write and then gone on with, with what was kept of its children or without. */
export async function killedAt(
  write: number,
  head: RunHead,
  on: { readonly device: Device; readonly images: ImageSet },
  keepsChildren: boolean,
): Promise<readonly OutcomeRecord[]> {
  const store = await begun(head);
  store.left = write;
  await goOn(store, on).catch((error: Error) => {
    if (error.message !== 'killed') throw error;
  });
  store.left = Infinity;
  if (!keepsChildren) store.forgetChildren();
  return goOn(store, on);
}
