/** @file Starts, resumes, pauses and stops a final training; reads those that are kept, and their networks. */
import type { FinalRequest } from '../../contract/api.ts';
import { persistStorage } from '../../contract/secure-context.ts';
import type { FinalConfig } from '../../contract/final-config.ts';
import { originOf } from '../../contract/final-origin.ts';
import { firstTrained, isFinalOver } from '../../contract/final-outcome.ts';
import { FINAL_PRESETS, planFinal, type FinalPresetName } from '../../contract/final-presets.ts';
import type { FinalRun } from '../../contract/final-records.ts';
import type { DataIdentity } from '../../contract/records.ts';
import type { ExportableNetwork } from '../../contract/model-exports.ts';
import { networkOf } from '../../contract/final-network.ts';
import { final as words } from '../messages/final.ts';
import { messageOf } from '../model/format.ts';
import { interleaved, PICTURE_BYTES } from '../model/pixels.ts';
import { show } from '../state/navigation.ts';
import {
  applyFinalEvents,
  endFinal,
  finalCell,
  finalRun,
  finals,
  finalStatus,
  receiveFinal,
  showFinal,
} from '../state/final.ts';
import * as state from '../state/state.ts';
import { noteAway, wasAway } from './away.ts';
import { ask, callback, Cancelled, terminate } from './bridge.ts';
import { openDevice, reportPriority } from './device.ts';
import { reportErrors } from './report-errors.ts';

/** Workers started again for one run without an outcome between them (ours). */
const MOST_RESTARTS = 2;
let restarts = { records: -1, count: 0 };

/** Reads the list; and shows the newest, where none is on show yet. */
export async function loadFinals(): Promise<void> {
  await reportErrors(async () => {
    const isFirst = finals.value === undefined;
    const { items } = await ask((api) => api.finals());
    finals.value = items;
    const newest = items[0];
    const isTaken = finalRun.value !== undefined || finalCell.value !== undefined;
    if (isFirst && newest !== undefined && !isTaken) await openFinal(newest.id);
  });
}

/** Looks at a stored final training. */
export async function openFinal(id: string): Promise<void> {
  if (finalStatus.value !== 'open') return;
  await reportErrors(async () => showFinal(await readFinal(id)));
}

/** A final training to begin. */
interface FinalWish {
  readonly preset: FinalPresetName;
  /** Notation of the cell; absent: the best of the run on show. */
  readonly cell?: string;
  readonly dataSha256: string;
  /** Settings that are given, whatever the preset has. */
  readonly changes?: Partial<FinalConfig>;
}

/** Plans a final training, begins it and shows it. Where the preset has a time, the device is timed first, for about two seconds. */
export async function startFinal(wish: FinalWish): Promise<void> {
  if (!isFree()) return;
  void persistStorage();
  show('final');
  showFinal(undefined);
  await withStatus(async () => {
    const listener = callback(receiveFinal);
    await reportPriority();
    const request = await requestOf(wish);
    await ask((api) => api.startFinal(request, listener));
    await loadFinals();
  });
}

async function requestOf({ preset, cell: notation, dataSha256, changes = {} }: FinalWish): Promise<FinalRequest> {
  const run = state.run.value;
  const found = run === undefined || state.answer.value === undefined ? undefined : originOf(run);
  const cell = notation ?? found?.cell;
  const data = await dataSetOf(dataSha256);
  if (cell === undefined) throw new RangeError('final: needs a cell; the run on show has none');
  const isPlanned = 'minutes' in FINAL_PRESETS[preset] && (changes.filters === undefined || changes.epochs === undefined); // prettier-ignore
  const speed = isPlanned ? await ask((api) => api.probe()) : undefined;
  const test = await ask((api) => api.testOf(dataSha256));
  const available = { available: data.images, testAvailable: test?.images ?? 0 };
  const config = planFinal({ preset, cell, ...available, changes, ...(speed === undefined ? {} : { speed }) });
  return { config, dataSha256, ...(found?.cell === cell ? { origin: found.origin } : {}) };
}

