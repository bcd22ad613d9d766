/**
 * @file The pool: an executor of trainings whose device is a room. A training is a job in the room's queue, and its result is the first one that
 * lands. Results are kept by the server, each once, so that a coordinator that begins again finds those that landed meanwhile.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { nkeys, type NatsConnection, type Subscription } from '@nats-io/nats-core';
import { jetstream, JetStreamApiError, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import { parseCell, type Cell } from '../../src/core/space/cell.ts';
import { parameterCount } from '../../src/core/network/layers.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import type { RunHead } from '../../src/contract/records.ts';
import { decode, encode, ResultSchema, type Job, type Purpose, type Result } from '../../src/contract/room-messages.ts';
import { JOBS, jobSubject, LANDED, RESULTS, resultSubject, WORKERS } from '../../src/contract/room-subjects.ts';
import { Paused, type Executor } from './drive.ts';
import { idOfTraining, outcomeOf, placeOfTraining, trainingOf, trainRecordOf, type JobPlace } from './jobs.ts';
import type { AheadTraining, Trainers } from './pick-ahead.ts';
import { wrongInResult, type Landed } from '../room/check-result.ts';
import { pause } from '../room/session.ts';
import { MOST_DELIVERIES, type RoomStreams } from '../room/streams.ts';
import { SIGNATURE_HEADER, WORKER_HEADER } from '../room/worker.ts';

/** How often the queue is looked after, and a wish to pause noticed, ms (ours). */
const LOOK_MS = 500;
/** After an error of the connection, ms (ours). */
const RETRY_MS = 1_000;
/** A job that takes so many times what most took is given to a second worker, once nothing else waits (ours; MapReduce's backup tasks, Dean and Ghemawat 2004, section 3.6). */
const SLOW = 1.5;
/** A job that takes less than this is not slow, ms (ours). */
const LEAST_SLOW_MS = 5_000;
/** Results that "most" are told from, at least and at most, the last (ours). */
const FEWEST_DONE = 3;
const USUAL_OF = 100;
/** A job that nobody has for so long is lost, ms (ours). */
const LOST_MS = 3_000;
/** Share of the cells trained twice, on two devices, to compare them (ours). */
const CHECKED_SHARE = 0.05;
/** nats-server's error of a stream that keeps the first message of each subject. */
const SUBJECT_TAKEN = 10_077;

