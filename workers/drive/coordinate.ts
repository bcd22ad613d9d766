/** @file A room's host and its pool, as the coordinator of a search has them: a terminal, or a page. */
import { RoomHost, type RoomHostOptions } from '../room/host.ts';
import type { Landed } from '../room/check-result.ts';
import { RoomPool, type PoolOptions } from './room-pool.ts';

export type CoordinationOptions = RoomHostOptions &
  Pick<PoolOptions, 'secret' | 'verify' | 'shouldPause'> & {
    onLanded?(landed: Landed): void;
    onReissued?(notation: string, reason: string): void;
  };

export interface Coordination {
  readonly host: RoomHost;
  readonly pool: RoomPool;
  /** Ends both; what the server keeps stays, and the connection. */
  close(): Promise<void>;
}

/** Opens the room: from now on who asks is let in, and jobs have workers. */
export async function coordinate(options: CoordinationOptions): Promise<Coordination> {
  const { onLanded, onReissued, onRefused } = options;
  const host = new RoomHost(options);
  try {
    const pool = await RoomPool.open({
      ...options,
      isMember: (key) => host.isMember(key),
      nameOf: (key) => host.nameOf(key),
      atWorkSince: (job) => host.atWorkSince(job),
      onLanded: (landed) => (host.landed(landed), onLanded?.(landed)),
      onReissued: ({ notation }, reason) => onReissued?.(notation, reason),
      onRefused: (key, reason) => {
        if (key === undefined) onRefused?.('', reason);
        else void host.showOut(key, reason).catch(() => {});
      },
    });
    await host.setOpen(true);
    return { host, pool, close: async () => (host.close(), pool.dispose()) };
  } catch (error) {
    host.close();
    throw error;
  }
}
