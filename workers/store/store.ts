/**
 * @file What the store keeps: runs (a head and a log) and data sets. Two stores exist: IndexedDB in the page, files in
 * the terminal. Everything read back is parsed.
 */
import type { DataIdentity, Listing, LogRecord, Run, RunHead } from '../../src/contract/records.ts';
import type { ImageSet } from '../data/image-set.ts';
import type { Incoming } from '../data/import/incoming.ts';
import type { KeptCheckpoints } from './checkpoint.ts';

/** Keeps runs. A resolved promise means it is durable. */
export interface RunStore {
  /** Keeps a new run with the log it comes with, if any: whole, or not at all. */
  createRun(head: RunHead, log?: readonly LogRecord[]): Promise<void>;
  /**
   * Adds a record after all others of the run. The checkpoint of a child whose record this is is forgotten.
   * @param place of the record in the log, from 0: as many as its writer knows to be there.
   * @throws {LogConflict} when there are more or fewer, {RunTaken} when another has taken the run over: nothing is written then.
   */
  append(runId: string, record: LogRecord, place: number): Promise<void>;
  /** The run with as much of its log as can be read. @throws {RangeError} for an unknown run. */
  run(runId: string): Promise<Run>;
  /** All heads, newest first. */
  runs(): Promise<Listing<RunHead>>;
  deleteRun(runId: string): Promise<void>;
  /**
   * Notes that a search is at the run. Returns whether that was noted already: then the last one ended without a word.
   * @throws {RunTaken} when another process is at it, as far as the store can tell.
   */
  acquire(runId: string): Promise<boolean>;
  /** Takes the note back: the search has left the run in good order. */
  release(runId: string): Promise<void>;
  /** The child in training; replaced by each save. */
  checkpoints(runId: string): KeptCheckpoints;
}

/** Keeps data sets, by the SHA-256 of their identity. */
export interface DataStore {
  /** Begins to take in a data set. */
  receive(): Promise<Incoming>;
  list(): Promise<Listing<DataIdentity>>;
  /** @throws {RangeError} for an unknown set. */
  load(sha256: string): Promise<ImageSet>;
  deleteDataSet(sha256: string): Promise<void>;
}

/** A passed self-test, and how a graphics card's convolutions were cut in it. */
export interface Pass {
  readonly cuts?: { readonly wide: string; readonly narrow: string; readonly shares: boolean };
}

/** Keeps which devices have passed the self-test, by what the test depends on. */
export interface Passes {
  get(identity: string): Promise<Pass | undefined>;
  /** Forgets all others: they are this device's before an update, but for a machine that changes devices. */
  add(identity: string, pass: Pass): Promise<void>;
}

/** Thrown when a run has another writer. */
export class RunTaken extends Error {
  override readonly name = 'RunTaken';
}

/** Thrown when a record's place in the log is taken, or not reached: another wrote to it, or it was cut. */
export class LogConflict extends Error {
  override readonly name = 'LogConflict';

  constructor(runId: string, place: number, length: number) {
    super(
      `storage: run ${runId} must have ${place} records before the next one; it has ${length}. Another tab or terminal writes to this run, so this search stops here; what is stored is as the other left it`,
    );
  }
}

/** Thrown when the browser keeps nothing for this page: blocked by its settings, or by some private windows. */
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
  /** @param amounts what is needed and what there is, as far as the browser tells. */
  constructor(amounts: string) {
    super(
      `storage: the browser has no room left for this site: ${amounts}. Nothing stored so far is lost. Delete data sets (Search) or runs (Runs) you no longer need, or free disk space, then resume.`,
    );
    this.name = 'StorageFull';
  }
}
