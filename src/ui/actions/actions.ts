/** @file What the page's buttons do: asks of the worker, and the state that follows. */
import { batch, effect } from '@preact/signals';
import { formatRecipe, type View } from '../../contract/link/recipe-link.ts';
import { isOver, outcomesOf } from '../../contract/run-file.ts';
import { type RunSummary } from '../../contract/summary.ts';
import type { DataIdentity, Run, RunHead, Unreadable, UnreadableRecord } from '../../contract/records.ts';
import type { DataPack } from '../../contract/data-manifest.ts';
import { isTestBatch, type ImportProgress, type ResumeOptions } from '../../contract/api.ts';
import { noteAway, noteBack, wasAway } from './away.ts';
import { persistStorage } from '../../contract/secure-context.ts';
import { ask, callback, Cancelled, terminate, whenWorkerDies } from './bridge.ts';
import { date } from '../model/format.ts';
import { answerForRuns } from './run-owner.ts';
import { copyText, show } from '../state/navigation.ts';
import * as state from '../state/state.ts';
import { runName } from '../state/words.ts';

/** First questions to the worker, after first paint; resolves when data sets and runs are known. */
export async function openPage(): Promise<void> {
  whenWorkerDies(({ message }) => void restart(message));
  answerForRuns();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && state.motion.value === 'running') void told(() => ask((api) => api.hidden()));
    goAway(document.hidden);
  });
  addEventListener('pagehide', () => goAway(true));
  addEventListener('pageshow', () => goAway(document.hidden)); // also from the browser's cache of pages
  const known = loadRuns();
  void Promise.all([openDevice(), known, loadPricing()])
    .then(learnSpeed)
    .then(() => {
      state.fitSettings();
      effect(probeIfAsked);
    }); // the device's self-test may take a while
  await Promise.all([loadDataSets(), known]);
}

/** The page at the running search is closed or hidden, or is back. */
function goAway(isAway: boolean): void {
  const id = state.run.value?.head.id;
  if (!isAway) noteBack();
  else if (id !== undefined && state.motion.value !== 'open') noteAway(id, true);
}

/** Fetches what reckons prices; a page that has lost its network shows none. */
async function loadPricing(): Promise<void> {
  state.pricing.value = await import('../model/price.ts').catch(() => undefined);
}

async function openDevice(): Promise<void> {
  await told(async () => {
    state.device.value = await ask((api) => api.device());
  });
}

async function loadDataSets(): Promise<void> {
  await told(async () => {
    const { items, unreadable } = await ask((api) => api.dataSets(document.baseURI));
    state.dataSets.value = items;
    setUnreadable('dataSet', unreadable);
    state.packs.value = await ask((api) => api.packs(document.baseURI));
  });
}

/** Reads the list of runs; a browser that keeps none is a state, not an error. */
export async function loadRuns(): Promise<void> {
  try {
    const { items, unreadable } = await ask((api) => api.runs());
    batch(() => {
      state.runs.value = items;
      setUnreadable('run', unreadable);
    });
  } catch (error) {
    if (error instanceof Cancelled) return;
    state.runs.value = null;
    state.notice.value = { kind: 'problem', text: `${state.messageOf(error)}.` };
  }
}

function setUnreadable(kind: Unreadable['kind'], found: readonly Unreadable[]): void {
  state.unreadable.value = [...state.unreadable.value.filter((one) => one.kind !== kind), ...found];
}

/** Deletes a run or a data set that cannot be read. */
export async function deleteUnreadable(what: Unreadable): Promise<void> {
  await told(async () => {
    await ask((api) => api.deleteUnreadable(what));
    await (what.kind === 'run' ? loadRuns() : loadDataSets());
  });
}

/** Deletes a record of a run's log that cannot be read, with what came after it if the search needs it so. */
export async function deleteRecord(id: string, { place, after }: UnreadableRecord): Promise<void> {
  await told(async () => {
    await ask((api) => api.deleteRecords(id, place, after));
    await loadRuns();
    if (state.run.value?.head.id === id) state.showRun(await ask((api) => api.run(id)));
  });
}

/** Takes this device's speed from the newest run made on it, so that presets have a price in minutes. */
async function learnSpeed(): Promise<void> {
  const newest = state.runs.value?.find(({ device }) => device.description === state.device.value?.description);
  const pricing = state.pricing.value;
  if (newest === undefined || pricing === undefined) return;
  await told(async () => {
    state.measuredSpeed.value = pricing.speedOf(await ask((api) => api.run(newest.id)));
  });
}

let isProbed = false;

/**
 * Has the device tried for two seconds, once, where no earlier run tells its speed. A software device is spared it while the smallest preset
 * is chosen: it would take longer to say how little that costs.
 */
function probeIfAsked(): void {
  const { software } = state.device.value ?? { software: true };
  const isCheap = software && state.recipe.value.preset === 'smoke';
  if (isProbed || isCheap || state.measuredSpeed.value !== undefined || state.motion.value !== 'open') return;
  isProbed = true;
  ask((api) => api.probe()).then(
    (speed) => (state.measuredSpeed.value ??= speed),
    () => {}, // a price is nothing to fail for
  );
}

