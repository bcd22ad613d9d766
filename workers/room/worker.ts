/**
 * @file A worker of a room: takes a job, trains its cell, publishes the result and only then gives the job back as done. What it does not
 * finish goes to another: a job whose worker says nothing for a while is handed out again.
 */
import { headers, type Subscription } from '@nats-io/nats-core';
import { jetstream, JetStreamApiError, type Consumer, type JsMsg } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import {
  decode,
  encode,
  JobSchema,
  RoomRunSchema,
  RoomStateSchema,
  type Job,
  type Progress,
  type Result,
} from '../../src/contract/room-messages.ts';
import {
  BUCKET,
  JOBS,
  KEYS,
  LANDED,
  progressSubject,
  resultSubject,
  valueSubject,
  WORKERS,
} from '../../src/contract/room-subjects.ts';
import { pause, type Session } from './session.ts';

/** How often a worker says that it is still at its job, ms: three times before the job is handed out again ({@link ACK_WAIT_MS}). */
const HEARTBEAT_MS = 10_000;
/** Least time between two reports of progress, ms (ours). */
const REPORT_MS = 1_000;
/** How long one request for a job stands, ms (ours). */
const ASK_MS = 10_000;
/** After an error of the connection, ms (ours). */
const RETRY_MS = 1_000;
/** A check comes back to whom it must not be trained by: for so long it is left to others, ms (ours). */
const LEAVE_TO_OTHERS_MS = 10_000;
/** nats-server's error of a stream that keeps the first message of each subject. */
const SUBJECT_TAKEN = 10_077;

/** Headers of a result: whose it is, and a signature over its bytes. */
export const WORKER_HEADER = 'worker';
export const SIGNATURE_HEADER = 'signature';

/** What a training tells: as much of a result as is its own. */
export type Trained = Pick<Result, 'accuracy' | 'failure' | 'curve' | 'durationMs' | 'parameters' | 'device'>;
/** What it reports on the way. */
type TrainingProgress = Pick<Progress, 'epoch' | 'epochs' | 'examplesPerSecond' | 'curve' | 'done'>;

/** Trains a job's cell. @throws the signal's reason when it is aborted. */
export type Train = (
  job: Job,
  onProgress: (progress: TrainingProgress) => void,
  signal: AbortSignal,
) => Promise<Trained>;

/** How a job ended, or what the worker is at. */
export type WorkerEvent =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'job'; readonly job: Job }
  /** `first`: the room counts it; `late`: another was first. */
  | { readonly type: 'result'; readonly job: Job; readonly result: Trained; readonly counted: 'first' | 'late' }
  | { readonly type: 'dropped'; readonly job: Job; readonly reason: string };

export interface RoomWorkerOptions {
  readonly session: Session;
  /** Its own version: jobs of another are given back. */
  readonly code: string;
  readonly train: Train;
  onEvent?(event: WorkerEvent): void;
}

/** Longest that a worker that leaves waits until the server has its last words, ms (ours). */
const DRAIN_MS = 2_000;

/** Why a training ends before its end. */
class Dropped extends Error {}

export class RoomWorker {
  readonly #session: Session;
  readonly #code: string;
  readonly #train: Train;
  readonly #onEvent: (event: WorkerEvent) => void;
  readonly #leaving = new AbortController();
  #current: { readonly job: Job; readonly stop: AbortController } | undefined;
  #progress: Progress = { doing: 'waiting' };
  #reportedAt = 0;
  #isPaused = false;
  #isRoomPaused = false;
  #isClosed = false;
  /** Ends a request for a job once there is nothing more to do. */
  #wake: () => void = () => {};
  readonly #woken = new Promise<undefined>((resolve) => (this.#wake = () => resolve(undefined)));
  readonly #trained = new Set<string>();

  constructor({ session, code, train, onEvent = () => {} }: RoomWorkerOptions) {
    this.#session = session;
    this.#code = code;
    this.#train = train;
    this.#onEvent = onEvent;
  }

  /** Trains until the room is closed, or {@link leave} is called, or the room shows it out. */
  async run(): Promise<'closed' | 'left' | 'shown out'> {
    const { connection } = this.#session;
    let isShownOut = false;
    const closed = connection.closed().then(() => {
      isShownOut = !this.#isDone;
      this.leave();
    });
    const heard = this.#listen();
    try {
      const consumer = await this.#open();
      while (!this.#isDone) await this.#turn(consumer);
    } catch (error) {
      if (!this.#isDone) throw error;
    } finally {
      for (const one of heard) one.unsubscribe();
      this.#report({ doing: 'left' }, true);
      // One that is closed already drains nothing, and one that is cut off would wait for its server.
      const drained = connection.drain().catch(() => {});
      await Promise.race([drained.then(() => closed), pause(DRAIN_MS)]);
      void connection.close();
    }
    return isShownOut ? 'shown out' : this.#isClosed ? 'closed' : 'left';
  }

  /** Leaves at once; the job under way goes to another. */
  leave(): void {
    this.#stop('left the room');
    this.#leaving.abort();
    this.#wake();
  }

  /** Takes no job until {@link resume}; the one under way goes to another. */
  pause(): void {
    this.#isPaused = true;
    this.#stop('paused');
  }

  resume(): void {
    this.#isPaused = false;
  }

  get #isDone(): boolean {
    return this.#isClosed || this.#leaving.signal.aborted;
  }

  #stop(reason: string): void {
    this.#current?.stop.abort(new Dropped(reason));
  }

