/** @file A room on this machine whose coordinator is this terminal: its server, the door, and the pool that trains in it. */
import type { RunHead } from '../../contract/records.ts';
import { requireForRoom, type Control, type Roster } from '../../contract/room-messages.ts';
import { coordinate, type Coordination } from '../../../workers/drive/coordinate.ts';
import type { Landed } from '../../../workers/room/check-result.ts';
import { RoomServer, type RoomServerOptions } from './room-server.ts';
import { createVerifier } from './verify-signature.ts';

export interface OpenRoomOptions extends RoomServerOptions {
  readonly head: RunHead;
  /** Version of the code that all must have. */
  readonly code: string;
  onJoined?(member: Roster[number]): void;
  onRefused?(name: string, reason: string): void;
  onLanded?(landed: Landed): void;
  onReissued?(notation: string, reason: string): void;
  onControl?(control: Control): void;
  shouldPause(): boolean;
}

/** Its `close` ends everything but what is stored. */
export type OpenRoom = Pick<RoomServer, 'file' | 'server' | 'port' | 'connection'> & Coordination;

/** @throws {RangeError} for a search that a room cannot train. */
export async function openRoom(options: OpenRoomOptions): Promise<OpenRoom> {
  requireForRoom(options.head.config);
  const server = await RoomServer.open(options);
  const { connection, streams, port } = server;
  if (server.file.run !== undefined) await server.begin(options.head.id); // a page has searched here
  const { room, members, secret } = server.file;
  const admit = (admitted: Roster): Promise<void> => server.admit(admitted);
  const verify = createVerifier();
  const led = await coordinate({ ...options, connection, streams, room, members, secret, verify, admit });
  return {
    get file() {
      return server.file;
    },
    server: server.server,
    port,
    connection,
    host: led.host,
    pool: led.pool,
    close: async () => {
      await led.close();
      await server.close();
    },
  };
}