/** A data set that is on this computer; the list of them may not have been read yet. */
async function dataSetOf(sha256: string): Promise<DataIdentity> {
  const find = (sets: readonly DataIdentity[]): DataIdentity | undefined => sets.find((data) => data.sha256 === sha256);
  const data = find(state.dataSets.value) ?? find((await ask((api) => api.dataSets(document.baseURI))).items);
  if (data === undefined)
    throw new RangeError('final: needs the images of the search on this computer; Search takes them');
  return data;
}

/** The best cell of the finished search on show, in ten minutes. */
export async function trainBest(): Promise<void> {
  const { head } = state.run.value!;
  await startFinal({ preset: 'coffee', dataSha256: head.data.sha256 });
}

export async function resumeFinal(id: string, crash?: string): Promise<void> {
  if (!isFree()) return;
  await withStatus(async () => {
    const listener = callback(receiveFinal);
    await reportPriority();
    const crashed = crash === undefined ? {} : { crash };
    await ask((api) => api.resumeFinal(id, listener, { ...crashed, wasAway: wasAway(id) }));
    noteAway(id, document.hidden);
  });
}

/** Stops at the next step, after what is trained is saved. */
export async function pauseFinal(): Promise<void> {
  if (finalStatus.value !== 'running') return;
  finalStatus.value = 'pausing';
  await reportErrors(() => ask((api) => api.pause()));
  applyFinalEvents();
  endFinal(state.notice.value);
}

/** Stops now: the worker ends; what was saved is kept, at most a minute is lost. */
export async function stopFinal(): Promise<void> {
  terminate();
  applyFinalEvents();
  endFinal({ kind: 'info', text: words.value.stopped });
  const id = finalRun.value?.head.id;
  if (id !== undefined) {
    await reportErrors(async () => {
      await ask((api) => api.stopped(id));
      finalRun.value = await ask((api) => api.finalRun(id));
    });
  }
  if (state.device.value === undefined) await openDevice();
}

/** A stored final training, not shown. */
export const readFinal = (id: string): Promise<FinalRun> => ask((api) => api.finalRun(id));

/** The worker has died: another goes on with the final training, unless it keeps dying. */
export async function restartFinal(reason: string): Promise<void> {
  const wasRunning = finalStatus.value === 'running';
  applyFinalEvents();
  endFinal({ kind: 'error', text: words.value.crashed(reason) });
  const run = finalRun.value;
  if (!wasRunning || run === undefined || isFinalOver(run.log)) return;
  const records = run.log.filter(({ type }) => type !== 'incident').length;
  restarts = { records, count: restarts.records === records ? restarts.count + 1 : 1 };
  if (restarts.count <= MOST_RESTARTS) await resumeFinal(run.head.id, reason);
}

/** The first trained network of the run on show, with what is known of it. @throws {RangeError} where it is not kept here. */
export async function readNetwork(): Promise<ExportableNetwork> {
  const run = finalRun.value!;
  const network = firstTrained(run.log);
  const kept = await ask((api) => api.trainedNetwork(run.head.id, network));
  if (kept === undefined) throw new RangeError(words.value.noWeights);
  return networkOf(run, network, kept);
}

/** Pictures of the test images at these places; those that cannot be had are left out. */
export async function readTestPictures(places: readonly number[]): Promise<readonly Uint8Array[]> {
  const { id } = finalRun.value!.head;
  const planes = await ask((api) => api.testPixels(id, [...places])).catch(() => new Uint8Array());
  return places.slice(0, planes.length / PICTURE_BYTES).map((_, i) => interleaved(planes.subarray(i * PICTURE_BYTES)));
}

/** One thing at a time is trained; shows a notice otherwise. */
function isFree(): boolean {
  const isIdle = state.runStatus.value === 'open' && finalStatus.value === 'open';
  if (!isIdle) state.notice.value = { kind: 'info', text: words.value.isBusy };
  return isIdle;
}

async function withStatus(act: () => Promise<void>): Promise<void> {
  finalStatus.value = 'starting';
  state.notice.value = undefined;
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Cancelled)) endFinal({ kind: 'error', text: `${messageOf(error)}.` });
  }
}
