/**
 * @file A page as the coordinator of a room: its connection, what it asks of the terminal that has opened the room, and the lobby, which counts who
 * waits at the door while no search runs.
 */
import type { Msg, NatsConnection, Subscription } from '@nats-io/nats-core';
import type { RunHead } from '../../src/contract/records.ts';
import type { LeadEntry } from '../../src/contract/room-events.ts';
import {
  decode,
  encode,
  JoinSchema,
  LeadAnswerSchema,
  ProgressSchema,
  type JoinAnswer,
  type LeadAnswer,
  type LeadRequest,
  type Roster,
} from '../../src/contract/room-messages.ts';
import { inboxOf, JOIN, LEAD, LEADER, LED, progressSubject } from '../../src/contract/room-subjects.ts';
import { randomId } from '../../src/contract/secure-context.ts';
import { hear, SILENT_MS } from './hear.ts';
import { connectPatiently, connectTo, isRefused, pause, RoomRefused } from './session.ts';

/** How long the terminal may take to answer, ms (ours: it answers once the server has read its new users, for which it has 5 s). */
const ANSWER_MS = 10_000;
/** Between tries to ask a terminal that does not answer, ms (ours). */
const RETRY_MS = 1_000;
/** The lobby's answers come so late that a coordinator at work is first, ms (ours). */
const LOBBY_MS = 1_000;
/** A worker at the door that has not asked again for so long is gone, ms (ours: it asks every three seconds). */
const GONE_MS = 8_000;

type Answer<T extends LeadAnswer['type']> = Extract<LeadAnswer, { type: T }>;

export class Lead {
  readonly connection: NatsConnection;
  /** Names this coordinator until another opens the room. */
  readonly session = randomId().replaceAll('-', '');
  readonly #code: string;
  readonly #onReached: (isReached: boolean) => void;
  /** What was opened last, to be opened again by a terminal that has begun again. */
  #opened: LeadRequest | undefined;
  #onLost: (reason: Error) => void = () => {};

  private constructor(connection: NatsConnection, code: string, onReached: (isReached: boolean) => void) {
    this.connection = connection;
    this.#code = code;
    this.#onReached = onReached;
    connection.subscribe(LED, {
      callback: (error, message) => {
        if (error === null && message.string() !== this.session)
          this.#onLost(new RoomRefused('room: another page coordinates it now'));
      },
    });
    void this.#follow();
  }

  /**
   * Connects, and waits for a server that is not there.
   * @param code version of this page's code. @param signal gives up waiting. @throws {RoomRefused} in words.
   */
  static async connect(
    { server, password }: LeadEntry,
    code: string,
    signal: AbortSignal,
    onReached: (isReached: boolean) => void,
  ): Promise<{ readonly lead: Lead; readonly about: Answer<'room'> }> {
    const own = { user: LEADER, pass: password, inboxPrefix: inboxOf(LEADER) };
    const onWaiting = (): void => onReached(false);
    const connection = await connectPatiently(() => connectTo(server, own), signal, onWaiting).catch(
      (error: unknown) => {
        if (!isRefused(error)) throw error;
        throw new RoomRefused(`room: the teacher's link is not of a room at ${server}; the terminal prints its link`, {
          cause: error,
        });
      },
    );
    try {
      const lead = new Lead(connection, code, onReached);
      const about = await lead.#ask('room', { type: 'look', code }, signal);
      onReached(true);
      return { lead, about };
    } catch (error) {
      void connection.close();
      throw error;
    }
  }

  /** Opens the room for a run. @param onLost the room is another's, or the terminal's code has changed. @throws {RoomRefused} in words. */
  async open({ id, data }: RunHead, onLost: (reason: Error) => void): Promise<Answer<'opened'>> {
    const request: LeadRequest = { type: 'open', session: this.session, run: id, code: this.#code, data: data.sha256 };
    const opened = await this.#ask('opened', request);
    [this.#opened, this.#onLost] = [request, onLost];
    return opened;
  }

  /** Nothing is at stake any more. */
  release(): void {
    [this.#opened, this.#onLost] = [undefined, () => {}];
  }

  /** Makes these, and no others, the server's workers. */
  async admit(members: Roster): Promise<void> {
    await this.#ask('admitted', { type: 'admit', session: this.session, members: [...members] });
  }

  /** Asks until the terminal answers. @throws {RoomRefused} its reason; the signal's, or that of a closed connection. */
  async #ask<T extends LeadAnswer['type']>(type: T, request: LeadRequest, signal?: AbortSignal): Promise<Answer<T>> {
    for (;;) {
      const answer = await this.connection
        .request(LEAD, encode(request), { timeout: ANSWER_MS })
        .catch(() => undefined);
      if (answer !== undefined) return answered(type, answer);
      if (this.connection.isClosed()) throw new Error('room: this page has left it');
      this.#onReached(false);
      await pause(RETRY_MS, signal);
    }
  }

  /** Notices cuts, and opens the room again after one: the terminal may have begun again. */
  async #follow(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (type === 'disconnect') this.#onReached(false);
      if (type !== 'reconnect') continue;
      const again = this.#opened;
      const asked =
        again === undefined ? this.#ask('room', { type: 'look', code: this.#code }) : this.#ask('opened', again);
      asked.then(
        () => this.#onReached(true),
        (error: Error) => this.#onLost(error),
      );
    }
  }
}

function answered<T extends LeadAnswer['type']>(type: T, message: Msg): Answer<T> {
  const answer = decode(LeadAnswerSchema, message.string(), "room: the terminal's answer");
  if (answer.type === 'refused') throw new RoomRefused(answer.reason.replace(/^class: /, 'room: '));
  if (answer.type === type) return answer as Answer<T>;
  throw new RoomRefused(`room: the terminal must answer ${type}; got ${answer.type}`);
}

/** Who is here while no search runs: has those at the door ask again, and hears those in the room. */
export class Lobby {
  readonly #heard = new Map<string, number>();
  readonly #atDoor = new Map<string, number>();
  readonly #answers = new Map<ReturnType<typeof setTimeout>, () => void>();
  readonly #subscriptions: readonly Subscription[];

  constructor(connection: NatsConnection) {
    this.#subscriptions = [
      hear(connection, JOIN, (message) => {
        const { key } = decode(JoinSchema, message.string(), 'room: who asks to join');
        this.#atDoor.set(key, performance.now());
        const answer = (): void => void message.respond(encode({ type: 'waiting' } satisfies JoinAnswer));
        const timer = setTimeout(() => (this.#answers.delete(timer), answer()), LOBBY_MS);
        this.#answers.set(timer, answer);
      }),
      hear(connection, progressSubject('*'), (message) => {
        const key = message.subject.slice(progressSubject('').length);
        const { doing } = decode(ProgressSchema, message.string(), 'room: progress');
        if (doing === 'left') this.#heard.delete(key);
        else this.#heard.set(key, performance.now());
      }),
    ];
  }

  get present(): number {
    const now = performance.now();
    const forget = (heard: Map<string, number>, ms: number): void => {
      for (const [key, at] of heard) if (now - at > ms) heard.delete(key);
    };
    forget(this.#atDoor, GONE_MS);
    forget(this.#heard, SILENT_MS);
    return new Set([...this.#atDoor.keys(), ...this.#heard.keys()]).size;
  }

  /** Who waits for an answer asks again at once. */
  close(): void {
    for (const one of this.#subscriptions) one.unsubscribe();
    for (const [timer, answer] of this.#answers) {
      clearTimeout(timer);
      answer();
    }
    this.#answers.clear();
  }
}
