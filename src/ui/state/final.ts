/** @file The final training on show, as signals, and how the page follows its events. */
import { batch, signal } from '@preact/signals';
import type { FinalEvent, NetworkProgress } from '../../contract/final-events.ts';
import type { FinalHead, FinalRecord, FinalRun } from '../../contract/final-records.ts';
import { notices } from '../messages/notices.ts';
import type { RunStatus } from '../model/derive.ts';
import { createEventQueue } from './event-queue.ts';
import { notice, type Notice } from './state.ts';

/** Heads of all final trainings kept, newest first; undefined before they are read. */
export const finals = signal<readonly FinalHead[] | undefined>(undefined);
/** The final training on show. */
export const finalRun = signal<FinalRun | undefined>(undefined);
export const finalStatus = signal<RunStatus>('open');
/** The network in training; undefined between two. */
export const networkProgress = signal<NetworkProgress | undefined>(undefined);
/** Whether the test images are being read. */
export const isReading = signal(false);
/** The cell that the form for a new final training is for; absent: the best of the run on show. */
export const finalCell = signal<string | undefined>(undefined);

/** Takes an event of the running final training; and applies what waits, now. */
export const { receive: receiveFinal, flush: applyFinalEvents } = createEventQueue<FinalEvent>((events) => {
  for (const event of events) apply(event);
});

function apply(event: FinalEvent): void {
  switch (event.type) {
    case 'started':
      finalRun.value = { head: event.head, log: event.log };
      if (finalStatus.value !== 'pausing') finalStatus.value = 'running';
      return;
    case 'activity':
      isReading.value = event.activity.phase === 'test';
      networkProgress.value = undefined;
      return;
    case 'progress':
      networkProgress.value = event.progress;
      return;
    case 'record':
      return addRecord(event.record);
    case 'paused':
      return endFinal({ kind: 'info', text: notices.value.finalPaused });
    case 'finished':
      return endFinal(undefined);
    case 'failed':
      return endFinal({ kind: 'error', text: notices.value.finalFailed(event.message) });
    default:
      return event satisfies never;
  }
}

function addRecord(record: FinalRecord): void {
  const run = finalRun.value;
  if (run === undefined) return;
  if (record.type === 'network') networkProgress.value = undefined;
  finalRun.value = { head: run.head, log: [...run.log, record] };
}

/** Nothing is trained any more. @param shown why, if the reader must know. */
export function endFinal(shown: Notice | undefined): void {
  batch(() => {
    finalStatus.value = 'open';
    networkProgress.value = undefined;
    isReading.value = false;
    notice.value = shown;
  });
}

/** Shows a final training, or the form for a new one. */
export function showFinal(shown: FinalRun | undefined): void {
  batch(() => {
    finalRun.value = shown;
    networkProgress.value = undefined;
  });
}
