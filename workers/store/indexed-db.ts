/** @file The page's store: IndexedDB through idb. */
import { deleteDB, openDB, type IDBPCursorWithValue, type IDBPDatabase } from 'idb';
import * as v from 'valibot';
import { headSchemaOf, recordSchemaOf, type AnyHead, type AnyRecord, type AnyRun } from '../../src/contract/any-run.ts';
import { parseWith } from '../../src/contract/config.ts';
import { TrainedNetworkSchema } from '../../src/contract/final-trained-network.ts';
import {
  DataIdentitySchema,
  type DataIdentity,
  type Listing,
  type UnreadableRecord,
} from '../../src/contract/records.ts';
import { randomId, storageUse } from '../../src/contract/secure-context.ts';
import type { ImageSet } from '../data/image-set.ts';
import type { Incoming } from '../data/import/incoming.ts';
import { release } from '../data/import/release.ts';
import { copyImages, allocateImages } from '../data/records.ts';
import {
  endsChild,
  KeptCheckpointSchema,
  RefusedCheckpoint,
  type KeptCheckpoint,
  type KeptCheckpoints,
  type KeptChildren,
} from './checkpoint.ts';
import { migrate, VERSION, type Schema } from './migrations.ts';
import { RunsByKind } from './runs-by-kind.ts';
import {
  LogConflict,
  noTest,
  RunTaken,
  StorageFull,
  StorageRefused,
  type DataStore,
  type KeptNetworks,
  type Passes,
  type RunStore,
  type TestSet,
} from './store.ts';
import { PassSchema, type StoredPass } from './self-test-pass.ts';

/** A data set's stored record. */
const StoredDataSetSchema = v.object({
  ...DataIdentitySchema.entries,
  owner: v.string(),
  order: v.array(v.number()),
  /** Test images among its pieces; absent: it came without, or before these were kept. */
  test: v.optional(
    v.object({
      images: DataIdentitySchema.entries.images,
      sha256: DataIdentitySchema.entries.sha256,
      order: v.array(v.number()),
    }),
  ),
});

const NAME = 'progressive-nas';

/**
 * Opens the store, creating it on first use.
 * @param onClosed called when the browser, or a newer version of the page in another tab, has closed it.
 * @throws {StorageRefused} where the browser offers none; {Error} when a newer version of the page has written it.
 */
export async function openIndexedDb(name: string = NAME, onClosed: () => void = () => {}): Promise<IndexedDbStore> {
  try {
    const db = await openDB<Schema>(name, VERSION, {
      upgrade: (fresh, from, _to, transaction) => migrate(fresh, from, transaction),
      // A tab with a newer version of the page must not wait for this one.
      blocking: (_current, _wanted, event) => {
        (event.target as IDBDatabase).close();
        onClosed();
      },
      terminated: onClosed,
    });
    return new IndexedDbStore(db);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'VersionError') {
      throw new Error(
        `storage: a newer version of this page has been here, and this one reads up to version ${VERSION} of its store. Reload the page without its cache; nothing is lost`,
        { cause: error },
      );
    }
    throw new StorageRefused(error);
  }
}

/** Removes the whole store; for tests. */
export async function deleteIndexedDb(name: string): Promise<void> {
  await deleteDB(name);
}

/** The mark beside a run's head: whether a search has acquired it, and by which store. */
interface Acquisition {
  readonly isAttended?: boolean;
  readonly attendedBy?: string;
}

export class IndexedDbStore extends RunsByKind implements RunStore, DataStore {
  readonly #db: IDBPDatabase<Schema>;
  /** Identifies this store among those of other tabs, and of other workers of this tab. */
  readonly #name = randomId();
  /** Runs that this store has acquired. */
  readonly #acquired = new Set<string>();

  constructor(db: IDBPDatabase<Schema>) {
    super();
    this.#db = db;
  }

