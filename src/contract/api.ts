/** @file The search worker's interface, as Comlink exposes it to the page. Everything is data or a proxied callback. */
import type { AnyRun } from './any-run.ts';
import type { SearchConfig } from './config.ts';
import type { DataPack } from './data-manifest.ts';
import type { BenchProgress, DeviceBench } from './device-bench.ts';
import type { RaceProgress, RaceRequest, RaceResult } from './drawn-cells.ts';
import type { DeviceReport, SearchEvent } from './events.ts';
import type { FinalConfig } from './final-config.ts';
import type { FinalEvent } from './final-events.ts';
import type { FinalHead, FinalRun, Origin } from './final-records.ts';
import type { TrainedNetwork } from './final-trained-network.ts';
import type { DataIdentity, Listing, Run, RunHead, Unreadable } from './records.ts';
import type { LeadEntry, LeadState, RoomEntry, RoomEvent } from './room-events.ts';
import type { Control, Result } from './room-messages.ts';
import type { Shard, Training } from './shard.ts';
import type { RunSummary } from './summary.ts';

/** A file by its bytes: a `File` of the page, or a file on disk in the terminal. */
export interface ByteSource {
  readonly name: string;
  readonly size: number;
  stream(): ByteStream;
}

/** Of the platform's `ReadableStream`, as much as an import needs. */
export interface ByteStream {
  getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<void> };
}

/** Of a `File`, as much as a text needs. */
export interface TextSource {
  readonly name: string;
  text(): Promise<string>;
}

/** Progress of an import. */
export interface ImportProgress {
  /** Read so far, of `sizeBytes`, of the files as they came. */
  readonly bytes: number;
  readonly sizeBytes: number;
  /** Images kept so far. */
  readonly images: number;
  readonly durationMs: number;
}

/** Whether a file holds the test images, by its name: it is left out of any import, for a search must not see them. */
export function isTestBatch(name: string): boolean {
  return /^test_batch/i.test(name);
}

/** Share of the time that a search of low priority leaves the device idle, between 0 and 1 (ours). */
export const LOW_PRIORITY_REST = 0.5;

/** Forward passes that training on an image costs: its own, and a backward pass of about two (the usual reckoning). */
export const TRAINING_PASSES = 3;

/** How fast a device trains. What a step costs whatever it computes counts most where networks are small. */
export interface Speed {
  /** Milliseconds of a step that are not arithmetic. */
  readonly stepMs: number;
  /** Multiply-adds a second, each pass counted ({@link TRAINING_PASSES}). */
  readonly perSecond: number;
}

/** The message of an import that was cancelled. */
export const IMPORT_CANCELLED = 'data: cancelled; nothing was stored';

/** The message of a bench that was cancelled. */
export const BENCH_CANCELLED = 'bench: cancelled';

/** How to go on with a run. */
export interface ResumeOptions {
  /** Until a level is ranked, trained or fitted; else to the run's end. */
  readonly onePhase?: boolean;
  /** How the worker died that was at it: goes into the run's log. */
  readonly crash?: string;
  /** When the last page on it ended, its user had closed it or had it in the background: no child is to blame. */
  readonly wasAway?: boolean;
  /** The room that this worker leads trains its cells, once so many workers are there. */
  readonly inRoom?: { readonly wanted: number };
}

/** How far a search came with what laptops gave back. */
export interface ShardState {
  readonly isOver: boolean;
  /** What it needs next. */
  readonly missing: readonly Training[];
  /** Why results were not taken, in words. */
  readonly refused: readonly string[];
  /** Version of the code that must train the rest. */
  readonly code: string;
}

/** How far a shard is. */
export interface ShardProgress {
  /** Of its trainings, from 0. */
  readonly training: number;
  /** Of that training, from 0 to 1. */
  readonly done: number;
  /** What is measured so far. */
  readonly results: readonly Result[];
}

/** What a final training begins with. */
export interface FinalRequest {
  readonly config: FinalConfig;
  readonly dataSha256: string;
  /** The search that the cell is from (`originOf`); absent: the cell was given by itself. */
  readonly origin?: Origin;
}