/** Whether who has the secret half of a key has signed these bytes. */
export type Verify = (key: string, bytes: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>;

export interface PoolOptions {
  readonly connection: NatsConnection;
  readonly streams: RoomStreams;
  readonly head: RunHead;
  /** Version of the code that all must have. */
  readonly code: string;
  /** Names results so that nobody guesses them: kept as long as the run. */
  readonly secret: string;
  /** In JavaScript unless given, which takes 10 ms of a processor each. */
  readonly verify?: Verify;
  /** Whether a key is of this room. */
  isMember(key: string): boolean;
  /** A name for the log, by key. */
  nameOf(key: string): string;
  /** Since when some worker that was heard of lately has been at this job, as `performance.now` counts; undefined where none is. */
  atWorkSince(jobId: string): number | undefined;
  onLanded?(landed: Landed): void;
  /** A result that is none: whose, if that can be told, and why. */
  onRefused?(key: string | undefined, reason: string): void;
  /** A job went to a second worker, or back into the queue. */
  onReissued?(job: Job, reason: string): void;
  shouldPause(): boolean;
}

/** A training that is waited for. */
interface Waiting {
  readonly job: Job;
  /** Of the job and its copies in the queue, as far as they were added here. */
  readonly places: number[];
  copies: number;
  /** Of the job and its copies, those that no worker came back from. */
  givenUp: number;
  settle(result: Landed): void;
  fail(error: unknown): void;
}

export class RoomPool implements Trainers {
  readonly width = Infinity;
  readonly #options: PoolOptions;
  readonly #waiting = new Map<string, Waiting>();
  /** Results of jobs that nobody has asked for yet: landed while the coordinator was away. */
  readonly #early = new Map<string, JsMsg>();
  readonly #taken = new Set<string>();
  /** Jobs begun because workers had nothing to do, that nobody waits for yet: their places in the queue. */
  readonly #ahead = new Map<string, number>();
  #chooseAhead: (devices: number) => readonly AheadTraining[] = () => [];
  /** Trainings begun ahead, and those of them that the search then asked for. */
  readonly ahead = { begun: 0, asked: 0 };
  /** How long the trainings took, ms. */
  readonly #tookMs: number[] = [];
  /** Since when the queue has had fewer jobs than are waited for. */
  #lostSince: number | undefined;
  #results: ConsumerMessages | undefined;
  #givenUp: Subscription | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #looking: ReturnType<typeof setInterval> | undefined;
  #isLooking = false;
  #isDisposed = false;

  private constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Opens a pool and reads all results so far. */
  static async open(options: PoolOptions): Promise<RoomPool> {
    const pool = new RoomPool(options);
    await pool.#readResults();
    pool.#listenToGivenUp();
    pool.#looking = setInterval(() => void pool.#look(), LOOK_MS);
    return pool;
  }

  train: Executor['train'] = async (candidate, place) => {
    const job = this.#jobOf('train', candidate.cell, placeOfTraining(candidate, place));
    const landed = await this.#await(job);
    if (isChecked(job)) this.#check(landed);
    return trainRecordOf(job, landed.result, this.#options.nameOf(landed.key));
  };

  retrain: Executor['retrain'] = async (cell, place) => {
    const landed = await this.#await(this.#jobOf('retrain', cell, place));
    return { type: 'retrain', ...this.#outcome(landed), repeat: place.repeat };
  };

  confirm: Executor['confirm'] = async (cell, place) => {
    const landed = await this.#await(this.#jobOf('confirm', cell, place));
    return { type: 'confirm', ...this.#outcome(landed), repeat: place.repeat };
  };

  whenIdle(choose: (devices: number) => readonly AheadTraining[]): void {
    this.#chooseAhead = choose;
  }

  /** The queue forgets the others, and who trains one drops it. */
  keepAhead(cells: readonly Cell[]): void {
    const kept = new Set(cells.map((cell) => idOfTraining('train', cell, 0)));
    for (const [id, place] of this.#ahead) {
      if (kept.has(id)) continue;
      this.#ahead.delete(id);
      void this.#options.streams.manager.streams
        .deleteMessage(JOBS, place)
        .catch(() => {}) // done meanwhile
        .then(() => this.#options.connection.publish(LANDED, id));
    }
  }

  /** Jobs that are waited for. */
  get underWay(): number {
    return this.#waiting.size;
  }

  /** Ends all waiting; jobs and results stay where they are. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    clearInterval(this.#looking);
    for (const { fail } of this.#waiting.values()) fail(new Paused());
    this.#waiting.clear();
    this.#givenUp?.unsubscribe();
    await this.#results?.close();
  }

  #outcome({ job, result, key }: Landed) {
    return outcomeOf(job, result, this.#options.nameOf(key));
  }

  #jobOf(purpose: Purpose, cell: Cell, place: JobPlace): Job {
    const { head, code } = this.#options;
    const training = trainingOf(purpose, cell, place);
    const { id: run, config, streams, data } = head;
    return { run, ...training, token: this.#tokenOf(training.id), config, streams, data, code };
  }

  #tokenOf(id: string): string {
    return bytesToHex(hmac(sha256, utf8ToBytes(this.#options.secret), utf8ToBytes(id))).slice(0, 32);
  }

  /** Resolves with the job's first result. */
  #await(job: Job): Promise<Landed> {
    return new Promise((settle, fail) => {
      const ahead = this.#ahead.get(job.id);
      if (this.#ahead.delete(job.id)) this.ahead.asked++;
      const places = ahead === undefined ? [] : [ahead];
      this.#waiting.set(job.id, { job, places, copies: 0, givenUp: 0, settle, fail });
      const early = this.#early.get(job.id);
      this.#early.delete(job.id);
      if (early !== undefined) void this.#take(early);
      else if (ahead === undefined) void this.#publish(job, 0);
    });
  }

  /** The cell once more, on another device; nobody waits for it. */
  #check({ job, key, result }: Landed): void {
    if (result.accuracy === undefined) return;
    const id = job.id.replace('train', 'check');
    const check: Job = { ...job, id, token: this.#tokenOf(id), purpose: 'check', notBy: key };
    this.#await(check).catch(() => {}); // the search ends without it
  }

  /** Adds a job to the queue, after those before it; tried until the server has it. */
  #publish(job: Job, copy: number): Promise<void> {
    const add = async (): Promise<void> => {
      while (this.#waiting.has(job.id)) {
        try {
          const { seq } = await jetstream(this.#options.connection).publish(jobSubject(job.id, copy), encode(job));
          this.#waiting.get(job.id)?.places.push(seq);
          return;
        } catch (error) {
          if (error instanceof JetStreamApiError && error.code === SUBJECT_TAKEN) return; // it waits there since before a reload
          await pause(RETRY_MS);
        }
      }
    };
    const added = this.#queue.then(add);
    this.#queue = added;
    return added;
  }

  async #readResults(): Promise<void> {
    const consumer = await jetstream(this.#options.connection).consumers.get(RESULTS);
    const { num_pending: before } = await consumer.info();
    const messages = await consumer.consume();
    this.#results = messages;
    let read = 0;
    await new Promise<void>((resolve) => {
      if (before === 0) resolve();
      void (async () => {
        for await (const message of messages) {
          this.#hear(message);
          if (++read === before) resolve();
        }
      })();
    });
  }

  #hear(message: JsMsg): void {
    const [, id = '', token] = message.subject.split('.');
    if (token !== this.#tokenOf(id)) {
      void this.#refuse(message, `a result for ${id} by who did not hold that job`);
    } else if (this.#waiting.has(id)) void this.#take(message);
    else if (!this.#taken.has(id)) this.#early.set(id, message);
  }

  /** A result of a job that is waited for. */
  async #take(message: JsMsg): Promise<void> {
    const id = message.subject.split('.')[1]!;
    const waiting = this.#waiting.get(id)!;
    const { job, settle, places } = waiting;
    const key = await this.#signer(message);
    if (this.#waiting.get(id) !== waiting) return; // given up meanwhile, or paused: who goes on reads it again
    let result: Result | undefined;
    let wrong: string | undefined;
    try {
      result = decode(ResultSchema, message.string(), `a result for ${id}`);
      wrong = result.id === id ? wrongInResult(job, result) : `it is of the job ${result.id}`;
    } catch (error) {
      wrong = (error as Error).message;
    }
    if (key === undefined) wrong = 'nobody has signed it';
    else if (key === job.notBy) wrong = 'it must come from another device than the first';
    if (result === undefined || key === undefined || wrong !== undefined) {
      await this.#refuse(message, `a result for ${id}: ${wrong}`);
      return;
    }
    this.#waiting.delete(id);
    this.#taken.add(id);
    this.#tookMs.push(result.durationMs);
    const { connection, streams } = this.#options;
    connection.publish(LANDED, id);
    // Copies, whose results would be discarded; one by one, for nats-server 2.9 forgets other jobs when it purges by subject.
    if (places.length > 1) {
      for (const seq of places) void streams.manager.streams.deleteMessage(JOBS, seq).catch(() => {}); // done meanwhile
    }
    const landed = { job, result, key };
    this.#options.onLanded?.(landed);
    settle(landed);
  }

  /** Puts a result that is none out of the way, names who sent it, and has the job done by another. */
  async #refuse(message: JsMsg, reason: string): Promise<void> {
    const { streams, onRefused } = this.#options;
    if (!this.#isOfAnotherRun(message)) onRefused?.(await this.#signer(message), reason);
    const id = message.subject.split('.')[1] ?? '';
    const remove = (): Promise<unknown> => streams.manager.streams.deleteMessage(RESULTS, message.seq);
    while (!this.#isDisposed && !(await succeeds(remove))) await pause(RETRY_MS);
    const waiting = this.#waiting.get(id);
    if (waiting !== undefined && message.subject === resultSubject(id, this.#tokenOf(id)))
      await this.#reissue(waiting, 'its result was refused');
  }

  /** Whether it came too late for the run before, of which this room knows nothing any more: no fault of who sent it. */
  #isOfAnotherRun(message: JsMsg): boolean {
    const [, id = '', token] = message.subject.split('.');
    if (token === this.#tokenOf(id)) return false;
    try {
      return decode(ResultSchema, message.string(), 'a result').run !== this.#options.head.id;
    } catch {
      return false;
    }
  }

  async #reissue(waiting: Waiting, reason: string): Promise<void> {
    waiting.copies++;
    this.#options.onReissued?.(waiting.job, reason);
    await this.#publish(waiting.job, waiting.copies);
  }

  /** Looks after the queue: pauses, gives slow jobs to idle workers, and brings back those that nobody has any more. */
  async #look(): Promise<void> {
    if (this.#options.shouldPause()) {
      for (const { fail } of this.#waiting.values()) fail(new Paused());
      this.#waiting.clear();
    }
    if (this.#isLooking || this.#waiting.size === 0 || this.#options.connection.isClosed()) return;
    this.#isLooking = true;
    try {
      await this.#queue;
      const { num_pending, num_ack_pending, num_waiting } = await this.#options.streams.manager.consumers.info(
        JOBS,
        WORKERS,
      );
      if (num_pending > 0 || this.#isDisposed) return;
      const ahead = [...this.#ahead.keys()].filter((id) => this.#options.atWorkSince(id) !== undefined).length;
      const lost = this.#waiting.size - (num_ack_pending - ahead);
      if (lost > 0) await this.#bringBack(lost);
      else this.#lostSince = undefined;
      if (lost > 0 || num_waiting === 0) return;
      const reissued = await this.#reissueSlowest(num_waiting);
      if (num_waiting > reissued) await this.#beginAhead(num_waiting - reissued);
    } catch {
      // cut off: looked after when the server is back
    } finally {
      this.#isLooking = false;
    }
  }

  /** Jobs that were given back as done without a result. For a moment there are some: a result and its job's end come one after the other. */
  async #bringBack(lost: number): Promise<void> {
    const now = performance.now();
    this.#lostSince ??= now;
    if (now - this.#lostSince < LOST_MS) return;
    this.#lostSince = undefined;
    const idle = [...this.#waiting.values()].filter(({ job }) => this.#options.atWorkSince(job.id) === undefined);
    for (const one of idle.slice(0, lost)) await this.#reissue(one, 'no worker has it any more');
  }

  /** @returns how many. */
  async #reissueSlowest(idleWorkers: number): Promise<number> {
    if (this.#tookMs.length < FEWEST_DONE) return 0;
    const last = this.#tookMs.slice(-USUAL_OF).sort((a, b) => a - b);
    const usual = last[Math.floor(last.length / 2)]!;
    const began = ({ job }: Waiting): number => this.#options.atWorkSince(job.id) ?? Infinity;
    const slow = [...this.#waiting.values()]
      .filter(
        (one) =>
          one.copies === 0 &&
          one.job.purpose !== 'check' &&
          performance.now() - began(one) > Math.max(LEAST_SLOW_MS, SLOW * usual),
      )
      .sort((a, b) => began(a) - began(b))
      .slice(0, idleWorkers);
    for (const one of slow) await this.#reissue(one, 'it is the slowest of its level');
    return slow.length;
  }

  /** Trainings that may come next, for workers that have nothing to do. */
  async #beginAhead(idleWorkers: number): Promise<void> {
    for (const { candidate, place } of this.#chooseAhead(idleWorkers)) {
      const job = this.#jobOf('train', candidate.cell, placeOfTraining(candidate, place));
      if (this.#waiting.has(job.id) || this.#taken.has(job.id) || this.#early.has(job.id)) continue;
      const { seq } = await jetstream(this.#options.connection).publish(jobSubject(job.id, 0), encode(job));
      this.ahead.begun++;
      const waiting = this.#waiting.get(job.id); // asked for meanwhile, and found in the queue
      if (waiting === undefined) this.#ahead.set(job.id, seq);
      else waiting.places.push(seq);
    }
  }

  /** A job that no worker came back from is a failed cell. */
  #listenToGivenUp(): void {
    this.#givenUp = this.#options.connection.subscribe(
      `$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${JOBS}.${WORKERS}`,
      {
        callback: (error, message) => {
          if (error === null) void this.#removeGivenUp(message.json<{ stream_seq: number }>().stream_seq);
        },
      },
    );
  }

  async #removeGivenUp(place: number): Promise<void> {
    const { streams } = this.#options.streams.manager;
    try {
      const job = await streams.getMessage(JOBS, { seq: place });
      await streams.deleteMessage(JOBS, place);
      this.#giveUp(job?.subject.split('.')[1] ?? '');
    } catch {
      // it has landed meanwhile
    }
  }

  #giveUp(id: string): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined || ++waiting.givenUp <= waiting.copies) return; // a copy may still come back
    const { job, settle } = waiting;
    this.#waiting.delete(id);
    this.#taken.add(id);
    const message = `${MOST_DELIVERIES} workers took this cell and none came back`;
    const { config, notation, run, code, data } = job;
    const parameters = parameterCount(layerTable(parseCell(notation, config), config));
    const device = { backend: 'room', description: 'none', software: false };
    settle({
      job,
      key: '',
      result: {
        run,
        id,
        notation,
        failure: { reason: 'worker-crash', message },
        curve: [],
        durationMs: 0,
        parameters,
        device,
        data: data.sha256,
        code,
      },
    });
  }

  /** The member of the room who has signed a result; undefined where none has. */
  async #signer(message: JsMsg): Promise<string | undefined> {
    const key = message.headers?.get(WORKER_HEADER) ?? '';
    const signature = message.headers?.get(SIGNATURE_HEADER) ?? '';
    if (!this.#options.isMember(key)) return undefined;
    try {
      const bytes = Uint8Array.from(atob(signature), (letter) => letter.charCodeAt(0));
      return (await (this.#options.verify ?? verifyInJavaScript)(key, message.data, bytes)) ? key : undefined;
    } catch {
      return undefined;
    }
  }
}

export const verifyInJavaScript: Verify = (key, bytes, signature) => nkeys.fromPublic(key).verify(bytes, signature);

/** Whether a cell is trained twice: by chance, and the same after a reload. */
function isChecked({ token }: Job): boolean {
  return Number.parseInt(token.slice(0, 8), 16) < CHECKED_SHARE * 2 ** 32;
}

const succeeds = (work: () => Promise<unknown>): Promise<boolean> =>
  work().then(
    () => true,
    () => false,
  );
