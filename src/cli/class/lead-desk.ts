/**
 * @file What a page that coordinates asks of this terminal: to open the room for its run, and to make workers the server's users. Whoever opened the
 * room last coordinates; a page that did before is told so.
 */
import type { Msg, Subscription } from '@nats-io/nats-core';
import type { DataIdentity } from '../../contract/records.ts';
import {
  decode,
  encode,
  LeadRequestSchema,
  type LeadAnswer,
  type LeadRequest,
  type Roster,
} from '../../contract/room-messages.ts';
import { LEAD, LED } from '../../contract/room-subjects.ts';
import { isWorkerKey } from '../../../workers/room/public-key.ts';
import type { RoomServer } from './room-server.ts';

/** Longest reason that is told (`LeadAnswerSchema`). */
const MOST_REASON = 1_000;

export interface LeadDeskOptions {
  readonly room: RoomServer;
  /** Version of the code that all must have. */
  readonly code: string;
  /** The images that laptops find here. */
  readonly data: readonly DataIdentity[];
  /** A page has begun a run, or gone on with it. */
  onOpened?(run: string): void;
  onJoined?(member: Roster[number]): void;
  onShownOut?(member: Roster[number]): void;
  onRefused?(reason: string): void;
}

/** Answers until it is unsubscribed. */
export function openLeadDesk(options: LeadDeskOptions): Subscription {
  const desk = new LeadDesk(options);
  return options.room.connection.subscribe(LEAD, {
    callback: (error, message) => {
      if (error === null) void desk.reply(message);
    },
  });
}

class LeadDesk {
  readonly #options: LeadDeskOptions;
  /** Who coordinates; undefined until a page has said so to this process. */
  #session: string | undefined;

  constructor(options: LeadDeskOptions) {
    this.#options = options;
  }

  async reply(message: Msg): Promise<void> {
    try {
      message.respond(encode(await this.#answer(message.string())));
    } catch (error) {
      const reason = (error as Error).message.slice(0, MOST_REASON);
      this.#options.onRefused?.(reason);
      message.respond(encode({ type: 'refused', reason } satisfies LeadAnswer));
    }
  }

  /** @throws {Error} in words, for the page. */
  async #answer(text: string): Promise<LeadAnswer> {
    const request = decode(LeadRequestSchema, text, 'class: what the page asks');
    switch (request.type) {
      case 'look': {
        this.#requireCode(request.code);
        const { room, boardPassword } = this.#options.room.file;
        return { type: 'room', room, board: boardPassword };
      }
      case 'open':
        return this.#open(request);
      case 'admit':
        return this.#admit(request);
      default:
        return request satisfies never;
    }
  }

  async #open({ session, run, code, data }: Extract<LeadRequest, { type: 'open' }>): Promise<LeadAnswer> {
    const { room, data: known, onOpened } = this.#options;
    this.#requireCode(code);
    if (!known.some(({ sha256 }) => sha256 === data)) {
      const offered = known.map((one) => `${one.name} (SHA-256 ${one.sha256})`).join(' and ');
      throw new Error(`class: laptops find ${offered} here, and the search is on others (${data}); give them to the terminal by --data`); // prettier-ignore
    }
    await room.begin(run);
    if (this.#session !== session) {
      this.#session = session;
      room.connection.publish(LED, session);
      onOpened?.(run);
    }
    const { secret, members } = room.file;
    return { type: 'opened', secret, members };
  }

  async #admit({ session, members }: Extract<LeadRequest, { type: 'admit' }>): Promise<LeadAnswer> {
    const { room, onJoined, onShownOut } = this.#options;
    this.#session ??= session; // this terminal has begun again, and the page has not said so yet
    if (session !== this.#session) throw new Error('class: another page coordinates this room now');
    const bad = members.find(({ key }) => !isWorkerKey(key));
    if (bad !== undefined) throw new RangeError(`class: a worker's key must be one of nats-server; got ${bad.key}`);
    if (new Set(members.map(({ key }) => key)).size < members.length)
      throw new RangeError('class: each worker must be admitted once');
    const before = room.file.members;
    await room.admit(members);
    const isNew = (of: Roster) => {
      const keys = new Set(of.map(({ key }) => key));
      return ({ key }: Roster[number]): boolean => !keys.has(key);
    };
    for (const member of members.filter(isNew(before))) onJoined?.(member);
    for (const member of before.filter(isNew(members))) onShownOut?.(member);
    return { type: 'admitted' };
  }

  #requireCode(code: string): void {
    const { code: own } = this.#options;
    if (code !== own)
      throw new Error(
        `class: the terminal has code ${own}, and this page has ${code}. Take the same release for both: build the page again (npm run build), or load it again`,
      );
  }
}
