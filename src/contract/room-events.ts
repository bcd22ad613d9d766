/** @file What a page is told of a room that it is in. */
import type { Cells, Job, Progress, RoomRun, RoomState, Roster } from './room-messages.ts';

/** Where a room is, and who comes. */
export interface RoomEntry {
  /** `wss://host`, or `ws://localhost:port`. */
  readonly server: string;
  /** The room's code. */
  readonly room: string;
  readonly name: string;
  /** The secret half of the key that this tab had before: a reloaded tab is the same worker. */
  readonly seed?: string;
  /** The page's address, beside which its sample and its data packs lie. */
  readonly pageUrl: string;
}

export type RoomEvent =
  /** The class has not begun. */
  | { readonly type: 'waiting' }
  | { readonly type: 'joined'; readonly key: string; readonly seed: string }
  | { readonly type: 'run'; readonly run: RoomRun }
  | { readonly type: 'state'; readonly state: RoomState }
  | { readonly type: 'cells'; readonly cells: Cells }
  | { readonly type: 'roster'; readonly roster: Roster }
  /** Of this worker, or, to the board, of all: `key` says whose. */
  | { readonly type: 'progress'; readonly key: string; readonly progress: Progress }
  /** The job that this worker has begun. */
  | { readonly type: 'job'; readonly job: Job }
  /** One that it has ended, and whether the class counts it. */
  | { readonly type: 'result'; readonly notation: string; readonly accuracy?: number; readonly isCounted: boolean }
  | { readonly type: 'ended'; readonly how: 'closed' | 'left' | 'shown out' | 'failed'; readonly reason?: string };
