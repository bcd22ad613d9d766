/** @file A store in memory: for terminal runs without a folder, and for browsers without storage. */
import { type AnyHead, type AnyRecord, type AnyRun } from '../../src/contract/any-run.ts';
import type { TrainedNetwork } from '../../src/contract/final-trained-network.ts';
import type { DataIdentity, Listing } from '../../src/contract/records.ts';
import type { ImageSet } from '../data/image-set.ts';
import { MemoryIncoming, type Incoming } from '../data/import/incoming.ts';
import { joinImages } from '../data/records.ts';
import { endsChild, type KeptCheckpoint, type KeptCheckpoints, type KeptChildren } from './checkpoint.ts';
import { RunsByKind } from './runs-by-kind.ts';
import { LogConflict, noTest, type DataStore, type KeptNetworks, type RunStore, type TestSet } from './store.ts';

/** A data set in memory. */
interface KeptSet {
  readonly identity: DataIdentity;
  readonly images: ImageSet;
  readonly test?: TestSet;
  readonly testImages?: ImageSet;
}

export class MemoryStore extends RunsByKind implements RunStore, DataStore {
  readonly #dataSets = new Map<string, KeptSet>();
  readonly #runs = new Map<string, { head: AnyHead; log: AnyRecord[] }>();
  readonly #checkpoints = new Map<string, KeptCheckpoint>();
  readonly #children = new Map<string, Map<string, KeptCheckpoint>>();
  readonly #networks = new Map<string, Map<number, TrainedNetwork>>();

  async createRun(head: AnyHead, log: readonly AnyRecord[] = []): Promise<void> {
    this.#runs.set(head.id, { head, log: [...log] });
  }

  async append(runId: string, record: AnyRecord, place: number): Promise<void> {
    const { log } = this.#get(runId);
    if (log.length !== place) throw new LogConflict(runId, place, log.length);
    log.push(record);
    if (endsChild(record)) this.#checkpoints.delete(runId);
  }

  async anyRun(runId: string): Promise<AnyRun> {
    const { head, log } = this.#get(runId);
    return { head, log: [...log] } as AnyRun;
  }

  protected async heads(): Promise<Listing<AnyHead>> {
    return { items: [...this.#runs.values()].map(({ head }) => head).toReversed(), unreadable: [] };
  }

  async deleteRun(runId: string): Promise<void> {
    this.#runs.delete(runId);
    this.#checkpoints.delete(runId);
    this.#children.delete(runId);
    this.#networks.delete(runId);
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

  children(runId: string): KeptChildren {
    const kept = this.#children.get(runId) ?? new Map<string, KeptCheckpoint>();
    this.#children.set(runId, kept);
    return {
      load: async (notation) => kept.get(notation),
      save: async (checkpoint) => void kept.set(checkpoint.notation, checkpoint),
      remove: async (notation) => void kept.delete(notation),
      retain: async (notations) => {
        for (const notation of kept.keys()) if (!notations.includes(notation)) kept.delete(notation);
      },
    };
  }

  networks(runId: string): KeptNetworks {
    const kept = this.#networks.get(runId) ?? new Map<number, TrainedNetwork>();
    this.#networks.set(runId, kept);
    return {
      load: async (network) => kept.get(network),
      save: async (network, trained) => void kept.set(network, trained),
    };
  }

  async startImport(): Promise<Incoming> {
    const pieces = new MemoryIncoming();
    return {
      add: (piece) => pieces.add(piece),
      pieces: (order) => pieces.pieces(order),
      abort: () => pieces.abort(),
      commit: async (identity, order, test) => {
        await pieces.commit(identity, order, test);
        const own = pieces.takeTestPieces();
        const kept = { identity, images: joinImages(pieces.takePieces()) };
        const judged = test === undefined || own === undefined ? {} : { test, testImages: joinImages(own) };
        this.#dataSets.set(identity.sha256, { ...kept, ...judged });
      },
    };
  }

  async list(): Promise<Listing<DataIdentity>> {
    return { items: [...this.#dataSets.values()].map(({ identity }) => identity), unreadable: [] };
  }

  async load(sha256: string): Promise<ImageSet> {
    return this.#dataSet(sha256).images;
  }

  async testOf(sha256: string): Promise<TestSet | undefined> {
    const { test } = this.#dataSet(sha256);
    return test === undefined ? undefined : { images: test.images, sha256: test.sha256 };
  }

  async loadTest(sha256: string): Promise<ImageSet> {
    const { testImages } = this.#dataSet(sha256);
    if (testImages === undefined) throw noTest(sha256);
    return testImages;
  }

  #dataSet(sha256: string): KeptSet {
    const found = this.#dataSets.get(sha256);
    if (found === undefined) throw new RangeError(`storage: there is no data set ${sha256}`);
    return found;
  }

  async deleteDataSet(sha256: string): Promise<void> {
    await this.load(sha256);
    this.#dataSets.delete(sha256);
  }

  #get(runId: string): { head: AnyHead; log: AnyRecord[] } {
    const run = this.#runs.get(runId);
    if (run === undefined) throw new RangeError(`storage: there is no run ${runId}`);
    return run;
  }
}
