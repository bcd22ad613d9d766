/** @file The search worker's service: one device, one store, at most one running search. */
import {
  type ByteSource,
  type FinalRequest,
  type ImportedRun,
  type ImportProgress,
  type ResumeOptions,
  type SearchApi,
  type ShardProgress,
  type ShardState,
  type Speed,
  type TextSource,
} from '../../src/contract/api.ts';
import { isFinalHead, type AnyRun } from '../../src/contract/any-run.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import type { FinalEvent } from '../../src/contract/final-events.ts';
import type { FinalHead, FinalRun, TestIdentity } from '../../src/contract/final-records.ts';
import type { TrainedNetwork } from '../../src/contract/final-trained-network.ts';
import type { DataPack } from '../../src/contract/data-manifest.ts';
import type { BenchProgress, DeviceBench } from '../../src/contract/device-bench.ts';
import type { DeviceReport, SearchEvent } from '../../src/contract/events.ts';
import type { LeadEntry, LeadState, RoomEntry, RoomEvent } from '../../src/contract/room-events.ts';
import type { Control, Result } from '../../src/contract/room-messages.ts';
import { isOver } from '../../src/contract/run-file.ts';
import { jobsOf, type Shard } from '../../src/contract/shard.ts';
import type { DataIdentity, Listing, Run, RunHead, Unreadable } from '../../src/contract/records.ts';
import { parseAnyFile } from '../../src/contract/read-any-file.ts';
import { summaryOf, type RunSummary } from '../../src/contract/summary.ts';
import { readError } from '../../src/contract/read-error.ts';
import { runLock } from '../../src/contract/run-owner.ts';
import { randomId } from '../../src/contract/secure-context.ts';
import { IMAGE_BYTES } from '../data/image-set.ts';
import type { Device } from '../device/device.ts';
import { IndexedDbStore, openIndexedDb } from '../store/indexed-db.ts';
import { MemoryStore } from '../store/memory.ts';
import {
  LogConflict,
  StorageRefused,
  type DataStore,
  type Passes,
  type RunStore,
  type TestSet,
} from '../store/store.ts';
import { testIndices } from '../train/split.ts';
import { Throttle } from '../train/throttle.ts';
import { Bench, SEARCH_RUNS } from './bench.ts';
import { DataSets } from './data-sets.ts';
import { alone, holdToTheEnd } from './locks.ts';
import { OwnDevice } from './own-device.ts';
import { requireRoom } from './space.ts';
import { newFinalHead, newHead, ROOM_DEVICE } from '../drive/new-run.ts';
import { LeadService, type LedSearch } from './lead-service.ts';
import { RoomService } from './room-service.ts';
import { raceCells } from '../drive/cell-race.ts';
import { RunSurrogate } from '../drive/run-surrogate.ts';
import { probeSpeed } from '../drive/speed.ts';
import { NEEDS_TFJS } from '../surrogate/base/surrogate.ts';
import { isGraphicsCard } from '../surrogate/surrogates.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import type { RaceProgress, RaceRequest, RaceResult } from '../../src/contract/drawn-cells.ts';
import { runSearch, type SearchOptions } from '../drive/search.ts';
import type { Unstored } from '../drive/on-devices.ts';
import { runFinal } from '../drive/final.ts';
import type { IncidentLog } from '../drive/incidents.ts';
import type { TestImages } from '../drive/read-test.ts';

/** Version of the code that trains, from the build (`src/build/page-config.ts`). */
declare const CODE_VERSION: string;

/** What trains in place of this device: a room that this page leads, or results that laptops gave back. */
interface OtherTrainers {
  readonly led?: LedSearch | undefined;
  readonly trainers?: SearchOptions['trainers'];
}

const RUNS_ELSEWHERE =
  'search: this run goes on in another tab. Here it can be looked at; pause or close it there to go on here';

/** A search waits so long for a probe under way, ms (ours: a probe takes two seconds but for one step of a slow device). */
const PROBE_TIMEOUT_MS = 15_000;

