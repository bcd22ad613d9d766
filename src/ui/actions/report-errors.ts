/** @file Runs what asks the worker, and shows the reader what fails. */
import { batch } from '@preact/signals';
import { Cancelled } from './bridge.ts';
import { messageOf } from '../model/format.ts';
import * as state from '../state/state.ts';
import { rest } from '../state/events.ts';

/** Does something whose failure is told and nothing more. */
export async function told(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Cancelled)) state.notice.value = { kind: 'problem', text: `${messageOf(error)}.` };
  }
}

/** Does something that changes the motion; a failure puts it to rest and is told. Whoever ends the worker says so himself. */
export async function moving(motion: state.RunStatus, act: () => Promise<void>): Promise<void> {
  batch(() => {
    state.motion.value = motion;
    state.notice.value = undefined;
  });
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Cancelled)) rest({ kind: 'problem', text: `${messageOf(error)}.` });
  }
}
