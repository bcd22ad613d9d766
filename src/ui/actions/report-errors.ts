/** @file Runs what asks the worker, and shows the reader what fails. */
import { batch } from '@preact/signals';
import { Cancelled } from './bridge.ts';
import { messageOf } from '../model/format.ts';
import * as state from '../state/state.ts';
import type { RunStatus } from '../model/derive.ts';
import { endRun } from '../state/events.ts';

/** Does something whose error is shown and changes nothing else. */
export async function reportErrors(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Cancelled)) state.notice.value = { kind: 'error', text: `${messageOf(error)}.` };
  }
}

/** Does something under a run status; an error ends the run and is shown, unless the page itself has ended the worker. */
export async function withStatus(status: RunStatus, act: () => Promise<void>): Promise<void> {
  batch(() => {
    state.runStatus.value = status;
    state.notice.value = undefined;
  });
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Cancelled)) endRun({ kind: 'error', text: `${messageOf(error)}.` });
  }
}
