/** @file The IndexedDB schema and its migrations. A released migration is never changed; a new layout is a new one at the end. */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { ImageSet } from '../data/image-set.ts';

/** The current schema. */
export interface Schema extends DBSchema {
  /** Run heads by id. */
  runs: { key: string; value: unknown };
  /** Log records by [run id, index in the log]; one per transaction, so that each is durable on its own. */
  log: { key: [string, number]; value: unknown };
  /** The child in training, by run id; children that may be trained on, by run id, a slash and the cell. */
  checkpoints: { key: string; value: unknown };
  /** Data sets by SHA-256: identity, the owner of their pieces, and the pieces' order. */
  dataSets: { key: string; value: unknown };
  /** Their images by [owner, index in the order added]. An owner that no data set names was never committed. */
  pieces: { key: [string, number]; value: ImageSet };
  /** When a device passed the self-test, by all that the test depends on. */
  passes: { key: string; value: unknown };
  /** Trained networks of final trainings by [run id, place among those that it trains]. */
  networks: { key: [string, number]; value: unknown };
}

type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;
type Migration = (db: IDBPDatabase<Schema>, upgrade: Upgrade) => void | Promise<void>;

/** Migration i takes a store from version i to i + 1; 0 is no store. */
const MIGRATIONS: readonly Migration[] = [
  (db) => {
    const names: readonly string[] = ['runs', 'log', 'dataSets', 'images'];
    for (const name of names) db.createObjectStore(name as StoreNames<Schema>);
  },

  // A data set in pieces, so that 50,000 images are imported without being in memory at once; checkpoints.
  async (db, upgrade) => {
    db.createObjectStore('checkpoints');
    const pieces = db.createObjectStore('pieces');
    const images = upgrade.objectStore('images' as 'pieces'); // version 1: whole data sets, by SHA-256
    for (let cursor = await images.openCursor(); cursor !== null; cursor = await cursor.continue()) {
      await pieces.add(cursor.value, [String(cursor.key), 0]);
    }
    for (let cursor = await upgrade.objectStore('dataSets').openCursor(); cursor !== null;) {
      await cursor.update({ ...(cursor.value as object), owner: cursor.key, order: [0] });
      cursor = await cursor.continue();
    }
    db.deleteObjectStore('images' as 'pieces');
  },

  // Devices that passed the self-test.
  (db) => void db.createObjectStore('passes'),

  // Trained networks.
  (db) => void db.createObjectStore('networks'),
];

/** The current version of the schema. */
export const VERSION = MIGRATIONS.length;

/** Migrates a store from version `from` to {@link VERSION}. */
export async function migrate(db: IDBPDatabase<Schema>, from: number, upgrade: Upgrade): Promise<void> {
  for (const migration of MIGRATIONS.slice(from)) await migration(db, upgrade);
}
