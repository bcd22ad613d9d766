/**
 * @file What the coordinator does for a room besides the search: lets workers in and shows them out, hears what they are at, and tells
 * everybody where the search stands.
 */
import type { Msg, NatsConnection, Subscription } from '@nats-io/nats-core';
import { bestOf, trainRecords } from '../../src/contract/run-file.ts';
import type { LogRecord, RunHead } from '../../src/contract/records.ts';
import type { Activity } from '../../src/contract/events.ts';
import {
  ControlSchema,
  decode,
  encode,
  JoinSchema,
  MOST_MEMBERS,
  ProgressSchema,
  type Cells,
  type Control,
  type Join,
  type JoinAnswer,
  type Progress,
  type RoomRun,
  type RoomState,
  type Roster,
} from '../../src/contract/room-messages.ts';
import { CONTROL, JOIN, KEYS, progressSubject } from '../../src/contract/room-subjects.ts';
import type { Landed } from './check-result.ts';
import { hear, SILENT_MS } from './hear.ts';
import { isWorkerKey } from './public-key.ts';
import { pause } from './session.ts';
import type { RoomStreams } from './streams.ts';

/** Workers that ask within so long are let in together, ms (ours): the server reads its users anew for each lot. */
const GATHER_MS = 200;
/** Least time between two announcements, ms (ours). */
const ANNOUNCE_MS = 1_000;
/**
 * The lists of cells and of workers go to every page, and their bytes are the most that the server sends: with more workers than this they are told
 * more rarely, so that their bytes grow with the workers alone and not with their square (ours).
 */
const FULL_RATE_WORKERS = 30;

export interface RoomHostOptions {
  readonly connection: NatsConnection;
  readonly streams: RoomStreams;
  readonly head: RunHead;
  /** Version of the code that all must have. */
  readonly code: string;
  /** The room's code. */
  readonly room: string;
  /** Who had joined before a reload. */
  readonly members: Roster;
  /** Makes these, and no others, the server's users. */
  admit(members: Roster): Promise<void>;
  onJoined?(member: Roster[number]): void;
  /** Somebody was refused, or shown out. */
  onRefused?(name: string, reason: string): void;
  onControl?(control: Control): void;
}

/** Who waits at the door. */
interface Asking {
  readonly member: Roster[number];
  readonly message: Msg;
}

/** What is known of a worker. */
interface Heard {
  readonly progress: Progress;
  readonly at: number;
  /** Since when it has been at its job. */
  readonly since: number;
}

export class RoomHost {
  readonly #options: RoomHostOptions;
  #members: Roster;
  readonly #shownOut = new Set<string>();
  readonly #heard = new Map<string, Heard>();
  readonly #subscriptions: Subscription[];
  #asking: Asking[] = [];
  #isAdmitting = false;
  #phase: RoomState['phase'] = 'gathering';
  #isPaused = false;
  #state: RoomState = { phase: 'gathering', level: 1, jobs: 0, measured: 0, waiting: 0 };
  readonly #cells: Cells['cells'] = [];
  #best: Cells['best'];
  readonly #differences: number[] = [];
  readonly #first = new Map<string, number>();
  #stale = new Set<'state' | 'cells' | 'roster'>(['state', 'cells', 'roster']);
  /** When the cells or the roster were last announced. */
  #listsAt = -Infinity;
  #announcing: ReturnType<typeof setInterval>;

