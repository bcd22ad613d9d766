/** @file The page follows the events of the running search. */
import { batch } from '@preact/signals';
import type { SearchEvent } from '../../contract/events.ts';
import type { LogRecord } from '../../contract/records.ts';
import { notices } from '../messages/notices.ts';
import { isTraining } from '../../contract/run-file.ts';
import { createEventQueue } from './event-queue.ts';
import { activity, guesses, runStatus, notice, progress, run, type Notice } from './state.ts';

/** Takes an event of the running search; and applies what waits, now. */
export const { receive, flush: applyEvents } = createEventQueue<SearchEvent>((events) => {
  let records: LogRecord[] = [];
  for (const event of events) {
    if (event.type === 'record') records.push(event.record);
    if (event.type === 'started') records = []; // its log has them
    apply(event);
  }
  if (records.length > 0 && run.value !== undefined) {
    run.value = { head: run.value.head, log: [...run.value.log, ...records] };
  }
});

function apply(event: SearchEvent): void {
  switch (event.type) {
    case 'started':
      run.value = { head: event.head, log: event.log };
      if (runStatus.value !== 'pausing') runStatus.value = 'running';
      return;
    case 'activity':
      activity.value = event.activity;
      progress.value = undefined;
      return;
    case 'progress':
      progress.value = event.progress;
      return;
    case 'guesses':
      guesses.value = event.guesses;
      return;
    case 'record':
      if (isTraining(event.record)) progress.value = undefined;
      if (event.record.type === 'incident' && event.record.reason === 'bad-checkpoint') {
        const { message } = event.record; // a sentence of its own here
        notice.value = { kind: 'info', text: `${message.charAt(0).toUpperCase()}${message.slice(1)}.` };
      }
      return;
    case 'paused':
      return endRun({ kind: 'info', text: notices.value.paused });
    case 'finished':
      return endRun(undefined);
    case 'failed':
      return endRun({ kind: 'error', text: notices.value.failed(event.message) });
    default:
      return event satisfies never;
  }
}

/** Nothing runs any more. @param shown why, if the reader must know. */
export function endRun(shown: Notice | undefined): void {
  batch(() => {
    runStatus.value = 'open';
    activity.value = undefined;
    progress.value = undefined;
    guesses.value = undefined;
    notice.value = shown;
  });
}
