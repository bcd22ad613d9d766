/** @file Deletes a run, with a way back for a few seconds. */
import { batch } from '@preact/signals';
import { isFinalHead, type AnyHead } from '../../contract/any-run.ts';
import { ask } from './bridge.ts';
import { loadFinals } from './final.ts';
import { date } from '../model/format.ts';
import { runs as words } from '../messages/runs.ts';
import { finalName } from '../words/final.ts';
import { runName } from '../words/names.ts';
import { reportErrors } from './report-errors.ts';
import { loadRuns } from './runs.ts';
import { finalRun, showFinal } from '../state/final.ts';
import * as state from '../state/state.ts';

/** Time to take a deletion back, ms. */
const UNDO_MS = 8_000;
let deletion: { readonly id: string; readonly timer: ReturnType<typeof setTimeout> } | undefined;

/** Hides a run from the list and deletes it a little later, unless that is taken back; a page closed before keeps it. */
export async function deleteLater(head: AnyHead): Promise<void> {
  if (deletion !== undefined) {
    clearTimeout(deletion.timer);
    await deleteNow(deletion.id);
  }
  const told = [isFinalHead(head) ? finalName(head) : runName(head), date(head.startedAt)] as const;
  const text = words.value.deleted(...told);
  const finish = (): void => {
    if (state.notice.value?.text === text) state.notice.value = undefined;
    void deleteNow(head.id);
  };
  deletion = { id: head.id, timer: setTimeout(finish, UNDO_MS) };
  const undo = (): void => {
    clearTimeout(deletion?.timer);
    deletion = undefined;
    batch(() => {
      state.pendingDeletion.value = undefined;
      state.notice.value = { kind: 'info', text: words.value.back(...told) };
    });
  };
  batch(() => {
    state.pendingDeletion.value = head.id;
    state.notice.value = { kind: 'info', text, undo };
    if (state.run.value?.head.id === head.id) state.showRun(undefined);
    if (finalRun.value?.head.id === head.id) showFinal(undefined);
  });
}

async function deleteNow(id: string): Promise<void> {
  deletion = undefined;
  await reportErrors(async () => {
    await ask((api) => api.deleteRun(id));
    await Promise.all([loadRuns(), loadFinals()]);
  });
  if (state.pendingDeletion.value === id) state.pendingDeletion.value = undefined;
}
