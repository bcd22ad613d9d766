/** @file Starts, resumes, pauses and stops a search. */
import type { SearchConfig } from '../../contract/config.ts';
import type { DataIdentity } from '../../contract/records.ts';
import type { ResumeOptions } from '../../contract/api.ts';
import { notices } from '../messages/notices.ts';
import { noteAway, wasAway } from './away.ts';
import { persistStorage } from '../../contract/secure-context.ts';
import { ask, callback, terminate } from './bridge.ts';
import { show } from '../state/navigation.ts';
import { reportErrors, withStatus } from './report-errors.ts';
import { openDevice, reportPriority } from './device.ts';
import { loadRuns, handOverRun } from './runs.ts';
import * as state from '../state/state.ts';
import { lead, wanted } from '../state/lead.ts';
import { recipe } from '../state/settings.ts';
import { receive, applyEvents, endRun } from '../state/events.ts';

/** Begins a search with the settings on show: to its end, or for one phase. */
export async function start(onePhase = false): Promise<void> {
  const data = state.dataSet.value;
  if (data !== undefined) await startOn(recipe.value.config, data.sha256, onePhase);
}

/** Begins a search with these settings on these images. */
export async function startOn(config: SearchConfig, dataSha256: string, onePhase = false): Promise<void> {
  if (state.runStatus.value !== 'open') return;
  void persistStorage();
  resumeOptions = { onePhase };
  await withStatus('starting', async () => {
    const inRoom = await enterRoom();
    const listener = callback(receive);
    await reportPriority(); // a worker may be new
    await ask((api) => api.start(config, dataSha256, listener, { onePhase, ...inRoom }));
    await loadRuns();
  });
}

/** Resumes a stored run: to its end, or for one phase. */
export async function resume(id: string, onePhase = false): Promise<void> {
  if (state.runStatus.value !== 'open') return;
  const missing = missingData(id);
  if (missing !== undefined) {
    state.notice.value = { kind: 'error', text: notices.value.imagesMissing(missing.images, missing.name) };
    return;
  }
  await resumeRun(id, { onePhase });
  show('search');
}

/** The data set of a run, if it is not stored here: deleted, or never imported. While none is known, the worker must say. */
function missingData(id: string): DataIdentity | undefined {
  const sets = state.dataSets.value;
  const data = [state.run.value?.head, ...(state.runs.value ?? [])].find((head) => head?.id === id)?.data;
  return data === undefined || sets.length === 0 || sets.some(({ sha256 }) => sha256 === data.sha256)
    ? undefined
    : data;
}

/** How the run on show was last resumed, so that a fresh worker resumes it alike. */
let resumeOptions: ResumeOptions = {};

async function resumeRun(id: string, options: ResumeOptions): Promise<void> {
  resumeOptions = options;
  await withStatus('starting', async () => {
    const inRoom = await enterRoom();
    const listener = callback(receive);
    await reportPriority();
    await ask((api) => api.resume(id, listener, { ...options, ...inRoom, wasAway: wasAway(id) }));
    noteAway(id, document.hidden);
  });
}

/** Where this tab leads a room, the worker does too, which may be new. */
async function enterRoom(): Promise<Pick<ResumeOptions, 'inRoom'>> {
  if (lead.value === undefined) return {};
  await (await import('./lead.ts')).enterLead();
  return { inRoom: { wanted: wanted.value } };
}

/** Resumes the run on show with a fresh worker, as it was resumed before. @param crash how the worker before ended. */
export const resumeAfterCrash = (id: string, crash: string): Promise<void> =>
  resumeRun(id, { ...resumeOptions, crash });

/** Stops after the current child. */
export async function pause(): Promise<void> {
  if (state.runStatus.value !== 'running') return;
  await withStatus('pausing', async () => {
    await ask((api) => api.pause());
    applyEvents();
    endRun(state.notice.value);
  });
  await loadRuns();
}

/** Stops now: the worker ends, with it the child in training; all that is measured is kept. */
export async function stop(): Promise<void> {
  if (lead.value !== undefined) await (await import('./lead.ts')).haltRoom();
  terminate();
  const id = state.run.value?.head.id;
  state.importProgress.value = undefined; // an import ends with the worker
  applyEvents();
  const kept = state.trained.value.length;
  endRun({ kind: 'info', text: notices.value.stopped(kept) });
  await handOverRun();
  if (state.runs.value !== null) await loadRuns();
  if (id !== undefined && state.runs.value !== null) {
    await reportErrors(() => ask((api) => api.stopped(id)));
    await reloadRun(id);
  }
  if (state.device.value === undefined) await openDevice(); // it was being opened when the worker ended
  if (lead.value !== undefined) void import('./lead.ts').then(({ tryLead }) => tryLead());
}

/** Shows the run on show as the store has it: what the worker kept last, it may have had no time to tell. */
async function reloadRun(id: string): Promise<void> {
  await reportErrors(async () => {
    const stored = await ask((api) => api.run(id));
    if (state.runStatus.value === 'open' && state.run.value?.head.id === id) state.run.value = stored;
  });
}
