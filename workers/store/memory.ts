/** @file A store in memory: for terminal runs without a folder, and for browsers without storage. */
import type { DataIdentity, Listing, LogRecord, Run, RunHead } from '../../src/contract/records.ts';
import type { ImageSet } from '../data/image-set.ts';
import { MemoryIncoming, type Incoming } from '../data/import/incoming.ts';
import { joinImages } from '../data/records.ts';
import { endsChild, type KeptCheckpoint, type KeptCheckpoints } from './checkpoint.ts';
import { LogConflict, type DataStore, type RunStore } from './store.ts';

export class MemoryStore implements RunStore, DataStore {
  readonly #dataSets = new Map<string, { identity: DataIdentity; images: ImageSet }>();
  readonly #runs = new Map<string, { head: RunHead; log: LogRecord[] }>();
  readonly #checkpoints = new Map<string, KeptCheckpoint>();

  async createRun(head: RunHead, log: readonly LogRecord[] = []): Promise<void> {
    this.#runs.set(head.id, { head, log: [...log] });
  }

  async append(runId: string, record: LogRecord, place: number): Promise<void> {
    const { log } = this.#get(runId);
    if (log.length !== place) throw new LogConflict(runId, place, log.length);
    log.push(record);
    if (endsChild(record)) this.#checkpoints.delete(runId);
  }

  async run(runId: string): Promise<Run> {
    const { head, log } = this.#get(runId);
    return { head, log: [...log] };
  }

  async runs(): Promise<Listing<RunHead>> {
    return { items: [...this.#runs.values()].map(({ head }) => head).toReversed(), unreadable: [] };
  }

  async deleteRun(runId: string): Promise<void> {
    this.#runs.delete(runId);
    this.#checkpoints.delete(runId);
  }

  /** Never acquired before: a crash of a search also ends this store. */
  async acquire(): Promise<boolean> {
    return false;
  }

  async release(): Promise<void> {}

  checkpoints(runId: string): KeptCheckpoints {
    return {
      load: async () => this.#checkpoints.get(runId),
      save: async (checkpoint) => void this.#checkpoints.set(runId, checkpoint),
    };
  }

  async startImport(): Promise<Incoming> {
    const pieces = new MemoryIncoming();
    return {
      add: (piece) => pieces.add(piece),
      pieces: (order) => pieces.pieces(order),
      abort: () => pieces.abort(),
      commit: async (identity, order) => {
        await pieces.commit(identity, order);
        this.#dataSets.set(identity.sha256, { identity, images: joinImages(pieces.takePieces()) });
      },
    };
  }

  async list(): Promise<Listing<DataIdentity>> {
    return { items: [...this.#dataSets.values()].map(({ identity }) => identity), unreadable: [] };
  }

  async load(sha256: string): Promise<ImageSet> {
    const found = this.#dataSets.get(sha256);
    if (found === undefined) throw new RangeError(`storage: there is no data set ${sha256}`);
    return found.images;
  }

  async deleteDataSet(sha256: string): Promise<void> {
    await this.load(sha256);
    this.#dataSets.delete(sha256);
  }

  #get(runId: string): { head: RunHead; log: LogRecord[] } {
    const run = this.#runs.get(runId);
    if (run === undefined) throw new RangeError(`storage: there is no run ${runId}`);
    return run;
  }
}
