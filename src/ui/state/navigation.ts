/** @file What buttons do without the worker, so that a screen can be used where there is none. */
import { batch } from '@preact/signals';
import type { View } from '../../contract/link/recipe-link.ts';
import * as state from './state.ts';
import type { Marks } from '../charts/marks.tsx';
import { notices } from '../messages/notices.ts';
import { CAN_RUN } from '../model/can-run.ts';

/** Changes the screen. An info about the screen left is removed; an error stays, and so does what can be undone. */
export function show(view: View): void {
  batch(() => {
    const shown = state.notice.value;
    if (shown?.kind === 'info' && shown.undo === undefined) state.notice.value = undefined;
    state.view.value = view;
  });
}

/** Opens a cell of the run on show, by its place in the order trained. */
export function showCell(child: number): void {
  batch(() => {
    state.selectedChild.value = child;
    state.foreignCell.value = undefined;
    state.view.value = 'cell';
  });
}

/** What charts do with their marks: a press opens the cell, one that waits to be trained as any other design. */
export const marks: Marks = {
  pointed: state.pointedMark,
  open: (notation) => {
    state.pointedMark.value = undefined;
    const child = state.trained.value.findIndex((record) => record.notation === notation);
    if (child >= 0) showCell(child);
    else if (CAN_RUN) showForeignCell(notation, 'untrained');
  },
};

/** Opens a cell that is not of the run. @param from the name of its file; `link`, `run`: another one; `untrained`: this one's, not trained yet. */
export function showForeignCell(notation: string, from: string): void {
  batch(() => {
    state.foreignCell.value = { notation, from };
    state.view.value = 'cell';
  });
}

/** Copies text and confirms it; where the browser forbids copying, shows the text. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    state.notice.value = { kind: 'info', text: done };
  } catch {
    state.notice.value = { kind: 'error', text: `${notices.value.noCopying} ${text}` };
  }
}
