/** @file Stored runs: listed, opened, read; copies of others kept. */
import { batch } from '@preact/signals';
import type { View } from '../../contract/link/recipe-link.ts';
import { isOver } from '../../contract/run-file.ts';
import type { RunSummary } from '../../contract/summary.ts';
import type { Run } from '../../contract/records.ts';
import { notices } from '../messages/notices.ts';
import { ask, Cancelled } from './bridge.ts';
import { show } from '../state/navigation.ts';
import { reportErrors } from './report-errors.ts';
import { loadDataSets } from './data.ts';
import { messageOf } from '../model/format.ts';
import * as state from '../state/state.ts';

/** Reads the list of runs; a browser that keeps none is a state, not an error. */
export async function loadRuns(): Promise<void> {
  try {
    const { items, unreadable } = await ask((api) => api.runs());
    batch(() => {
      state.runs.value = items;
      state.setUnreadable('run', unreadable);
    });
  } catch (error) {
    if (error instanceof Cancelled) return;
    state.runs.value = null;
    state.notice.value = { kind: 'error', text: `${messageOf(error)}.` };
  }
}

/** Whether another run can be shown; shows a notice where a search runs. */
export function canShow(): boolean {
  const isFree = state.runStatus.value === 'open';
  if (!isFree) {
    state.notice.value = { kind: 'info', text: notices.value.searchRuns };
  }
  return isFree;
}

/** Looks at a stored run. */
export async function openRun(id: string, target: View): Promise<void> {
  if (!canShow()) return;
  await reportErrors(async () => {
    state.showRun(await ask((api) => api.run(id)));
    show(target);
  });
}

/** Stores a copy of a shared run and shows it; nothing is started and no run of this computer changes. */
export async function keepShared(linkText: string): Promise<void> {
  await reportErrors(async () => {
    const { parseResult } = await import('../../contract/link/result-link.ts');
    await showCopy(await ask((api) => api.importRun(parseResult(linkText).run)));
  });
}

/** Shows a copy that was just stored. */
export async function showCopy(id: string): Promise<void> {
  await loadRuns();
  await openRun(id, 'search');
  const run = state.run.value;
  if (run?.head.id !== id) return;
  const { notKept, copyKept, canResume } = notices.value;
  const kept = state.runs.value === null ? notKept : copyKept;
  const next = isOver(run.log) ? '' : ` ${canResume}`;
  state.notice.value = { kind: 'info', text: `${kept}${next}` };
}

/** Gives a fresh worker the run on show, where the browser stores nothing and the old worker had it in memory. */
export async function handOverRun(): Promise<void> {
  const run = state.run.value;
  if (state.runs.value !== null || run === undefined) return;
  await loadDataSets();
  await reportErrors(async () => {
    const id = await ask((api) => api.importRun(run));
    state.run.value = { ...run, head: { ...run.head, id } };
  });
}

/** A stored run, not shown. */
export const readRun = (id: string): Promise<Run> => readStored((api) => api.run(id));

/** A stored run in brief. */
export const readSummary = (id: string): Promise<RunSummary> => readStored((api) => api.summary(id));

/** Asks for what the store has; asks again if a Stop came in between. */
async function readStored<T>(question: Parameters<typeof ask<T>>[0]): Promise<T> {
  try {
    return await ask(question);
  } catch (error) {
    if (error instanceof Cancelled) return readStored(question);
    throw error;
  }
}