/** Begins a search with the settings on show. */
export async function start(): Promise<void> {
  const data = state.dataSet.value;
  if (data === undefined || state.motion.value !== 'open') return;
  void persistStorage();
  going = {};
  await moving('starting', async () => {
    const listener = callback(state.receive);
    await reportPace(); // a worker may be new
    await ask((api) => api.start(state.recipe.value.config, data.sha256, listener));
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
    const listener = callback(state.receive);
    await reportPace();
    await ask((api) => api.resume(id, listener, { ...options, wasAway: wasAway(id) }));
    noteAway(id, document.hidden);
  });
}

/** Workers started again without an outcome between them (ours): a child under which two die is a failure, and is an outcome. */
const MOST_RESTARTS = 2;
let restarts = { outcomes: -1, count: 0 };
/** Workers started again because they died while they opened the device. */
let reopenings = 0;

/** The worker has died: if it was at a run, another goes on with it; what dies again and again is told. */
async function restart(reason: string): Promise<void> {
  const wasRunning = state.motion.value === 'running';
  if (state.motion.value === 'open') {
    if (state.device.value === undefined && reopenings++ < MOST_RESTARTS) await openDevice();
    return;
  }
  state.applyEvents();
  state.rest({ kind: 'problem', text: `${reason}. Everything measured so far is kept.` });
  const { run } = state;
  if (!wasRunning || run.value === undefined || isOver(run.value.log)) return;
  const outcomes = outcomesOf(run.value.log).length;
  restarts = { outcomes, count: restarts.outcomes === outcomes ? restarts.count + 1 : 1 };
  if (restarts.count > MOST_RESTARTS) return;
  await handOver();
  await goOn(run.value.head.id, { ...going, crash: reason });
}

/** Gives a fresh worker the run on show, where the browser stores nothing and the old worker had it in memory. */
async function handOver(): Promise<void> {
  const run = state.run.value;
  if (state.runs.value !== null || run === undefined) return;
  await loadDataSets();
  await told(async () => {
    const id = await ask((api) => api.importRun(run));
    state.run.value = { ...run, head: { ...run.head, id } };
  });
}

/** Switches between full speed and leaving the device room, also while a search runs. */
export async function setLowPriority(isLowPriority: boolean): Promise<void> {
  state.gentle.value = isLowPriority;
  await told(reportPace);
}

function reportPace(): Promise<void> {
  return ask((api) => api.setLowPriority(state.gentle.value));
}

/** Stops after the current child. */
export async function pause(): Promise<void> {
  if (state.motion.value !== 'running') return;
  await moving('pausing', async () => {
    await ask((api) => api.pause());
    state.applyEvents();
    state.rest(state.notice.value);
  });
  await loadRuns();
}