export class SearchService implements SearchApi {
  readonly #device = new OwnDevice(() => this.#passes());
  readonly #data = new DataSets(() => this.#openStore());
  #store: Promise<RunStore & DataStore> | undefined;
  /** Why nothing is kept beyond this window. */
  #refused: StorageRefused | undefined;
  #running: Promise<void> | undefined;
  #pauseRequested = false;
  /** Outcomes that found no room, by run: the first thing stored when it goes on. */
  readonly #unstored = new Map<string, Unstored[]>();
  readonly #pace = new Throttle();
  #incidents: Pick<IncidentLog, 'note'> | undefined;
  readonly #room = new RoomService({
    device: () => this.#device.get(),
    reopen: () => this.#device.reopen(),
    images: (data, pageUrl) => this.#data.imagesOf(data, pageUrl),
    throttle: this.#pace,
  });
  readonly #lead = new LeadService(CODE_VERSION);
  #probing: Promise<Speed | undefined> | undefined;
  readonly #bench = new Bench();
  readonly #surrogate = new RunSurrogate();

  async holdLock(lock: string): Promise<void> {
    await holdToTheEnd(lock);
  }

  async device(): Promise<DeviceReport> {
    return (await this.#device.get()).report;
  }

  probe(): Promise<Speed | undefined> {
    if (this.#running !== undefined || this.#bench.isUnderWay) return Promise.resolve(undefined);
    this.#probing ??= this.#device
      .get()
      .then((device) => (device.report.backend === 'cpu' ? undefined : probeSpeed(device)));
    return this.#probing;
  }

  async bench(onProgress?: (progress: BenchProgress) => void): Promise<DeviceBench> {
    if (this.#running !== undefined) throw new Error(SEARCH_RUNS);
    return this.#bench.measure(async () => {
      await this.#probing?.catch(() => undefined); // one at a time on the device
      return this.#device.get();
    }, onProgress);
  }

  async cancelBench(): Promise<void> {
    this.#bench.cancel();
  }

  dataSets(pageUrl: string): Promise<Listing<DataIdentity>> {
    return this.#data.list(pageUrl);
  }

  samplePictures(rows: number): Promise<Uint8Array> {
    return this.#data.samplePictures(rows);
  }

  importFiles(
    name: string,
    files: readonly ByteSource[],
    onProgress?: (progress: ImportProgress) => void,
  ): Promise<DataIdentity> {
    return this.#data.importFiles(name, files, onProgress);
  }

  packs(pageUrl: string): Promise<DataPack[]> {
    return this.#data.packs(pageUrl);
  }

  importPack(pack: DataPack, pageUrl: string, onProgress?: (progress: ImportProgress) => void): Promise<DataIdentity> {
    return this.#data.importPack(pack, pageUrl, onProgress);
  }

  async cancelImport(): Promise<void> {
    this.#data.cancelImport();
  }

  async deleteDataSet(sha256: string): Promise<void> {
    await this.#data.delete(sha256);
  }

  async runs(): Promise<Listing<RunHead>> {
    const store = await this.#openStore();
    if (this.#refused !== undefined) throw this.#refused;
    return store.runs();
  }

  async run(id: string): Promise<Run> {
    return (await this.#openStore()).run(id);
  }

  async summary(id: string): Promise<RunSummary> {
    return summaryOf(await this.run(id));
  }

  async deleteRun(id: string): Promise<void> {
    const store = await this.#openStore();
    await alone(runLock(id), () => store.deleteRun(id), RUNS_ELSEWHERE);
  }

  async deleteUnreadable({ kind, id }: Unreadable): Promise<void> {
    if (kind === 'run') await this.deleteRun(id);
    else await this.deleteDataSet(id);
  }

  async deleteRecords(id: string, place: number, after: number): Promise<void> {
    const store = await this.#openStore();
    if (!(store instanceof IndexedDbStore)) return; // what is kept in memory can be read
    await alone(runLock(id), () => store.deleteRecords(id, place, after), RUNS_ELSEWHERE);
  }

  async importRun({ head, log }: AnyRun): Promise<string> {
    const store = await this.#openStore();
    const id = randomId();
    await store.createRun({ ...head, id }, log);
    return id;
  }

  async importFile(file: TextSource): Promise<ImportedRun> {
    const text = await file.text().catch((error: unknown) => {
      throw readError(error, file.name);
    });
    const run = parseAnyFile(text, file.name);
    return { id: await this.importRun(run), isFinal: isFinalHead(run.head) };
  }

  async start(
    config: SearchConfig,
    dataSha256: string,
    onEvent: (event: SearchEvent) => void,
    options?: Pick<ResumeOptions, 'onePhase' | 'inRoom'>,
  ): Promise<string> {
    this.#requireIdle();
    const [store, own] = await Promise.all([this.#openStore(), this.#device.get()]);
    const data = await this.#data.find(dataSha256);
    const device = options?.inRoom === undefined ? own.report : ROOM_DEVICE;
    const head = newHead({ id: randomId(), config, data, device, runtime: navigator.userAgent });
    const led = await this.#openRoom({ head, log: [] }, options);
    try {
      await store.createRun(head);
    } catch (error) {
      await led?.close('paused');
      throw error;
    }
    await this.#beginSearch(head.id, onEvent, options, { led });
    return head.id;
  }

  async resume(id: string, onEvent: (event: SearchEvent) => void, options: ResumeOptions = {}): Promise<void> {
    this.#requireIdle();
    const run = await this.run(id);
    requireWhole(run); // it, and an unknown id, are refused here, not in an event
    await this.#beginSearch(id, onEvent, options, { led: await this.#openRoom(run, options) });
  }

  async continueWithShards(
    id: string,
    results: readonly Result[],
    onEvent: (event: SearchEvent) => void,
  ): Promise<ShardState> {
    this.#requireIdle();
    const run = await this.run(id);
    requireWhole(run);
    const { ShardTrainers } = await import('../drive/shards.ts');
    const trainers = new ShardTrainers({ head: run.head, code: CODE_VERSION, results });
    await this.#beginSearch(id, onEvent, {}, { trainers });
    await this.#running;
    const { log } = await this.run(id);
    return { isOver: isOver(log), missing: trainers.missing, refused: trainers.refused, code: CODE_VERSION };
  }

  async trainShard(
    shard: Shard,
    pageUrl: string,
    onProgress: (progress: ShardProgress) => void,
  ): Promise<readonly Result[]> {
    this.#requireIdle();
    if (shard.code !== CODE_VERSION)
      throw new RangeError(`shard: must be of this page's version, ${CODE_VERSION}; got ${shard.code}. Both must have the same page`); // prettier-ignore
    return this.#room.trainAlone(jobsOf(shard), pageUrl, onProgress);
  }

  async finals(): Promise<Listing<FinalHead>> {
    return (await this.#openStore()).finals();
  }

  async finalRun(id: string): Promise<FinalRun> {
    return (await this.#openStore()).finalRun(id);
  }

  async testOf(dataSha256: string): Promise<TestSet | undefined> {
    return (await this.#openStore()).testOf(dataSha256);
  }

  async startFinal(request: FinalRequest, onEvent: (event: FinalEvent) => void): Promise<string> {
    const { config, dataSha256, origin } = request;
    this.#requireIdle();
    const [store, device] = await Promise.all([this.#openStore(), this.#device.get()]);
    const data = await this.#data.find(dataSha256);
    const own = await store.testOf(dataSha256);
    const test: TestIdentity =
      own === undefined
        ? { images: config.testImages, sha256: data.sha256, isHeldOut: true }
        : { images: config.testImages, sha256: own.sha256 };
    const id = randomId();
    const runtime = navigator.userAgent;
    const from = origin === undefined ? {} : { origin };
    await store.createRun(newFinalHead({ id, config, data, test, device: device.report, runtime, ...from }));
    await this.#beginFinal(id, onEvent);
    return id;
  }

  async resumeFinal(id: string, onEvent: (event: FinalEvent) => void, options: ResumeOptions = {}): Promise<void> {
    this.#requireIdle();
    requireWhole(await this.finalRun(id));
    await this.#beginFinal(id, onEvent, options);
  }

  async trainedNetwork(id: string, network: number): Promise<TrainedNetwork | undefined> {
    return (await this.#openStore()).networks(id).load(network);
  }

  async testPixels(id: string, images: readonly number[]): Promise<Uint8Array> {
    const { head } = await this.finalRun(id);
    const { set, indices } = await this.#testImages(head);
    const pixels = new Uint8Array(images.length * IMAGE_BYTES);
    for (const [i, image] of images.entries()) {
      const from = requireIndex(indices, image) * IMAGE_BYTES;
      pixels.set(set.pixels.subarray(from, from + IMAGE_BYTES), i * IMAGE_BYTES);
    }
    return pixels;
  }

  #beginFinal(id: string, onEvent: (event: FinalEvent) => void, options: ResumeOptions = {}): Promise<void> {
    const failed = (message: string): void => onEvent({ type: 'failed', message });
    return this.#begin(id, () => this.#final(id, onEvent, options), failed);
  }

  async #final(id: string, onEvent: (event: FinalEvent) => void, options: ResumeOptions): Promise<void> {
    const common = await this.#prepare(id);
    const run = await common.store.finalRun(id);
    const images = await common.store.load(run.head.data.sha256);
    await runFinal({ ...options, ...common, run, images, loadTest: () => this.#testImages(run.head), onEvent });
  }

  async #testImages(head: FinalHead): Promise<TestImages> {
    const store = await this.#openStore();
    const { sha256 } = head.data;
    const set = head.test.isHeldOut === true ? await store.load(sha256) : await store.loadTest(sha256);
    return { set, indices: testIndices(head) };
  }

  async predictCells(id: string, notations: readonly string[]): Promise<number[]> {
    const run = await this.run(id);
    const onDevice = NEEDS_TFJS[run.head.config.surrogate];
    if (onDevice) this.#requireIdle();
    const device = onDevice ? await this.#device.get() : undefined;
    const cells = notations.map((notation) => parseCell(notation));
    return this.#surrogate.predict(run, cells, device !== undefined && isGraphicsCard(device));
  }

  async raceCells(request: RaceRequest, onProgress: (progress: RaceProgress) => void): Promise<readonly RaceResult[]> {
    this.#requireIdle();
    const racing = this.#race(request, onProgress);
    this.#running = racing.then(
      () => {},
      () => {},
    );
    try {
      return await racing;
    } finally {
      this.#running = undefined;
    }
  }

  async #race(request: RaceRequest, onProgress: (progress: RaceProgress) => void): Promise<RaceResult[]> {
    const [store, device] = await Promise.all([this.#openStore(), this.#device.get(), this.#probing?.catch(() => {})]);
    const { head } = await store.run(request.runId);
    const images = await store.load(head.data.sha256);
    return raceCells({ head, images, device, request, throttle: this.#pace, onProgress });
  }

  async stopped(id: string): Promise<void> {
    const store = await this.#openStore();
    await alone(runLock(id), () => store.release(id), RUNS_ELSEWHERE);
  }

  async hidden(): Promise<void> {
    this.#incidents?.note('hidden', 'the page was in the background for a time');
  }

  async pause(): Promise<void> {
    this.#pauseRequested = true;
    await this.#running;
  }

  async setLowPriority(isLowPriority: boolean): Promise<void> {
    this.#pace.isLowPriority = isLowPriority;
  }

  async enterRoom(entry: RoomEntry, onEvent: (event: RoomEvent) => void): Promise<void> {
    this.#requireIdle();
    await this.#room.enter(entry, onEvent);
  }

  async watchRoom(server: string, password: string, onEvent: (event: RoomEvent) => void): Promise<void> {
    await this.#room.watch(server, password, onEvent);
  }

  async pauseInRoom(isPaused: boolean): Promise<void> {
    await this.#room.setPaused(isPaused);
  }

  async controlRoom(control: Control): Promise<void> {
    await this.#room.control(control);
  }

  async leaveRoom(): Promise<void> {
    await this.#room.leave();
  }

  async leadRoom(entry: LeadEntry, onState: (state: LeadState) => void): Promise<void> {
    await this.#lead.enter(entry, onState);
  }

  async beginInRoom(): Promise<void> {
    this.#lead.beginNow();
  }

  async haltRoom(): Promise<void> {
    await this.#lead.halt();
  }

  async leaveLead(): Promise<void> {
    this.#requireIdle();
    await this.#lead.leave();
  }

  /** Opens the room that this page leads for a run. */
  async #openRoom(
    { head, log }: Pick<Run, 'head' | 'log'>,
    { inRoom }: ResumeOptions = {},
  ): Promise<LedSearch | undefined> {
    if (inRoom === undefined) return undefined;
    this.#pauseRequested = false;
    return this.#lead.open({ head, log, ...inRoom, shouldPause: () => this.#pauseRequested });
  }

  #requireIdle(): void {
    if (this.#running !== undefined) throw new Error('search: only one can run at a time; pause the other first');
    if (this.#bench.isUnderWay)
      throw new Error('search: the device is being measured; stop that first, or wait a minute');
  }

  /** Runs in the background; how it ends is told in events. Rejects when the run goes on in another tab. */
  async #begin(id: string, run: () => Promise<unknown>, onFailed: (message: string) => void): Promise<void> {
    this.#pauseRequested = false;
    // one at a time on the device, unless it hangs
    await Promise.race([
      this.#probing?.catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, PROBE_TIMEOUT_MS)),
    ]);
    const toItsEnd = (): Promise<void> =>
      run()
        .then(() => {})
        .catch((error: unknown) => onFailed(error instanceof Error ? error.message : String(error)))
        .finally(() => {
          this.#running = undefined;
          this.#incidents = undefined;
        });
    await new Promise<void>((begun, refused) => {
      this.#running = alone(runLock(id), () => (begun(), toItsEnd()), RUNS_ELSEWHERE).catch((error: unknown) => {
        this.#running = undefined;
        refused(error as Error);
      });
    });
  }

  async #beginSearch(
    id: string,
    onEvent: (event: SearchEvent) => void,
    options: ResumeOptions = {},
    others: OtherTrainers = {},
  ): Promise<void> {
    const failed = (message: string): void => onEvent({ type: 'failed', message });
    try {
      await this.#begin(id, () => this.#search(id, onEvent, options, others), failed);
    } catch (error) {
      await others.led?.close('paused');
      throw error;
    }
  }

  async #search(
    id: string,
    onEvent: (event: SearchEvent) => void,
    options: ResumeOptions,
    { led, trainers = led?.trainers }: OtherTrainers,
  ): Promise<void> {
    let end: 'finished' | 'paused' = 'paused';
    try {
      const common = await this.#prepare(id);
      const run = await common.store.run(id);
      const images = await common.store.load(run.head.data.sha256);
      end = await runSearch({
        ...options,
        ...common,
        run,
        images,
        onEvent: (event) => {
          led?.hear(event);
          onEvent(event);
        },
        isWatched: true,
        ...(trainers === undefined ? {} : { trainers }),
        ...(led === undefined ? {} : { shouldPause: led.shouldPause }),
      });
    } finally {
      void led?.close(end); // the next waits for it
    }
    if (end === 'paused' && led?.lost !== undefined) onEvent({ type: 'failed', message: `${led.lost}.` });
  }

  /** What a run of either kind is run with; stores first what found no room before. */
  async #prepare(id: string) {
    const [store, device] = await Promise.all([this.#openStore(), this.#device.get()]);
    const unstored = this.#unstoredOf(id);
    for (; unstored[0] !== undefined; unstored.shift()) await appendLate(store, id, unstored[0]);
    return {
      device,
      store,
      reopen: (): Promise<Device> => this.#device.reopen(),
      unstored,
      shouldPause: (): boolean => this.#pauseRequested,
      pace: this.#pace,
      requireRoom: (): Promise<void> => requireRoom(0),
      onBegun: (incidents: Pick<IncidentLog, 'note'>): void => void (this.#incidents = incidents),
    };
  }

  #unstoredOf(id: string): Unstored[] {
    const unstored = this.#unstored.get(id) ?? [];
    this.#unstored.set(id, unstored);
    return unstored;
  }

  /** Where passed self-tests are remembered; nowhere without storage, nor while the page is developed and its files keep their names. */
  async #passes(): Promise<Passes | undefined> {
    const store = import.meta.env.PROD ? await this.#openStore().catch(() => undefined) : undefined; // whoever needs it is told
    return store instanceof IndexedDbStore ? store.passes : undefined;
  }

  /** The browser's store; where it refuses one, a store for as long as the window is open. */
  #openStore(): Promise<RunStore & DataStore> {
    this.#store ??= openIndexedDb(undefined, () => (this.#store = undefined)).catch((error: unknown) => {
      if (!(error instanceof StorageRefused)) throw error;
      this.#refused = error;
      return new MemoryStore();
    });
    return this.#store;
  }
}

/** The index of a test image in its set. @throws {RangeError} for none. */
function requireIndex(indices: Uint32Array, image: number): number {
  const index = indices[image];
  if (index === undefined) throw new RangeError(`final: test images are 0 to ${indices.length - 1}; got ${image}`);
  return index;
}

/** Stores what found no room before; not when another tab has gone on from there meanwhile. */
async function appendLate(store: RunStore, id: string, { record, place }: Unstored): Promise<void> {
  await store.append(id, record, place).catch((error: unknown) => {
    if (!(error instanceof LogConflict)) throw error;
  });
}

/** @throws {RangeError} when a record that a replay needs cannot be read. */
function requireWhole({ unreadable }: Pick<Run, 'unreadable'>): void {
  const missing = unreadable?.find(({ isIncident }) => !isIncident);
  if (missing === undefined) return;
  throw new RangeError(
    `${missing.reason}. A search goes on from a whole log: under Runs this record can be deleted, and then it goes on from before it`,
  );
}
