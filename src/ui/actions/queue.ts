/** @file Searches that begin by themselves, one after another, while this page is open: other seeds or strategies of a run. */
import { effect, signal } from '@preact/signals';
import type { SearchConfig } from '../../contract/config.ts';
import { isOver } from '../../contract/run-file.ts';
import { run, runStatus, dataSets } from '../state/state.ts';
import { startOn } from './search.ts';

/** A search to come. */
export interface Queued {
  readonly config: SearchConfig;
  readonly dataSha256: string;
}

/** Searches to come, the next first. */
export const queue = signal<readonly Queued[]>([]);

/** Adds searches; the first begins at once where nothing is trained. */
export function enqueue(searches: readonly Queued[]): void {
  queue.value = [...queue.value, ...searches];
  followQueue();
  if (runStatus.value === 'open') void startNext();
}

export function clearQueue(): void {
  queue.value = [];
}

let isFollowing = false;

/** The next begins when one is over; one that was paused or stopped holds the others up. */
function followQueue(): void {
  if (isFollowing) return;
  isFollowing = true;
  let wasRunning = false;
  effect(() => {
    const isEnded = wasRunning && runStatus.value === 'open' && run.value !== undefined && isOver(run.value.log);
    wasRunning = runStatus.value !== 'open';
    if (isEnded) queueMicrotask(() => void startNext());
  });
}

/** Begins the next; those whose images are not on this computer any more are left out. */
export async function startNext(): Promise<void> {
  const kept = queue.value.filter(({ dataSha256 }) => dataSets.value.some(({ sha256 }) => sha256 === dataSha256));
  const [next, ...others] = kept;
  queue.value = others;
  if (next !== undefined) await startOn(next.config, next.dataSha256);
}