  constructor(options: RoomHostOptions) {
    this.#options = options;
    this.#members = [...options.members];
    const { connection } = options;
    this.#subscriptions = [
      hear(connection, JOIN, (message) => this.#answer(message)),
      hear(connection, progressSubject('*'), (message) => this.#hearProgress(message)),
      hear(connection, CONTROL, (message) =>
        options.onControl?.(decode(ControlSchema, message.string(), 'room: the board')),
      ),
    ];
    this.#announcing = setInterval(() => void this.#announce(), ANNOUNCE_MS);
  }

  /** Tells who is here and who comes that the room is open, or has closed. */
  async setOpen(isOpen: boolean): Promise<void> {
    const { head, code, room, streams } = this.#options;
    const run: RoomRun = {
      run: head.id,
      room,
      config: head.config,
      data: head.data,
      code,
      state: isOpen ? 'open' : 'closed',
    };
    if (!isOpen) await this.#announce();
    await streams.bucket.put(KEYS.run, encode(run));
  }

  close(): void {
    clearInterval(this.#announcing);
    for (const one of this.#subscriptions) one.unsubscribe();
  }

  isMember(key: string): boolean {
    return this.#members.some((member) => member.key === key);
  }

  nameOf(key: string): string {
    return this.#members.find((member) => member.key === key)?.name ?? '';
  }

  /** Workers that are here now. */
  get present(): number {
    const now = performance.now();
    return [...this.#heard.values()].filter(({ progress, at }) => progress.doing !== 'left' && now - at < SILENT_MS)
      .length;
  }

  atWorkSince(job: string): number | undefined {
    const now = performance.now();
    const at = [...this.#heard.values()].filter((one) => one.progress.job === job && now - one.at < SILENT_MS);
    return at.length === 0 ? undefined : Math.min(...at.map(({ since }) => since));
  }

  /** Shows a worker out: the server no longer knows its key. */
  async showOut(key: string, reason: string): Promise<void> {
    this.#options.onRefused?.(this.nameOf(key), reason);
    this.#shownOut.add(key);
    this.#members = this.#members.filter((member) => member.key !== key);
    this.#heard.delete(key);
    this.#stale.add('roster');
    await this.#options.admit(this.#members);
  }

  /** Where the search is. */
  setActivity(activity: Activity): void {
    const { phase } = activity;
    const level = 'level' in activity ? activity.level : this.#state.level;
    const jobs = 'children' in activity ? activity.children : 0;
    this.#phase = phase;
    this.#setState({ level, jobs });
  }

  setPhase(phase: RoomState['phase']): void {
    this.#phase = phase;
    this.#setState({});
  }

  /** The same, told at once: what tells it may end. */
  async tellPhase(phase: RoomState['phase']): Promise<void> {
    this.setPhase(phase);
    await this.#announce();
  }

  /** Has workers take no more jobs, or go on. */
  setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#setState({});
  }

  /** How many of the jobs under way are measured, and wait for a worker. */
  setJobs(underWay: number, atWork: number): void {
    const { jobs } = this.#state;
    this.#setState({ measured: Math.max(0, jobs - underWay), waiting: Math.max(0, underWay - atWork) });
  }

  /** Workers at a job. */
  get atWork(): number {
    return [...this.#heard.values()].filter(({ progress }) => progress.doing === 'training').length;
  }

  /** The cells of the log so far, for a room that goes on. */
  addRecords(log: readonly LogRecord[]): void {
    for (const { level, accuracy, predicted, notation } of trainRecords({ log })) {
      this.#addCell(notation, level, accuracy, predicted, -1);
    }
    const best = bestOf(trainRecords({ log }));
    if (best !== undefined) this.#best = { notation: best.notation, place: this.#first.get(best.notation)! };
  }

  landed({ job, result, key }: Landed): void {
    const { purpose, notation, level, predicted } = job;
    const place = this.#first.get(notation);
    if (purpose === 'check' && result.accuracy !== undefined && place !== undefined) {
      const first = this.#cells[place]![1];
      if (first !== null) this.#differences.push(result.accuracy - first);
    }
    if (purpose !== 'train') return void this.#stale.add('cells');
    if (place !== undefined) return; // of the log, which a reload has read
    this.#addCell(
      notation,
      level,
      result.accuracy,
      predicted,
      this.#members.findIndex((member) => member.key === key),
    );
    const best = this.#best === undefined ? undefined : this.#cells[this.#best.place]![1];
    if (result.accuracy !== undefined && result.accuracy > (best ?? -1)) {
      this.#best = { notation, place: this.#cells.length - 1 };
    }
  }

  /** Differences of cells trained twice: the second's accuracy less the first's. */
  get differences(): readonly number[] {
    return this.#differences;
  }

  #addCell(
    notation: string,
    level: number,
    accuracy: number | undefined,
    predicted: number | undefined,
    by: number,
  ): void {
    this.#first.set(notation, this.#cells.length);
    this.#cells.push([level, accuracy ?? null, predicted ?? null, by]);
    this.#stale.add('cells');
  }

  #setState(change: Partial<Omit<RoomState, 'phase'>>): void {
    this.#state = { ...this.#state, ...change, phase: this.#isPaused ? 'paused' : this.#phase };
    this.#stale.add('state');
  }

  /** Writes what has changed; what cannot be written now is written next time. */
  async #announce(): Promise<void> {
    const stale = this.#stale;
    this.#stale = new Set();
    const now = performance.now();
    const isRare = now - this.#listsAt < this.#listsEveryMs && this.#phase !== 'finished';
    for (const list of ['cells', 'roster'] as const) {
      if (!stale.has(list)) continue;
      if (isRare && stale.delete(list)) this.#stale.add(list);
      else this.#listsAt = now;
    }
    const values = {
      state: this.#state,
      roster: this.#members,
      cells: {
        cells: this.#cells,
        ...(this.#best === undefined ? {} : { best: this.#best }),
        differences: this.#differences,
      },
    };
    for (const name of stale) {
      await this.#options.streams.bucket.put(KEYS[name], encode(values[name])).catch(() => void this.#stale.add(name));
    }
  }

  get #listsEveryMs(): number {
    return ANNOUNCE_MS * Math.max(1, this.#members.length / FULL_RATE_WORKERS) - ANNOUNCE_MS / 2;
  }

  #hearProgress(message: Msg): void {
    const key = message.subject.slice(progressSubject('').length);
    if (!this.isMember(key)) return;
    const progress = decode(ProgressSchema, message.string(), 'room: progress');
    const at = performance.now();
    const before = this.#heard.get(key);
    const since = before !== undefined && before.progress.job === progress.job ? before.since : at;
    this.#heard.set(key, { progress, at, since });
  }

  #answer(message: Msg): void {
    const join = decode(JoinSchema, message.string(), 'room: who asks to join');
    const reason = this.#refusal(join);
    if (reason !== undefined) {
      this.#options.onRefused?.(join.name, reason);
      message.respond(encode({ type: 'refused', reason } satisfies JoinAnswer));
      return;
    }
    this.#asking.push({ member: { key: join.key, name: join.name }, message });
    void this.#admit();
  }

