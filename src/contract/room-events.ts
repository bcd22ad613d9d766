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

/** A room whose search a page coordinates. */
export interface LeadEntry {
  readonly server: string;
  /** Of the teacher's link. */
  readonly password: string;
}

/** Where such a room stands. */
export interface LeadState {
  /** The room's code. */
  readonly room: string;
  /** The board's password. */
  readonly board: string;
  /** Whether the terminal's server is reached now. */
  readonly isReached: boolean;
  /** Workers in the room or at its door. */
  readonly present: number;
  /** Of those, at a cell. */
  readonly training: number;
  /** Workers that the search waits for before it begins; absent: it waits for none. */
  readonly wanted?: number;
  /** The board has paused it. */
  readonly isHeld: boolean;
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