  /** The consumer, once there is one: a class that has just begun makes it. */
  async #open(): Promise<Consumer> {
    const { signal } = this.#leaving;
    for (;;) {
      try {
        const bucket = await new Kvm(this.#session.connection).open(BUCKET, { bindOnly: true, allow_direct: true });
        const run = await bucket.get(KEYS.run);
        if (run !== null) this.#hearRun(run.string());
        return await jetstream(this.#session.connection).consumers.get(JOBS, WORKERS);
      } catch {
        await pause(RETRY_MS, signal);
      }
    }
  }

  /** One job, or none within a while. */
  async #turn(consumer: Consumer): Promise<void> {
    const { signal } = this.#leaving;
    if (this.#isPaused || this.#isRoomPaused) {
      this.#report({ doing: 'paused' });
      return pause(RETRY_MS, signal);
    }
    this.#report({ doing: 'waiting' });
    const asked = consumer.next({ expires: ASK_MS }).catch(() => undefined); // cut off: tried again
    const message = await Promise.race([asked, this.#woken]);
    if (message === undefined) return this.#isDone ? undefined : pause(RETRY_MS, signal);
    if (message !== null) await this.#take(message);
  }

  async #take(message: JsMsg): Promise<void> {
    let job: Job;
    try {
      job = decode(JobSchema, message.string(), 'room: a job');
    } catch {
      message.term(); // nobody can read it
      return;
    }
    const reason = this.#refusal(job);
    if (reason !== undefined) {
      message.nak(LEAVE_TO_OTHERS_MS);
      this.#onEvent({ type: 'dropped', job, reason });
      return;
    }
    const stop = new AbortController();
    this.#current = { job, stop };
    this.#onEvent({ type: 'job', job });
    message.working();
    const heartbeat = setInterval(() => message.working(), HEARTBEAT_MS);
    try {
      const result = await this.#trainJob(job, stop.signal);
      const counted = await this.#publish(job, result);
      this.#trained.add(job.id);
      await message.ackAck().catch(() => {}); // the result stands: a job handed out once more is one too many, not two
      this.#onEvent({ type: 'result', job, result, counted });
    } catch (error) {
      if (!(error instanceof Dropped)) throw error;
      message.nak();
      this.#onEvent({ type: 'dropped', job, reason: error.message });
    } finally {
      clearInterval(heartbeat);
      this.#current = undefined;
    }
  }

  /** Why this worker does not train a job. */
  #refusal({ code, notBy }: Job): string | undefined {
    if (code !== this.#code) return `it is of code ${code}, and this worker's is ${this.#code}`;
    if (notBy === this.#session.key) return 'this worker has trained it already';
    return this.#isPaused || this.#leaving.signal.aborted ? 'paused' : undefined;
  }

  #trainJob(job: Job, signal: AbortSignal): Promise<Trained> {
    const { id, notation, level } = job;
    const report = (progress: TrainingProgress): void =>
      this.#report({ doing: 'training', job: id, notation, level, ...progress });
    report({ done: 0 });
    return this.#train(job, report, signal);
  }

  /** Publishes until the server has it. A second answer to a job is discarded by the server. */
  async #publish(job: Job, result: Trained): Promise<'first' | 'late'> {
    const { run, id, notation, data, token } = job;
    const body = new TextEncoder().encode(
      encode({ run, id, notation, ...result, data: data.sha256, code: this.#code } satisfies Result),
    );
    const head = headers();
    head.set(WORKER_HEADER, this.#session.key);
    head.set(SIGNATURE_HEADER, toBase64(this.#session.sign(body)));
    for (;;) {
      try {
        await jetstream(this.#session.connection).publish(resultSubject(id, token), body, { headers: head });
        return 'first';
      } catch (error) {
        if (error instanceof JetStreamApiError && error.code === SUBJECT_TAKEN) return 'late';
        await pause(RETRY_MS, this.#leaving.signal); // cut off: the result waits here
      }
    }
  }

  #report(progress: Progress, isLast = false): void {
    const isNews = progress.doing !== this.#progress.doing || progress.job !== this.#progress.job;
    this.#progress = progress;
    this.#onEvent({ type: 'progress', progress });
    const now = performance.now();
    if (!isNews && !isLast && now - this.#reportedAt < REPORT_MS) return;
    this.#reportedAt = now;
    if (!this.#session.connection.isClosed())
      this.#session.connection.publish(progressSubject(this.#session.key), encode(progress));
  }

  /** What everybody is told. Messages that cannot be read are passed over. */
  #listen(): Subscription[] {
    const { connection } = this.#session;
    const hear = (subject: string, callback: (text: string) => void): Subscription =>
      connection.subscribe(subject, {
        callback: (error, message) => {
          if (error === null) attempt(() => callback(message.string()));
        },
      });
    return [
      hear(LANDED, (text) => {
        if (text === this.#current?.job.id && !this.#trained.has(text)) this.#stop('nobody waits for it any more');
      }),
      hear(valueSubject(KEYS.run), (text) => this.#hearRun(text)),
      hear(valueSubject(KEYS.state), (text) => {
        this.#isRoomPaused = decode(RoomStateSchema, text, 'room: its state').phase === 'paused';
      }),
    ];
  }

  #hearRun(text: string): void {
    if (decode(RoomRunSchema, text, 'room: its run').state !== 'closed') return;
    this.#isClosed = true;
    this.#stop('the room is closed');
    this.#wake();
  }
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // a message that is none
  }
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