  async createRun(head: AnyHead, log: readonly AnyRecord[] = []): Promise<void> {
    const transaction = this.#db.transaction(['runs', 'log'], 'readwrite', { durability: 'strict' });
    const records = transaction.objectStore('log');
    await rethrowIfFull(
      Promise.all([
        transaction.objectStore('runs').add(head, head.id),
        ...log.map((record, place) => records.add(record, [head.id, place])),
        transaction.done,
      ]),
    );
  }

  async append(runId: string, record: AnyRecord, place: number): Promise<void> {
    const transaction = this.#db.transaction(['runs', 'log', 'checkpoints'], 'readwrite', { durability: 'strict' });
    this.#requireOwn(runId, await transaction.objectStore('runs').get(runId));
    const log = transaction.objectStore('log');
    const [last, length] = await Promise.all([
      log.openKeyCursor(keysOf(runId), 'prev'),
      log.count(keysOf(runId)), // fewer than the last key where damaged records were deleted
    ]);
    if (length !== place) throw new LogConflict(runId, place, length);
    const key: [string, number] = [runId, last === null ? 0 : last.key[1] + 1];
    const writes: Promise<unknown>[] = [log.add(record, key), transaction.done];
    if (endsChild(record)) writes.push(transaction.objectStore('checkpoints').delete(runId));
    await rethrowIfFull(Promise.all(writes));
  }

  async anyRun(runId: string): Promise<AnyRun> {
    const stored: unknown = await this.#db.get('runs', runId);
    if (stored === undefined) throw new RangeError(`storage: there is no run ${runId}`);
    const head = parseWith(headSchemaOf(stored), stored, `storage: run ${runId}`);
    return { head, ...(await this.#readLog(head)) } as AnyRun;
  }

  async #readLog(head: AnyHead): Promise<Omit<AnyRun, 'head'>> {
    const { id: runId } = head;
    const { store } = this.#db.transaction('log');
    const range = keysOf(runId);
    const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
    const placeOf = ([, place]: [string, number]): string => `storage: run ${runId}, record ${place}`;
    const schema = recordSchemaOf(head);
    const { items, failed } = parseEach(() => schema, keys, values, placeOf);
    const unreadable = failed.map(({ at, reason }): UnreadableRecord => {
      const isIncident = (values[at] as { type?: unknown } | null | undefined)?.type === 'incident';
      return { place: keys[at]![1], reason, after: isIncident ? 0 : keys.length - 1 - at, isIncident };
    });
    return { log: items, ...(unreadable.length === 0 ? {} : { unreadable }) } as Omit<AnyRun, 'head'>;
  }

  protected async heads(): Promise<Listing<AnyHead>> {
    const { store } = this.#db.transaction('runs');
    const [ids, heads] = await Promise.all([store.getAllKeys(), store.getAll()]);
    const { items, failed } = parseEach(headSchemaOf, ids, heads, (id) => `storage: run ${id}`);
    return {
      items: items.sort((a, b) => b.startedAt.localeCompare(a.startedAt)),
      unreadable: failed.map(({ at, reason }) => ({ kind: 'run', id: ids[at]!, reason })),
    };
  }

  /** Deletes a record of the run's log, and so many after it. */
  async deleteRecords(runId: string, place: number, after: number): Promise<void> {
    const transaction = this.#db.transaction('log', 'readwrite', { durability: 'strict' });
    const range = IDBKeyRange.bound([runId, place], [runId, Number.MAX_SAFE_INTEGER]);
    const keys = await transaction.store.getAllKeys(range, 1 + after);
    await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
  }

  async deleteRun(runId: string): Promise<void> {
    const transaction = this.#db.transaction(['runs', 'log', 'checkpoints', 'networks'], 'readwrite');
    await Promise.all([
      transaction.objectStore('checkpoints').delete(runId),
      transaction.objectStore('checkpoints').delete(childrenKeys(runId)),
      transaction.objectStore('networks').delete(keysOf(runId)),
      transaction.objectStore('runs').delete(runId),
      transaction.objectStore('log').delete(keysOf(runId)),
      transaction.done,
    ]);
  }

  /** The mark is stored beside the head, where older versions of the page ignore it. */
  async acquire(runId: string): Promise<boolean> {
    this.#acquired.add(runId);
    return (await this.#updateMark(runId, () => ({ isAttended: true, attendedBy: this.#name })))?.isAttended === true;
  }

  async release(runId: string): Promise<void> {
    const isMine = ({ attendedBy }: Acquisition): boolean => attendedBy === undefined || attendedBy === this.#name;
    const wasAcquired = this.#acquired.delete(runId);
    // a store that never acquired the run releases it for a dead worker of its page
    await this.#updateMark(runId, (mark) =>
      wasAcquired && !isMine(mark) ? {} : { isAttended: false, attendedBy: undefined },
    );
  }

  /** Changes the mark of a run; returns the one before, or undefined for an unknown run. */
  async #updateMark(runId: string, change: (mark: Acquisition) => Acquisition): Promise<Acquisition | undefined> {
    const transaction = this.#db.transaction('runs', 'readwrite');
    const head = (await transaction.store.get(runId)) as (AnyHead & Acquisition) | undefined;
    const writes: Promise<unknown>[] = [transaction.done];
    if (head !== undefined) writes.push(transaction.store.put({ ...head, ...change(head) }, runId));
    await rethrowIfFull(Promise.all(writes));
    return head;
  }

