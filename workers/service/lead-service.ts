/** @file The search worker as the coordinator of a room. What rooms need is loaded when one is led. */
import type { Activity, SearchEvent } from '../../src/contract/events.ts';
import type { LogRecord, RunHead } from '../../src/contract/records.ts';
import { requireForRoom } from '../../src/contract/room-messages.ts';
import type { LeadEntry, LeadState } from '../../src/contract/room-events.ts';
import type { Coordination } from '../drive/coordinate.ts';
import { Paused } from '../drive/drive.ts';
import type { Trainers } from '../drive/pick-ahead.ts';
import type { Lead, Lobby } from '../room/lead.ts';

/** How often the page is told where the room stands, and the room how many jobs wait, ms (ours). */
const TELL_MS = 500;

/** A search whose cells a room trains. */
export interface LedSearch {
  readonly trainers: Trainers;
  /** Whether the page, or the board, asks for its end, or the room is lost. */
  shouldPause(): boolean;
  /** Why the room is lost; undefined where it is not. */
  readonly lost: string | undefined;
  /** Told what the search tells the page. */
  hear(event: SearchEvent): void;
  /** Its end, told to the room. */
  close(end: 'finished' | 'paused'): Promise<void>;
}

export interface LedSearchOptions {
  readonly head: RunHead;
  readonly log: readonly LogRecord[];
  /** Workers that it waits for before it begins. */
  readonly wanted: number;
  /** Whether the page asks for its end. */
  shouldPause(): boolean;
}

/** A room that this page leads. */
interface Led {
  readonly entry: LeadEntry;
  readonly leaving: AbortController;
  readonly opened: Promise<{ readonly lead: Lead; readonly Lobby: typeof import('../room/lead.ts').Lobby }>;
  onState: (state: LeadState) => void;
  about: { readonly room: string; readonly board: string };
  /** Undefined until that is known. */
  isReached: boolean | undefined;
  lead: Lead | undefined;
  lobby: Lobby | undefined;
  search: { readonly coordination: Coordination; wanted: number | undefined; isHeld: boolean } | undefined;
  /** Of the search before. */
  closing: Promise<void>;
  told: string;
}

export class LeadService {
  readonly #code: string;
  #led: Led | undefined;
  #telling: ReturnType<typeof setInterval> | undefined;

  /** @param code version of the code that trains. */
  constructor(code: string) {
    this.#code = code;
  }

