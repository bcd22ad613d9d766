/** @file The page's store: IndexedDB through idb. The only file that knows how it is laid out. */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { parseWith } from '../../src/contract/config.ts';
import {
  DataIdentitySchema,
  LogRecordSchema,
  RunHeadSchema,
  type DataIdentity,
  type LogRecord,
  type Run,
  type RunHead,
} from '../../src/contract/records.ts';
import type { ImageSet } from '../data/image-set.ts';
import { StorageFull, type DataStore, type RunStore } from './store.ts';

/** Layout, version 1. */
interface Schema extends DBSchema {
  /** Run heads by id. */
  runs: { key: string; value: unknown };
  /** Log records by [run id, place in the log]; one a transaction, so that each is durable alone. */
  log: { key: [string, number]; value: unknown };
  /** Identities of data sets by SHA-256. */
  dataSets: { key: string; value: unknown };
  /** Their images by SHA-256. */
  images: { key: string; value: ImageSet };
}

const NAME = 'progressive-nas';
const VERSION = 1;

/** Opens the store, creating it on first use. @throws {Error} in plain words where the browser offers none. */
export async function openIndexedDb(name: string = NAME): Promise<IndexedDbStore> {
  try {
    const db = await openDB<Schema>(name, VERSION, {
      upgrade: (fresh) => {
        fresh.createObjectStore('runs');
        fresh.createObjectStore('log');
        fresh.createObjectStore('dataSets');
        fresh.createObjectStore('images');
      },
      // A tab with a newer version of the page must not wait for this one.
      blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
    });
    return new IndexedDbStore(db);
  } catch (error) {
    throw new Error(`storage: IndexedDB is required and could not be opened; got ${String(error)}`, { cause: error });
  }
}

/** Removes the whole store; for tests. */
export async function deleteIndexedDb(name: string): Promise<void> {
  await deleteDB(name);
}

export class IndexedDbStore implements RunStore, DataStore {
  readonly #db: IDBPDatabase<Schema>;

  constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  async createRun(head: RunHead): Promise<void> {
    await orFull(this.#db.add('runs', head, head.id));
  }

  async append(runId: string, record: LogRecord): Promise<void> {
    const transaction = this.#db.transaction('log', 'readwrite', { durability: 'strict' });
    const last = await transaction.store.openKeyCursor(logOf(runId), 'prev');
    const place = last === null ? 0 : last.key[1] + 1;
    await orFull(Promise.all([transaction.store.add(record, [runId, place]), transaction.done]));
  }

  async run(runId: string): Promise<Run> {
    const head = await this.#db.get('runs', runId);
    if (head === undefined) throw new RangeError(`storage: there is no run ${runId}`);
    const log = await this.#db.getAll('log', logOf(runId));
    return {
      head: parseWith(RunHeadSchema, head, `storage: run ${runId}`),
      log: log.map((record, i) => parseWith(LogRecordSchema, record, `storage: run ${runId}, record ${i}`)),
    };
  }

  async runs(): Promise<RunHead[]> {
    const heads = await this.#db.getAll('runs');
    return heads
      .map((head) => parseWith(RunHeadSchema, head, 'storage: a run'))
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  }

  async deleteRun(runId: string): Promise<void> {
    const transaction = this.#db.transaction(['runs', 'log'], 'readwrite');
    await Promise.all([
      transaction.objectStore('runs').delete(runId),
      transaction.objectStore('log').delete(logOf(runId)),
      transaction.done,
    ]);
  }

  async put(identity: DataIdentity, images: ImageSet): Promise<void> {
    const transaction = this.#db.transaction(['dataSets', 'images'], 'readwrite');
    await orFull(
      Promise.all([
        transaction.objectStore('dataSets').put(identity, identity.sha256),
        transaction.objectStore('images').put(images, identity.sha256),
        transaction.done,
      ]),
    );
  }

  async list(): Promise<DataIdentity[]> {
    const identities = await this.#db.getAll('dataSets');
    return identities.map((identity) => parseWith(DataIdentitySchema, identity, 'storage: a data set'));
  }

  async load(sha256: string): Promise<ImageSet> {
    const images = await this.#db.get('images', sha256);
    if (images === undefined) throw new RangeError(`storage: there is no data set ${sha256}`);
    return images;
  }

  close(): void {
    this.#db.close();
  }
}

/** All keys of a run's log. */
function logOf(runId: string): IDBKeyRange {
  return IDBKeyRange.bound([runId, 0], [runId, Number.MAX_SAFE_INTEGER]);
}

/** Rethrows a full disk in words a user can act on. */
async function orFull<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    throw error instanceof DOMException && error.name === 'QuotaExceededError' ? new StorageFull() : error;
  }
}