  /** @throws {RunTaken} when another tab has acquired a run of this one; {RangeError} for an unknown run. */
  #requireOwn(runId: string, head: unknown): void {
    if (head === undefined) throw new RangeError(`storage: there is no run ${runId}`);
    const { attendedBy } = head as Acquisition;
    if (!this.#acquired.has(runId) || attendedBy === undefined || attendedBy === this.#name) return;
    throw new RunTaken(
      'storage: another tab has gone on with this run, so this search stops here; what is stored is as the other left it. Look at it here, or close the other tab and go on',
    );
  }

  checkpoints(runId: string): KeptCheckpoints {
    return {
      load: () => this.#loadCheckpoint(runId),
      save: (checkpoint) => this.#saveCheckpoint(runId, checkpoint, runId),
    };
  }

  children(runId: string): KeptChildren {
    const keyOf = (notation: string): string => `${runId}/${notation}`;
    return {
      load: (notation) => this.#loadCheckpoint(keyOf(notation)),
      save: (checkpoint) => this.#saveCheckpoint(runId, checkpoint, keyOf(checkpoint.notation)),
      remove: (notation) => this.#db.delete('checkpoints', keyOf(notation)),
      retain: async (notations) => {
        const kept = new Set(notations.map(keyOf));
        const { store, done } = this.#db.transaction('checkpoints', 'readwrite');
        for (const key of await store.getAllKeys(childrenKeys(runId))) if (!kept.has(key)) await store.delete(key);
        await done;
      },
    };
  }