  /** Leads this room from now on; resolves once its terminal has answered, however long that takes. @throws {Error} in words, when it refuses. */
  async enter(entry: LeadEntry, onState: (state: LeadState) => void): Promise<void> {
    const known = this.#led;
    if (known !== undefined && known.entry.server === entry.server && known.entry.password === entry.password) {
      [known.onState, known.told] = [onState, ''];
      await known.opened;
      return;
    }
    await this.leave();
    const leaving = new AbortController();
    const led: Led = {
      entry,
      leaving,
      onState,
      opened: import('../room/lead.ts').then(async ({ Lead, Lobby }) => {
        const onReached = (isReached: boolean): void => void (led.isReached = isReached);
        const { lead, about } = await Lead.connect(entry, this.#code, leaving.signal, onReached);
        if (leaving.signal.aborted) await lead.connection.close();
        leaving.signal.throwIfAborted();
        Object.assign(led, { lead, about, lobby: new Lobby(lead.connection) });
        return { lead, Lobby };
      }),
      about: { room: '', board: '' },
      isReached: undefined,
      lead: undefined,
      lobby: undefined,
      search: undefined,
      closing: Promise.resolve(),
      told: '',
    };
    this.#led = led;
    this.#telling = setInterval(() => this.#tell(), TELL_MS);
    try {
      await led.opened;
    } catch (error) {
      if (this.#led === led) await this.leave();
      throw error;
    }
  }

  /** Leads none any more. */
  async leave(): Promise<void> {
    const led = this.#led;
    this.#led = undefined;
    clearInterval(this.#telling);
    led?.leaving.abort(new Error('room: this page has left it'));
    led?.lobby?.close();
    await within(led?.search?.coordination.close());
    await led?.lead?.connection.close();
  }

  /** Opens the room for a search. @throws {Error} where none is led; in words, where this search cannot be trained by it. */
  async open(options: LedSearchOptions): Promise<LedSearch> {
    const led = this.#led;
    if (led === undefined) throw new Error("room: this page leads none; open the teacher's link");
    const { head, log, wanted } = options;
    requireForRoom(head.config);
    const { lead, Lobby } = await led.opened;
    await led.closing;
    const { coordinate } = await import('../drive/coordinate.ts');
    const { bindStreams } = await import('../room/streams.ts');
    const { createWebVerifier } = await import('../drive/web-verifier.ts');
    let isStopped = false;
    let lost: string | undefined;
    const shouldPause = (): boolean => isStopped || lost !== undefined || options.shouldPause();
    let coordination: Coordination | undefined;
    const { secret, members } = await lead.open(head, ({ message }) => {
      lost = message;
      void coordination?.close(); // at once: the room is another's
    });
    led.lobby?.close();
    led.lobby = undefined;
    const restore = (): void => {
      lead.release();
      led.search = undefined;
      if (this.#led === led) led.lobby = new Lobby(lead.connection);
    };
    try {
      coordination = await coordinate({
        connection: lead.connection,
        streams: await bindStreams(lead.connection),
        head,
        code: this.#code,
        room: led.about.room,
        members,
        secret,
        verify: createWebVerifier(),
        admit: async (admitted) => {
          try {
            await lead.admit(admitted);
          } catch (error) {
            if (lost !== undefined) await new Promise(() => {}); // who asks is answered by whom the room is now
            throw error;
          }
        },
        onControl: ({ type }) => {
          if (type === 'stop') isStopped = true;
          else if (led.search !== undefined) {
            led.search.isHeld = type === 'pause';
            led.search.coordination.host.setPaused(led.search.isHeld);
          }
        },
        shouldPause,
      });
    } catch (error) {
      restore();
      throw error;
    }
    const { host, pool, close: closeBoth } = coordination;
    if (lost !== undefined) void closeBoth(); // while it was opened
    const hasBegun = log.length > 0;
    const search: NonNullable<Led['search']> = { coordination, wanted: hasBegun ? undefined : wanted, isHeld: false };
    led.search = search;
    host.addRecords(log);
    let activity: Activity | undefined;
    const gathered = async (): Promise<void> => {
      while (search.wanted !== undefined && host.present < search.wanted && !shouldPause())
        await new Promise((passed) => setTimeout(passed, TELL_MS));
      if (shouldPause()) throw new Paused();
      search.wanted = undefined;
      if (activity !== undefined) host.setActivity(activity);
    };
    return {
      shouldPause,
      get lost() {
        return lost;
      },
      trainers: {
        width: pool.width,
        train: async (...training) => (await gathered(), pool.train(...training)),
        retrain: async (...training) => (await gathered(), pool.retrain(...training)),
        confirm: async (...training) => (await gathered(), pool.confirm(...training)),
        whenIdle: (choose) => pool.whenIdle(choose),
        keepAhead: (cells) => pool.keepAhead(cells),
      },
      hear: (event) => {
        if (event.type !== 'activity') return;
        ({ activity } = event);
        if (search.wanted === undefined) host.setActivity(activity);
      },
      close: (end) => {
        const close = async (): Promise<void> => {
          if (lost === undefined) await within(host.tellPhase(end).then(() => host.setOpen(end !== 'finished')));
          await within(closeBoth());
          restore();
        };
        return (led.closing = close());
      },
    };
  }

  /** Has the search begin with who is here. */
  beginNow(): void {
    if (this.#led?.search !== undefined) this.#led.search.wanted = undefined;
  }

  /** Tells the room that the search stands still, before this worker is ended. */
  async halt(): Promise<void> {
    const { search, lead } = this.#led ?? {};
    if (search === undefined || lead === undefined) return;
    await search.coordination.host.tellPhase('paused');
    await lead.connection.flush();
  }

  #tell(): void {
    const led = this.#led;
    if (led?.isReached === undefined) return;
    const { about, isReached, lobby, search } = led;
    const { host, pool } = search?.coordination ?? {};
    if (host !== undefined && pool !== undefined) host.setJobs(pool.underWay, host.atWork);
    const { wanted, isHeld = false } = search ?? {};
    const present = host?.present ?? lobby?.present ?? 0;
    const training = host?.atWork ?? 0;
    const state: LeadState = {
      ...about,
      isReached,
      present,
      training,
      isHeld,
      ...(wanted === undefined ? {} : { wanted }),
    };
    const text = JSON.stringify(state);
    if (text === led.told) return;
    led.told = text;
    led.onState(state);
  }
}

/** Longest that a room that cannot be reached is waited for at a search's end, ms (ours). */
const GOODBYE_MS = 3_000;

const within = (told: Promise<unknown> | undefined): Promise<unknown> =>
  Promise.race([told?.catch(() => {}), new Promise((passed) => setTimeout(passed, GOODBYE_MS))]);