/** A run from a file, as it is kept. */
export interface ImportedRun {
  readonly id: string;
  readonly isFinal: boolean;
}

export interface SearchApi {
  /** Resolves once the worker holds this Web Lock, which it does to its end, however that comes; at once without locks. */
  holdLock(lock: string): Promise<void>;
  /** Opens the device (once) and says what it is. */
  device(): Promise<DeviceReport>;
  /**
   * How fast the device trains, from about two seconds of it on made-up images. Undefined while a search runs, and on plain
   * JavaScript, where it would take long.
   */
  probe(): Promise<Speed | undefined>;
  /**
   * Measures the device for less than a minute; nothing is sent anywhere. No search begins meanwhile.
   * @throws {Error} while a search runs, in any tab; without WebGPU; {@link BENCH_CANCELLED} when cancelled.
   */
  bench(onProgress?: (progress: BenchProgress) => void): Promise<DeviceBench>;
  /** Stops the bench under way, if there is one, after the step that it is at. */
  cancelBench(): Promise<void>;
  /** The data sets in the store; the sample, which lies beside the page at `pageUrl`, is put there on first call. */
  dataSets(pageUrl: string): Promise<Listing<DataIdentity>>;
  /** The sample's first images of each class, planar, [rows, 10, 3, 32, 32]: what a row has of a class is missing where there are too few. */
  samplePictures(rows: number): Promise<Uint8Array>;
  /**
   * Takes CIFAR-10 into the store as one data set: `cifar-10-binary.tar.gz`, its `.tar`, or its `.bin` files in any order. Nothing is stored
   * unless all are good. @throws {RangeError} naming the file, what was required and what came; {@link IMPORT_CANCELLED} when cancelled.
   */
  importFiles(
    name: string,
    files: readonly ByteSource[],
    onProgress?: (progress: ImportProgress) => void,
  ): Promise<DataIdentity>;
  /** What the page's host offers, by its manifest, and is not in the store yet. */
  packs(pageUrl: string): Promise<DataPack[]>;
  /** Takes one of them in, as {@link importFiles} does. @throws {RangeError} also when it is not the data set that the manifest names. */
  importPack(pack: DataPack, pageUrl: string, onProgress?: (progress: ImportProgress) => void): Promise<DataIdentity>;
  /** Stops the import under way, if there is one: it rejects, and nothing of it is kept. */
  cancelImport(): Promise<void>;
  deleteDataSet(sha256: string): Promise<void>;
  /** All runs kept, newest first. @throws {Error} where the browser keeps none; a search runs there all the same. */
  runs(): Promise<Listing<RunHead>>;
  /** One run with as much of its log as can be read. @throws {RangeError} for an unknown id. */
  run(id: string): Promise<Run>;
  /** What a list says of a run. @throws {RangeError} for an unknown id. */
  summary(id: string): Promise<RunSummary>;
  deleteRun(id: string): Promise<void>;
  /** Deletes a run or a data set that cannot be read. */
  deleteUnreadable(what: Unreadable): Promise<void>;
  /** Deletes a record of a run's log, and so many that came after it. */
  deleteRecords(id: string, place: number, after: number): Promise<void>;
  /** Keeps a run from elsewhere under a new id, which is returned. */
  importRun(run: AnyRun): Promise<string>;
  /** The same from a `run.json` or `final.json`, which may be long: read and checked here, not where pages are drawn. @throws {RangeError} for none. */
  importFile(file: TextSource): Promise<ImportedRun>;
  /** Begins a run on a data set and resolves with its id once its head is stored. @throws when one is running. */
  start(
    config: SearchConfig,
    dataSha256: string,
    onEvent: (event: SearchEvent) => void,
    options?: Pick<ResumeOptions, 'onePhase' | 'inRoom'>,
  ): Promise<string>;
  /**
   * Goes on with a stored run by replaying its log.
   * @throws when one is running, here or in another tab; {RangeError} when a record that the replay needs cannot be read.
   */
  resume(id: string, onEvent: (event: SearchEvent) => void, options?: ResumeOptions): Promise<void>;
  /**
   * Goes on with a stored run by results of laptops, as far as they reach; nothing is trained here.
   * @throws as {@link resume}.
   */
  continueWithShards(
    id: string,
    results: readonly Result[],
    onEvent: (event: SearchEvent) => void,
  ): Promise<ShardState>;
  /** Trains a shard on this device. @throws {RangeError} when its images are not here, or it is of other code. */
  trainShard(shard: Shard, pageUrl: string, onProgress: (progress: ShardProgress) => void): Promise<readonly Result[]>;
  /** The heads of all final trainings kept, newest first. What can't be read is listed by {@link runs}. */
  finals(): Promise<Listing<FinalHead>>;
  /** One final training with as much of its log as can be read. @throws {RangeError} for an unknown id. */
  finalRun(id: string): Promise<FinalRun>;
  /** What test images came with a data set: a final training is judged on them; undefined where none did, and some are held out. */
  testOf(dataSha256: string): Promise<Pick<DataIdentity, 'images' | 'sha256'> | undefined>;
  /** Begins a final training on a data set and resolves with its id once its head is stored. @throws when a run is under way. */
  startFinal(request: FinalRequest, onEvent: (event: FinalEvent) => void): Promise<string>;
  /** Goes on with a stored final training, from where its network was last saved. Throws as {@link resume} does. */
  resumeFinal(id: string, onEvent: (event: FinalEvent) => void, options?: ResumeOptions): Promise<void>;
  /** A network that a final training has trained, by its place among those that it trains; undefined where it is not there. */
  trainedNetwork(id: string, network: number): Promise<TrainedNetwork | undefined>;
  /** Test images of a final training by their numbers in its records, as bytes [images, 3, 32, 32]. @throws {RangeError} where they are not kept. */
  testPixels(id: string, images: readonly number[]): Promise<Uint8Array>;
  /**
   * What a run's surrogate predicts of cells, in notation, after all that the run has measured. @throws {RangeError} where it has measured
   * nothing; {Error} while a search runs whose surrogate computes on the device.
   */
  predictCells(id: string, notations: readonly string[]): Promise<number[]>;
  /** Races two cells, which enter no run. @throws {Error} when a run is under way. */
  raceCells(request: RaceRequest, onProgress: (progress: RaceProgress) => void): Promise<readonly RaceResult[]>;
  /** The page has ended the worker that was at this run, because it was told to: no incident. */
  stopped(id: string): Promise<void>;
  /** The page has gone to the background: noted in the running search's log. */
  hidden(): Promise<void>;
  /** Asks the running search to stop: after the epoch of the child in training, at once in a fit or a ranking. Resolves when it has. */
  pause(): Promise<void>;
  /**
   * Whether this worker's searches, the running one included, leave the device free {@link LOW_PRIORITY_REST} of the time while they train: one
   * step, then a rest. It is no setting of a run and changes none of its results, also not the time noted for a child, which leaves rests
   * out. A new worker goes at full speed.
   */
  setLowPriority(isLowPriority: boolean): Promise<void>;
  /** Joins a room and trains for it until it closes. @throws {Error} in words when it refuses this worker. */
  enterRoom(entry: RoomEntry, onEvent: (event: RoomEvent) => void): Promise<void>;
  /** Watches a room as its board. @param password from the board's link. @throws {Error} when it is another's. */
  watchRoom(server: string, password: string, onEvent: (event: RoomEvent) => void): Promise<void>;
  /** Whether this worker takes no jobs; the one under way goes to another. */
  pauseInRoom(isPaused: boolean): Promise<void>;
  /** Asks the room's coordinator, as its board. */
  controlRoom(control: Control): Promise<void>;
  /** Leaves the room at once. */
  leaveRoom(): Promise<void>;
  /**
   * Leads a room from now on: searches with `inRoom` are trained by it. Resolves once its terminal has answered, however long that takes.
   * @throws {Error} in words when it refuses this page.
   */
  leadRoom(entry: LeadEntry, onState: (state: LeadState) => void): Promise<void>;
  /** Has the running search begin with the workers that are there. */
  beginInRoom(): Promise<void>;
  /** Tells the room that its search stands still: the page is about to end this worker. */
  haltRoom(): Promise<void>;
  /** Leads no room any more. */
  leaveLead(): Promise<void>;
}