  #refusal({ key, code, data }: Join): string | undefined {
    const { head, code: own } = this.#options;
    if (!isWorkerKey(key)) return 'its key must be one of nats-server';
    if (code !== own)
      return `this class trains with code ${own}, and yours is ${code}: load the page again, or take the same release`;
    if (data !== undefined && data !== head.data.sha256)
      return `this class trains on ${head.data.name} (SHA-256 ${head.data.sha256}), and your images are others (${data})`;
    if (this.#shownOut.has(key)) return 'this worker was shown out';
    return this.#members.length >= MOST_MEMBERS ? `the room has its ${MOST_MEMBERS} workers` : undefined;
  }

  async #admit(): Promise<void> {
    if (this.#isAdmitting) return;
    this.#isAdmitting = true;
    while (this.#asking.length > 0) {
      await pause(GATHER_MS);
      await this.#admitAll(this.#asking.splice(0));
    }
    this.#isAdmitting = false;
  }

  async #admitAll(asking: readonly Asking[]): Promise<void> {
    const fresh = new Map(asking.map(({ member }) => [member.key, member])); // one that asks twice comes in once
    const members = [...this.#members, ...[...fresh.values()].filter(({ key }) => !this.isMember(key))];
    try {
      await this.#options.admit(members);
    } catch (error) {
      const reason = (error as Error).message;
      for (const { message } of asking) message.respond(encode({ type: 'refused', reason } satisfies JoinAnswer));
      return;
    }
    this.#members = members;
    this.#stale.add('roster');
    for (const { member, message } of asking) {
      message.respond(encode({ type: 'joined' } satisfies JoinAnswer));
      this.#options.onJoined?.(member);
    }
  }
}
