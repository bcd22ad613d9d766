/** @file What buttons do without the worker, so that a screen can be used where there is none. */
import { batch } from '@preact/signals';
import type { View } from '../../contract/link/recipe-link.ts';
import * as state from './state.ts';

/** Changes the screen. A word about what was done there is gone with it; a problem stays, and so does a way back. */
export function show(view: View): void {
  batch(() => {
    const told = state.notice.value;
    if (told?.kind === 'word' && told.undo === undefined) state.notice.value = undefined;
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

/** Opens a cell of a file. */
export function showForeignCell(notation: string, from: string): void {
  batch(() => {
    state.foreignCell.value = { notation, from };
    state.view.value = 'cell';
  });
}

/** Copies text, and says so; where the browser forbids it, the text is shown. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    state.notice.value = { kind: 'word', text: done };
  } catch {
    state.notice.value = { kind: 'problem', text: `The browser did not allow copying. The text is: ${text}` };
  }
}
