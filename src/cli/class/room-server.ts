/** @file A room's server on this machine, with its streams, its users, and what is kept of it. */
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/nats-core';
import type { Roster } from '../../contract/room-messages.ts';
import { BUCKET, JOBS, RESULTS } from '../../contract/room-subjects.ts';
import { connectTo } from '../../../workers/room/session.ts';
import { openStreams, type RoomStreams } from '../../../workers/room/streams.ts';
import { COORDINATOR, freePort, NatsServer, type RoomUsers } from './nats-server.ts';
import { newSecret, readRoomFile, writeRoomFile, type RoomFile } from './room-file.ts';

const ROOM_FILE = 'room.json';

export interface RoomServerOptions {
  /** Keeps the room: its code and its members, and the server's store. */
  readonly folder: string;
  readonly origins: readonly string[];
  /** The room's code; made up unless given. */
  readonly room?: string;
  /** How long a worker may say nothing before its job goes to another, ms. */
  readonly ackWaitMs?: number;
  /** Whether a page may coordinate: then it has a user of its own. */
  readonly isLed?: boolean;
}

export class RoomServer {
  /** nats-server. */
  readonly server: NatsServer;
  /** Where it takes WebSockets on this machine. */
  readonly port: number;
  readonly connection: NatsConnection;
  readonly streams: RoomStreams;
  readonly #options: RoomServerOptions;
  #file: RoomFile;
  /** One change after the other. */
  #last: Promise<void> = Promise.resolve();

  private constructor(
    options: RoomServerOptions,
    opened: Pick<RoomServer, 'server' | 'port' | 'connection' | 'streams' | 'file'>,
  ) {
    this.#options = options;
    ({
      server: this.server,
      port: this.port,
      connection: this.connection,
      streams: this.streams,
      file: this.#file,
    } = opened);
  }

  static async open(options: RoomServerOptions): Promise<RoomServer> {
    const { folder, origins, room, ackWaitMs } = options;
    const path = join(folder, ROOM_FILE);
    const known = await readRoomFile(path);
    const file: RoomFile = room === undefined ? known : { ...known, room };
    await writeRoomFile(path, file);
    const port = await freePort();
    const users = usersOf(file, options);
    const server = await NatsServer.start({ folder: join(folder, 'nats'), port, room: users, origins });
    const connection = await connectTo(`ws://127.0.0.1:${port}`, { user: COORDINATOR, pass: file.coordinatorPassword });
    const streams = await openStreams(connection, ackWaitMs);
    return new RoomServer(options, { server, port, connection, streams, file });
  }

  get file(): RoomFile {
    return this.#file;
  }

  /** Makes these, and no others, the server's workers. */
  admit(members: Roster): Promise<void> {
    return this.#inTurn(async () => {
      await this.#change({ members });
      await this.server.setUsers(usersOf(this.#file, this.#options));
    });
  }

  /** Makes the room one of this run: what it has of another is deleted, and that one's jobs have no results any more. */
  begin(run: string): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#file.run === run) return;
      for (const name of [JOBS, RESULTS, `KV_${BUCKET}`]) await this.streams.manager.streams.purge(name);
      await this.#change({ run, secret: newSecret() });
    });
  }

  /** Ends everything but what is stored. */
  async close(): Promise<void> {
    await this.connection.close();
    await this.server.stop();
  }

  async #change(change: Partial<RoomFile>): Promise<void> {
    const file = { ...this.#file, ...change };
    await writeRoomFile(join(this.#options.folder, ROOM_FILE), file);
    this.#file = file;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {}); // told to who asked for it
    return done;
  }
}

const usersOf = (file: RoomFile, { isLed = false }: RoomServerOptions): RoomUsers => ({
  ...file,
  leaderPassword: isLed ? file.leaderPassword : undefined,
  keys: file.members.map(({ key }) => key),
});
