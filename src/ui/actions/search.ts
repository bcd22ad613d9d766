/** @file Starts, resumes, pauses and stops a search. */
import type { DataIdentity } from '../../contract/records.ts';
import type { ResumeOptions } from '../../contract/api.ts';
import { noteAway, wasAway } from './away.ts';
import { persistStorage } from '../../contract/secure-context.ts';
import { ask, callback, terminate } from './bridge.ts';
import { show } from '../state/navigation.ts';
import { told, moving } from './report-errors.ts';
import { openDevice, reportPace } from './device.ts';
import { loadRuns, handOver } from './runs.ts';
import * as state from '../state/state.ts';
import { recipe } from '../state/settings.ts';
import { receive, applyEvents, rest } from '../state/events.ts';

/** Begins a search with the settings on show. */
export async function start(): Promise<void> {
  const data = state.dataSet.value;
  if (data === undefined || state.motion.value !== 'open') return;
  void persistStorage();
  going = {};
  await moving('starting', async () => {
    const listener = callback(receive);
    await reportPace(); // a worker may be new
    await ask((api) => api.start(recipe.value.config, data.sha256, listener));
    await loadRuns();
  });
}

/** Goes on with a stored run: to its end, or for one phase. */
export async function resume(id: string, onePhase = false): Promise<void> {
  if (state.motion.value !== 'open') return;
  const missing = missingImages(id);
  if (missing !== undefined) {
    const text = `The images of this run, ${missing.images.toLocaleString('en')} of ${missing.name}, are not on this computer. Take them in under New search, and it goes on.`;
    state.notice.value = { kind: 'problem', text };
    return;
  }
  await goOn(id, { onePhase });
  show('search');
}

/** The data set of a run if it is not here: deleted, or never taken in. While none is known, the worker must say. */
function missingImages(id: string): DataIdentity | undefined {
  const sets = state.dataSets.value;
  const data = [state.run.value?.head, ...(state.runs.value ?? [])].find((head) => head?.id === id)?.data;
  return data === undefined || sets.length === 0 || sets.some(({ sha256 }) => sha256 === data.sha256)
    ? undefined
    : data;
}

/** How the run on show was gone on with, so that a fresh worker can do the same. */
let going: ResumeOptions = {};

async function goOn(id: string, options: ResumeOptions): Promise<void> {
  going = options;
  await moving('starting', async () => {
    const listener = callback(receive);
    await reportPace();
    await ask((api) => api.resume(id, listener, { ...options, wasAway: wasAway(id) }));
    noteAway(id, document.hidden);
  });
}

/** Resumes the run on show with a fresh worker, as it was resumed before. @param crash how the worker before ended. */
export const resumeAfterCrash = (id: string, crash: string): Promise<void> => goOn(id, { ...going, crash });

/** Stops after the current child. */
export async function pause(): Promise<void> {
  if (state.motion.value !== 'running') return;
  await moving('pausing', async () => {
    await ask((api) => api.pause());
    applyEvents();
    rest(state.notice.value);
  });
  await loadRuns();
}

/** Stops now: the worker ends, with it the child in training; all that is measured is kept. */
export async function stop(): Promise<void> {
  terminate();
  const id = state.run.value?.head.id;
  state.intake.value = undefined; // files on their way in end with the worker
  applyEvents();
  const kept = state.trained.value.length;
  rest({
    kind: 'word',
    text: `Stopped. ${kept === 1 ? 'The 1 trained child is' : `All ${kept} trained children are`} kept; Resume goes on from there.`,
  });
  await handOver();
  if (state.runs.value !== null) await loadRuns();
  if (id !== undefined && state.runs.value !== null) {
    await told(() => ask((api) => api.stopped(id)));
    await readAgain(id);
  }
  if (state.device.value === undefined) await openDevice(); // it was being opened when the worker ended
}

/** Shows the run on show as the store has it: what the worker kept last, it may have had no time to tell. */
async function readAgain(id: string): Promise<void> {
  await told(async () => {
    const stored = await ask((api) => api.run(id));
    if (state.motion.value === 'open' && state.run.value?.head.id === id) state.run.value = stored;
  });
}
