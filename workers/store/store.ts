/**
 * @file The interfaces of a store of runs (a head and a log) and data sets: IndexedDB in the page, files in the terminal, or memory.
 * Everything that is read back is validated.
 */
import type { AnyHead, AnyRecord, AnyRun } from '../../src/contract/any-run.ts';
import type { FinalHead, FinalRun } from '../../src/contract/final-records.ts';
import type { DataIdentity, Listing, Run, RunHead } from '../../src/contract/records.ts';
import type { ImageSet } from '../data/image-set.ts';
import type { Incoming } from '../data/import/incoming.ts';
import type { KeptCheckpoints, KeptChildren } from './checkpoint.ts';
import type { TrainedNetwork } from '../../src/contract/final-trained-network.ts';

/** Stores runs of every kind. A resolved promise means that the write is durable. */
export interface RunStore {
  /** Creates a run with its log, if any, atomically. */
  createRun(head: AnyHead, log?: readonly AnyRecord[]): Promise<void>;
  /**
   * Appends a record to the run's log. A record that ends a child deletes its checkpoint.
   * @param place 0-based index of the record: the number of records that the writer knows of.
   * @throws {LogConflict} when there are more or fewer, {RunTaken} when another writer has acquired the run: nothing is written then.
   */
  append(runId: string, record: AnyRecord, place: number): Promise<void>;
  /** A run of either kind with the readable part of its log. @throws {RangeError} for an unknown run. */
  anyRun(runId: string): Promise<AnyRun>;
  /** The same of a search. @throws {RangeError} also for a run of another kind. */
  run(runId: string): Promise<Run>;
  /** The same of a final training. @throws {RangeError} also for a run of another kind. */
  finalRun(runId: string): Promise<FinalRun>;
  /** The heads of all searches, newest first. What can't be read may be of either kind. */
  runs(): Promise<Listing<RunHead>>;
  /** The same of all final trainings. */
  finals(): Promise<Listing<FinalHead>>;
  deleteRun(runId: string): Promise<void>;
  /**
   * Marks the run as acquired by a search. Returns whether it was marked already: then the last search ended without releasing it.
   * @throws {RunTaken} when another process has acquired it, as far as the store can tell.
   */
  acquire(runId: string): Promise<boolean>;
  /** Removes the mark, when the search ends in an orderly way. */
  release(runId: string): Promise<void>;
  /** Checkpoints of the child in training; each save replaces the last. */
  checkpoints(runId: string): KeptCheckpoints;
  /** Networks of a search's children that are not in training. */
  children(runId: string): KeptChildren;
  /** Trained networks of a final training. */
  networks(runId: string): KeptNetworks;
}

/** The networks of one run, each by its place among those that the run trains. */
export interface KeptNetworks {
  /** Undefined where there is none. @throws {RangeError} for one that is damaged. */
  load(network: number): Promise<TrainedNetwork | undefined>;
  save(network: number, trained: TrainedNetwork): Promise<void>;
}

/** Test images of a data set, by their number and their identity, which is made as a data set's. */
export type TestSet = Pick<DataIdentity, 'images' | 'sha256'>;

/** Stores data sets, by the SHA-256 of their identity. */
export interface DataStore {
  /** Starts the import of a data set. */
  startImport(): Promise<Incoming>;
  list(): Promise<Listing<DataIdentity>>;
  /** @throws {RangeError} for an unknown set. */
  load(sha256: string): Promise<ImageSet>;
  /** What test images came with it; undefined where none did. @throws {RangeError} for an unknown set. */
  testOf(sha256: string): Promise<TestSet | undefined>;
  /** These images. @throws {RangeError} also where there are none. */
  loadTest(sha256: string): Promise<ImageSet>;
  deleteDataSet(sha256: string): Promise<void>;
}

/** A passed self-test, and the tilings of a graphics card's kernels in it, by family. */
export interface Pass {
  readonly cuts?: Readonly<Record<string, string | boolean>>;
  /** Whether it was passed by kernels without subgroups alone, though the device has some. */
  readonly withoutSubgroups?: true;
}

/** Stores which devices have passed the self-test, by all that the test depends on. */
export interface Passes {
  get(identity: string): Promise<Pass | undefined>;
  /** May delete others: they are of this device before an update, except on a machine that changes devices. */
  add(identity: string, pass: Pass): Promise<void>;
}

/** The error of a data set without test images. */
export const noTest = (sha256: string): RangeError =>
  new RangeError(`storage: data set ${sha256} must have test images; it came without`);

/** Thrown when a run has another writer. */
export class RunTaken extends Error {
  override readonly name = 'RunTaken';
}

/** Thrown when the log is longer or shorter than its writer knows: another wrote to it, or it was truncated. */
export class LogConflict extends Error {
  override readonly name = 'LogConflict';

  constructor(runId: string, place: number, length: number) {
    super(
      `storage: run ${runId} must have ${place} records before the next one; it has ${length}. Another tab or terminal writes to this run, so this search stops here; what is stored is as the other left it`,
    );
  }
}

/** Thrown when the browser offers this page no storage: blocked by its settings, or in some private windows. */
export class StorageRefused extends Error {
  constructor(cause: unknown) {
    super(
      `storage: this browser keeps nothing for this page; it says ${cause instanceof Error ? cause.message : String(cause)}. A search still runs, but is gone when the window closes: save it as run.json or share its link, or allow this site to keep data and reload`,
      { cause },
    );
    this.name = 'StorageRefused';
  }
}

/** Thrown when the browser refuses to store more. */
export class StorageFull extends Error {
  /** @param amounts what is needed and what is available, as far as the browser reports it. */
  constructor(amounts: string) {
    super(
      `storage: the browser has no room left for this site: ${amounts}. Nothing stored so far is lost. Delete data sets (Search) or runs (Runs) you no longer need, or free disk space, then resume.`,
    );
    this.name = 'StorageFull';
  }
}
