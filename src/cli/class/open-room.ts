/** @file A room on this machine: its server, its streams, the door, and the pool that trains in it. */
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/nats-core';
import type { RunHead } from '../../contract/records.ts';
import type { Control, Roster } from '../../contract/room-messages.ts';
import { RoomHost } from '../../../workers/room/host.ts';
import { RoomPool } from '../../../workers/drive/room-pool.ts';
import type { Landed } from '../../../workers/room/check-result.ts';
import { connectTo } from '../../../workers/room/session.ts';
import { openStreams } from '../../../workers/room/streams.ts';
import { COORDINATOR, freePort, NatsServer, type RoomUsers } from './nats-server.ts';
import { createVerifier } from './verify-signature.ts';
import { readRoomFile, writeRoomFile, type RoomFile } from './room-file.ts';

const ROOM_FILE = 'room.json';

export interface OpenRoomOptions {
  /** Keeps the room: its code and its members, and the server's store. */
  readonly folder: string;
  readonly head: RunHead;
  /** Version of the code that all must have. */
  readonly code: string;
  readonly origins: readonly string[];
  /** The room's code; made up unless given. */
  readonly room?: string;
  /** How long a worker may say nothing before its job goes to another, ms. */
  readonly ackWaitMs?: number;
  onJoined?(member: Roster[number]): void;
  onRefused?(name: string, reason: string): void;
  onLanded?(landed: Landed): void;
  onReissued?(notation: string, reason: string): void;
  onControl?(control: Control): void;
  shouldPause(): boolean;
}

export interface OpenRoom {
  readonly file: RoomFile;
  readonly server: NatsServer;
  /** Where nats-server takes WebSockets on this machine. */
  readonly port: number;
  readonly connection: NatsConnection;
  readonly host: RoomHost;
  readonly pool: RoomPool;
  /** Ends everything but what is stored. */
  close(): Promise<void>;
}

/** @throws {RangeError} for a search whose children start as trained networks: devices of a room exchange none. */
export async function openRoom(options: OpenRoomOptions): Promise<OpenRoom> {
  const { folder, head, code, origins, shouldPause, onLanded, onReissued, onRefused } = options;
  if (head.config.start === 'warm') throw new RangeError('config: start must be cold in a room; got warm');
  const path = join(folder, ROOM_FILE);
  const known = await readRoomFile(path);
  let file: RoomFile = options.room === undefined ? known : { ...known, room: options.room };
  await writeRoomFile(path, file);
  const users = (): RoomUsers => ({ ...file, keys: file.members.map(({ key }) => key) });
  const port = await freePort();
  const server = await NatsServer.start({ folder: join(folder, 'nats'), port, room: users(), origins });
  const connection = await connectTo(`ws://127.0.0.1:${port}`, { user: COORDINATOR, pass: file.coordinatorPassword });
  const streams = await openStreams(connection, options.ackWaitMs);
  const host = new RoomHost({
    ...options,
    connection,
    streams,
    room: file.room,
    members: file.members,
    admit: async (members) => {
      file = { ...file, members };
      await writeRoomFile(path, file);
      await server.setUsers(users());
    },
  });
  const pool = await RoomPool.open({
    connection,
    streams,
    head,
    code,
    secret: file.secret,
    verify: createVerifier(),
    isMember: (key) => host.isMember(key),
    nameOf: (key) => host.nameOf(key),
    atWorkSince: (job) => host.atWorkSince(job),
    onLanded: (landed) => (host.landed(landed), onLanded?.(landed)),
    onReissued: ({ notation }, reason) => onReissued?.(notation, reason),
    onRefused: (key, reason) => {
      if (key === undefined) onRefused?.('', reason);
      else void host.showOut(key, reason).catch(() => {});
    },
    shouldPause,
  });
  await host.setOpen(true);
  return {
    get file() {
      return file;
    },
    server,
    port,
    connection,
    host,
    pool,
    close: async () => {
      host.close();
      await pool.dispose();
      await connection.close();
      await server.stop();
    },
  };
}