  async #loadCheckpoint(key: string): Promise<KeptCheckpoint | undefined> {
    const kept: unknown = await this.#db.get('checkpoints', key);
    if (kept === undefined) return undefined;
    const checkpoint = v.safeParse(KeptCheckpointSchema, kept);
    if (!checkpoint.success) {
      throw new RefusedCheckpoint('it was kept by an earlier version of the page, which did not say of what it is');
    }
    return checkpoint.output;
  }

  async #saveCheckpoint(runId: string, checkpoint: KeptCheckpoint, key: string): Promise<void> {
    const transaction = this.#db.transaction(['runs', 'checkpoints'], 'readwrite');
    this.#requireOwn(runId, await transaction.objectStore('runs').get(runId));
    const saved = transaction.objectStore('checkpoints').put(checkpoint, key);
    await rethrowIfFull(Promise.all([saved, transaction.done]));
  }

  networks(runId: string): KeptNetworks {
    return {
      load: async (network) => {
        const kept: unknown = await this.#db.get('networks', [runId, network]);
        return kept === undefined
          ? undefined
          : parseWith(TrainedNetworkSchema, kept, `storage: network ${network + 1} of run ${runId}`);
      },
      save: async (network, trained) => {
        const transaction = this.#db.transaction(['runs', 'networks'], 'readwrite', { durability: 'strict' });
        this.#requireOwn(runId, await transaction.objectStore('runs').get(runId));
        const saved = transaction.objectStore('networks').put(trained, [runId, network]);
        await rethrowIfFull(Promise.all([saved, transaction.done]));
      },
    };
  }

  /** Deletes the pieces of imports that were killed: there is one import at a time. */
  async startImport(): Promise<Incoming> {
    const owners = new Set((await this.#db.getAll('dataSets')).map(ownerOf));
    const isOwned = (owner: string): boolean => owners.has(owner) || owners.has(undefined); // a damaged record may own them
    for (const [owner] of await this.#db.getAllKeys('pieces')) if (!isOwned(owner)) await this.#deletePieces(owner);
    const owner = randomId();
    let added = 0;
    return {
      add: async (piece) => void (await rethrowIfFull(this.#db.add('pieces', piece, [owner, added++]))),
      pieces: (order) => this.#pieces(owner, order),
      commit: async (identity, order, test) => {
        const known = ownerOf(await this.#db.get('dataSets', identity.sha256));
        const tests = test === undefined ? {} : { test: { ...test, order: [...test.order] } };
        const stored = { ...identity, owner, order: [...order], ...tests };
        await rethrowIfFull(this.#db.put('dataSets', stored, identity.sha256));
        if (known !== undefined) await this.#deletePieces(known);
      },
      abort: () => this.#deletePieces(owner),
    };
  }

  /** With a cursor, which frees a piece when it advances; requests keep their results until they are collected. */
  async *#pieces(owner: string, order: readonly number[]): AsyncIterable<ImageSet> {
    const { store } = this.#db.transaction('pieces');
    let cursor: IDBPCursorWithValue<Schema, ['pieces'], 'pieces'> | null = null;
    for (const place of order) {
      const key: [string, number] = [owner, place];
      const isAhead: boolean = cursor !== null && cursor.key[1] < place;
      cursor = isAhead ? await cursor!.continue(key) : await store.openCursor(IDBKeyRange.lowerBound(key));
      if (cursor === null || cursor.key[0] !== owner || cursor.key[1] !== place) {
        throw new Error(`storage: piece ${place} of a data set is missing; delete the data set and import it again`);
      }
      const piece: ImageSet = cursor.value;
      yield piece;
      release(piece.pixels);
    }
  }

  async list(): Promise<Listing<DataIdentity>> {
    const { store } = this.#db.transaction('dataSets');
    const [keys, sets] = await Promise.all([store.getAllKeys(), store.getAll()]);
    const { items, failed } = parseEach(
      () => StoredDataSetSchema,
      keys,
      sets,
      (key) => `storage: data set ${key.slice(0, 12)}`,
    );
    return {
      items: items.map(({ name, images, sha256 }) => ({ name, images, sha256 })),
      unreadable: failed.map(({ at, reason }) => ({ kind: 'dataSet', id: keys[at]!, reason })),
    };
  }

  async load(sha256: string): Promise<ImageSet> {
    const { owner, order, images } = await this.#dataSet(sha256);
    return this.#joined(owner, order, images);
  }

  async testOf(sha256: string): Promise<TestSet | undefined> {
    const { test } = await this.#dataSet(sha256);
    return test === undefined ? undefined : { images: test.images, sha256: test.sha256 };
  }

  async loadTest(sha256: string): Promise<ImageSet> {
    const { owner, test } = await this.#dataSet(sha256);
    if (test === undefined) throw noTest(sha256);
    return this.#joined(owner, test.order, test.images);
  }

  async #joined(owner: string, order: readonly number[], images: number): Promise<ImageSet> {
    const joined = allocateImages(images);
    let at = 0;
    for await (const piece of this.#pieces(owner, order)) at = copyImages(joined, at, piece);
    return joined;
  }

  /** Also of an unreadable one: the next import deletes pieces without a known owner. */
  async deleteDataSet(sha256: string): Promise<void> {
    const stored = await this.#db.get('dataSets', sha256);
    if (stored === undefined) throw new RangeError(`storage: there is no data set ${sha256}`);
    const owner = ownerOf(stored);
    await this.#db.delete('dataSets', sha256);
    if (owner !== undefined) await this.#deletePieces(owner);
  }

  async #dataSet(sha256: string): Promise<v.InferOutput<typeof StoredDataSetSchema>> {
    const stored = await this.#db.get('dataSets', sha256);
    if (stored === undefined) throw new RangeError(`storage: there is no data set ${sha256}`);
    return parseWith(StoredDataSetSchema, stored, `storage: data set ${sha256}`);
  }

  async #deletePieces(owner: string): Promise<void> {
    await this.#db.delete('pieces', keysOf(owner));
  }

  /** Devices that passed the self-test. An unreadable record is no pass. */
  get passes(): Passes {
    return {
      get: async (identity) => {
        const pass: unknown = await this.#db.get('passes', identity);
        return v.is(PassSchema, pass) ? pass : undefined;
      },
      add: async (identity, pass) => {
        const transaction = this.#db.transaction('passes', 'readwrite');
        const kept: StoredPass = { passedAt: new Date().toISOString(), ...pass };
        await Promise.all([transaction.store.clear(), transaction.store.put(kept, identity), transaction.done]);
      },
    };
  }

  close(): void {
    this.#db.close();
  }
}

/** The owner of a data set's pieces, if its record can be read. */
function ownerOf(stored: unknown): string | undefined {
  const { owner } = (stored ?? {}) as { owner?: unknown };
  return typeof owner === 'string' ? owner : undefined;
}

/** The valid ones of stored values, and the reasons for the others: a damaged one must not hide the rest. */
function parseEach<T, Key>(
  schemaOf: (value: unknown) => v.GenericSchema<unknown, T>,
  keys: readonly Key[],
  values: readonly unknown[],
  placeOf: (key: Key) => string,
): { items: T[]; failed: { readonly at: number; readonly reason: string }[] } {
  const items: T[] = [];
  const failed: { readonly at: number; readonly reason: string }[] = [];
  for (const [at, value] of values.entries()) {
    try {
      items.push(parseWith(schemaOf(value), value, placeOf(keys[at]!)));
    } catch (error) {
      failed.push({ at, reason: (error as RangeError).message });
    }
  }
  return { items, failed };
}

/** All keys of a run's log, or of a data set's pieces. */
/** Keys of a run's children among its checkpoints: its id, a slash and the cell. */
function childrenKeys(runId: string): IDBKeyRange {
  return IDBKeyRange.bound(`${runId}/`, `${runId}0`, false, true); // 0 is what follows the slash
}

function keysOf(owner: string): IDBKeyRange {
  return IDBKeyRange.bound([owner, 0], [owner, Number.MAX_SAFE_INTEGER]);
}

/**
 * Rethrows a full disk with a message that says what to do. Only a write can tell: the browsers' estimates of free space are not reliable
 * (Chromium's is 10 GiB more than is used, whatever the quota).
 */
async function rethrowIfFull<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error;
    const { usage } = await storageUse();
    throw new StorageFull(`a write found none${usage === undefined ? '' : `, beside the ${megabytes(usage)} MB kept`}`);
  }
}

/** Megabytes as text, without the unit. */
export const megabytes = (bytes: number): string => (bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 });