/** Stops now: the worker ends, with it the child in training; all that is measured is kept. */
export async function stop(): Promise<void> {
  terminate();
  const id = state.run.value?.head.id;
  state.intake.value = undefined; // files on their way in end with the worker
  state.applyEvents();
  const kept = state.trained.value.length;
  state.rest({
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

/** Whether another run can be shown; says so where a search runs. */
function canShow(): boolean {
  const isFree = state.motion.value === 'open';
  if (!isFree) {
    state.notice.value = { kind: 'word', text: 'A search is running. Pause or stop it first; nothing is lost.' };
  }
  return isFree;
}

/** Looks at a stored run. */
export async function openRun(id: string, target: View): Promise<void> {
  if (!canShow()) return;
  await told(async () => {
    state.showRun(await ask((api) => api.run(id)));
    show(target);
  });
}

/** Keeps a copy of somebody's run and shows it; nothing is started and no run of this computer changes. */
export async function keepShared(linkText: string): Promise<void> {
  await told(async () => {
    const { parseResult } = await import('../../contract/link/result-link.ts');
    await keepCopy((api) => api.importRun(parseResult(linkText).run));
  });
}

/** Keeps the run of a `run.json` and shows it. */
export async function keepFile(file: File): Promise<void> {
  if (canShow()) await told(() => keepCopy((api) => api.importFile(file)));
}

async function keepCopy(keeping: Parameters<typeof ask<string>>[0]): Promise<void> {
  const id = await ask(keeping);
  await loadRuns();
  await openRun(id, 'search');
  const run = state.run.value;
  if (run?.head.id !== id) return;
  const kept =
    state.runs.value === null ? 'This run is here until the window closes.' : 'A copy of this run is kept here.';
  const next = isOver(run.log) ? '' : ' Resume goes on from where it stands.';
  state.notice.value = { kind: 'word', text: `${kept}${next}` };
}

/** Time to take a deletion back, ms. */
const UNDO_MS = 8_000;
let deletion: { readonly id: string; readonly timer: ReturnType<typeof setTimeout> } | undefined;

/** Hides a run from the list and deletes it a little later, unless that is taken back; a page closed before keeps it. */
export async function deleteLater(head: RunHead): Promise<void> {
  if (deletion !== undefined) {
    clearTimeout(deletion.timer);
    await deleteNow(deletion.id);
  }
  const name = `${runName(head)}, begun ${date(head.startedAt)},`;
  const text = `${name} is deleted with all its results.`;
  const finish = (): void => {
    if (state.notice.value?.text === text) state.notice.value = undefined;
    void deleteNow(head.id);
  };
  deletion = { id: head.id, timer: setTimeout(finish, UNDO_MS) };
  const undo = (): void => {
    clearTimeout(deletion?.timer);
    deletion = undefined;
    batch(() => {
      state.leaving.value = undefined;
      state.notice.value = { kind: 'word', text: `${name} is back.` };
    });
  };
  batch(() => {
    state.leaving.value = head.id;
    state.notice.value = { kind: 'word', text, undo };
    if (state.run.value?.head.id === head.id) state.showRun(undefined);
  });
}

async function deleteNow(id: string): Promise<void> {
  deletion = undefined;
  await told(async () => {
    await ask((api) => api.deleteRun(id));
    await loadRuns();
  });
  if (state.leaving.value === id) state.leaving.value = undefined;
}

/** A stored run, not shown. */
export const readRun = (id: string): Promise<Run> => reading((api) => api.run(id));

/** A stored run in brief. */
export const readSummary = (id: string): Promise<RunSummary> => reading((api) => api.summary(id));

/** Asks for what the store has; asks again if a Stop came in between. */
async function reading<T>(question: Parameters<typeof ask<T>>[0]): Promise<T> {
  try {
    return await ask(question);
  } catch (error) {
    if (error instanceof Cancelled) return reading(question);
    throw error;
  }
}

/** Takes CIFAR-10, as an archive or as record files. The test batch is left out: a search must not see it. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  const left = files.some(({ name }) => isTestBatch(name))
    ? ' The test batch was left out: it must not be searched on.'
    : '';
  const sizeBytes = files.reduce((sum, { size }) => sum + size, 0);
  await taking(sizeBytes, (onProgress) => ask((api) => api.intake('CIFAR-10', files, onProgress)), left);
}

/** Takes a data set that the page's host offers. */
export async function takePack(pack: DataPack): Promise<void> {
  await taking(pack.sizeBytes, (onProgress) => ask((api) => api.takePack(pack, document.baseURI, onProgress)));
}

/** Takes a data set of so many bytes in, tells how far it is, and chooses it. */
async function taking(
  sizeBytes: number,
  take: (onProgress: (progress: ImportProgress) => void) => Promise<DataIdentity>,
  remark = '',
): Promise<void> {
  const onProgress = callback((progress: ImportProgress) => {
    state.intake.value = progress;
  });
  state.intake.value = { bytes: 0, sizeBytes, images: 0, durationMs: 0 }; // at once: what never begins can be cancelled too
  await told(async () => {
    const identity = await take(onProgress);
    batch(() => {
      state.dataSets.value = [...state.dataSets.value.filter(({ sha256 }) => sha256 !== identity.sha256), identity];
      state.packs.value = state.packs.value.filter(({ sha256 }) => sha256 !== identity.sha256);
      state.chosenData.value = identity.sha256;
      state.notice.value = {
        kind: 'word',
        text: `${identity.images.toLocaleString('en')} images are stored on this computer.${remark}`,
      };
    });
  });
  state.intake.value = undefined;
}

/** Deletes a stored data set; runs made on it stay, but cannot go on. */
export async function deleteData(sha256: string): Promise<void> {
  await told(async () => {
    await ask((api) => api.deleteDataSet(sha256));
    batch(() => {
      state.dataSets.value = state.dataSets.value.filter((set) => set.sha256 !== sha256);
      if (state.chosenData.value === sha256) state.chosenData.value = undefined;
      state.notice.value = { kind: 'word', text: 'The images are deleted. Runs made on them are kept to look at.' };
    });
    state.packs.value = await ask((api) => api.packs(document.baseURI));
  });
}

/** Stops taking files in; nothing of them is kept. */
export async function cancelFiles(): Promise<void> {
  await told(() => ask((api) => api.cancelImport()));
}

/** Copies the settings as a link; where the browser forbids it, the address bar has the same. */
export async function copyLink(): Promise<void> {
  const url = new URL(location.href);
  url.hash = formatRecipe({ ...state.recipe.value, view: 'search' });
  await copyText(url.href, 'The link is copied. It fills in these settings and starts nothing.');
}

/** Does something that changes the motion; a failure puts it to rest and is told. Whoever ends the worker says so himself. */
async function moving(motion: state.RunStatus, act: () => Promise<void>): Promise<void> {
  batch(() => {
    state.motion.value = motion;
    state.notice.value = undefined;
  });
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Cancelled)) state.rest({ kind: 'problem', text: `${state.messageOf(error)}.` });
  }
}

/** Does something whose failure is told and nothing more. */
async function told(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Cancelled)) state.notice.value = { kind: 'problem', text: `${state.messageOf(error)}.` };
  }
}
