/** @file The room that the page is in, as signals. */
import { computed, signal } from '@preact/signals';
import type { RoomLink } from '../../contract/link/room-link.ts';
import type { RoomEvent } from '../../contract/room-events.ts';
import type { Cells, Job, Progress, RoomRun, RoomState, Roster } from '../../contract/room-messages.ts';

/** Where the page stands with the room. */
export type Stay = 'outside' | 'entering' | 'waiting' | 'inside' | 'ended' | 'refused';

type Ending = Extract<RoomEvent, { readonly type: 'ended' }>['how'];

export const link = signal<RoomLink | undefined>(undefined);
export const stay = signal<Stay>('outside');
/** How the stay ended. */
export const ending = signal<Ending>('left');
/** Why it was refused, or failed. */
export const reason = signal('');
/** The name given; empty: none. */
export const ownName = signal('');
export const ownKey = signal('');
export const isPaused = signal(false);
export const roomRun = signal<RoomRun | undefined>(undefined);
export const roomState = signal<RoomState | undefined>(undefined);
export const cells = signal<Cells>({ cells: [], differences: [] });
export const roster = signal<Roster>([]);
/** What each worker is at, by key; a student's page hears of itself alone. */
export const workers = signal<ReadonlyMap<string, { readonly progress: Progress; readonly at: number }>>(new Map());
export const job = signal<Job | undefined>(undefined);
/** What this page has measured for the class. */
export const ownResults = signal<readonly number[]>([]);

/** Whether the board shows names, and the room's code. */
export const hasNames = signal(true);
export const hasJoinCode = signal(true);

export const bestAccuracy = computed(() => {
  const { cells: all, best } = cells.value;
  return best === undefined ? undefined : (all[best.place]?.[1] ?? undefined);
});

/** Takes in what the worker tells. */
export function takeRoomEvent(event: RoomEvent): void {
  switch (event.type) {
    case 'waiting':
      stay.value = 'waiting';
      return;
    case 'joined':
      [ownKey.value, stay.value] = [event.key, 'inside'];
      return;
    case 'run':
      roomRun.value = event.run;
      return;
    case 'state':
      roomState.value = event.state;
      return;
    case 'cells':
      cells.value = event.cells;
      return;
    case 'roster':
      roster.value = event.roster;
      return;
    case 'progress': {
      const { key, progress } = event;
      workers.value = new Map(workers.value).set(key, { progress, at: performance.now() });
      return;
    }
    case 'job':
      job.value = event.job;
      return;
    case 'result':
      job.value = undefined;
      if (event.isCounted && event.accuracy !== undefined) ownResults.value = [...ownResults.value, event.accuracy];
      return;
    case 'ended':
      stay.value = 'ended';
      ending.value = event.how;
      reason.value = event.reason ?? 'unknown';
      return;
    default:
      return event satisfies never;
  }
}
