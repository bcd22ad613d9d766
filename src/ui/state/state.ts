/**
 * @file The page's whole state, as signals. Nothing here talks to the worker (`src/ui/actions` does); what is shown of a run
 * is computed from its head and log by `src/ui/model/derive.ts`.
 */
import type { Result } from '../../contract/link/result-link.ts';
import { batch, computed, signal } from '@preact/signals';
import type { ScoreFile } from '../model/score-files.ts';
import type { View } from '../../contract/link/recipe-link.ts';
import { measureNoise } from '../../core/stats.ts';
import type { DataIdentity, Run, RunHead, Unreadable } from '../../contract/records.ts';
import { levelsOf, type Level, type RunStatus } from '../model/derive.ts';
import type { Price } from '../model/price.ts';
import { domainOf, type Domain } from '../model/axis.ts';
import type { PointedMark } from '../charts/marks.tsx';
import type { DeviceSpeed } from '../model/speed.ts';
import type { DataPack } from '../../contract/data-manifest.ts';
import type { SearchConfig } from '../../contract/config.ts';
import { answerOf, confirmedCells } from '../../contract/answer.ts';
import { repeatedAccuracies, trainRecords } from '../../contract/run-file.ts';
import type { Activity, ChildProgress, DeviceReport, Guesses } from '../../contract/events.ts';
import type { ImportProgress } from '../../contract/api.ts';

/** A message above the screen. */
export interface Notice {
  readonly kind: 'error' | 'info';
  readonly text: string;
  /** Undoes what was just done. */
  readonly undo?: () => void;
}

/** The screen on show. */
export const view = signal<View>('search');
export const device = signal<DeviceReport | undefined>(undefined);
export const dataSets = signal<readonly DataIdentity[]>([]);
/** Images of the sample for the first visit, [rows, 10, 3, 32, 32]; undefined before they are read. */
export const mosaic = signal<Uint8Array | undefined>(undefined);
/** Data sets that the page's host offers and that are not stored yet. */
export const packs = signal<readonly DataPack[]>([]);
/** SHA-256 of the data set chosen; the first one's until one is. */
export const chosenData = signal<string | undefined>(undefined);
/** How far the import is; undefined while there is none. */
export const importProgress = signal<ImportProgress | undefined>(undefined);
/** Heads of all runs kept, newest first; undefined before they are read, null where the browser keeps nothing. */
export const runs = signal<readonly RunHead[] | null | undefined>(undefined);

/** Runs and data sets kept here that cannot be read. */
export const unreadable = signal<readonly Unreadable[]>([]);

/** Replaces what of one kind cannot be read. */
export function setUnreadable(kind: Unreadable['kind'], found: readonly Unreadable[]): void {
  unreadable.value = [...unreadable.value.filter((one) => one.kind !== kind), ...found];
}

/** A run that is about to be deleted: hidden from the list until it is, or is taken back. */
export const pendingDeletion = signal<string | undefined>(undefined);

/** The run on show, absent on a first visit. */
export const run = signal<Run | undefined>(undefined);
/** Set in the viewer: the shared run on show, read from a link or a file. */
export const shared = signal<Result | undefined>(undefined);
export const runStatus = signal<RunStatus>('open');
export const activity = signal<Activity | undefined>(undefined);
export const progress = signal<ChildProgress | undefined>(undefined);
/** What the running search's last asked child answered for a few images. */
export const guesses = signal<Guesses | undefined>(undefined);
/** The mark of a chart that is pointed at: its cell is shown beside it. */
export const pointedMark = signal<PointedMark | undefined>(undefined);
/** The cell on show in Cell, as its place in the order trained; undefined is the best. */
export const selectedChild = signal<number | undefined>(undefined);
/** A cell of a file, on show in Cell in place of the run's. */
export const foreignCell = signal<{ readonly notation: string; readonly from: string } | undefined>(undefined);
/** The files whose cells Ranking shows beside the run's. */
export const scoreFiles = signal<readonly ScoreFile[]>([]);
/** Whether searches on this page leave the device free half of the time; the worker is set by `SearchApi.setLowPriority`. */
export const lowPriority = signal(false);
export const notice = signal<Notice | undefined>(undefined);
/** This device's speed in an earlier run, or in a probe; for prices. */
export const measuredSpeed = signal<DeviceSpeed | undefined>(undefined);
/** The module that estimates durations, once it is loaded. */
export const pricing = signal<typeof import('../model/price.ts') | undefined>(undefined);

/** What a search would take here; undefined until the device's speed is known. @param devices as fast as this one that share it. */
export function priceHere(config: SearchConfig, devices = 1): Price | undefined {
  const speed = measuredSpeed.value;
  return speed === undefined ? undefined : pricing.value?.priceOf(config, speed, devices);
}

let known: readonly Level[] = [];
/** Levels that an update leaves as they were are the same objects as before it. */
export const levels = computed(() => (known = run.value === undefined ? [] : levelsOf(run.value, known)));
export const trained = computed(() => (run.value === undefined ? [] : trainRecords(run.value)));
/** How far accuracies of the same cell differ from training to training; undefined until one was trained twice. */
export const noise = computed(() =>
  run.value === undefined ? undefined : measureNoise(repeatedAccuracies(run.value)),
);
/** The run's best cell and how it is known; undefined before one is measured. */
export const answer = computed(() => (run.value === undefined ? undefined : answerOf(run.value)));
/** The cells trained again at the end of the search, the best first. */
export const confirmed = computed(() => (run.value === undefined ? [] : confirmedCells(run.value)));
let axis: Domain | undefined;
/** The same object until it is another range. */
export const domain = computed(() => {
  const next = domainOf(levels.value);
  return (axis = axis?.low === next.low && axis.high === next.high ? axis : next);
});
export const dataSet = computed(
  () => dataSets.value.find(({ sha256 }) => sha256 === chosenData.value) ?? dataSets.value[0],
);

/** Shows the first records of the run on show, or all of them again: its screens stay as they are. */
export function showRecords(part: Run): void {
  run.value = part;
}

/** Shows a run; nothing is started. */
export function showRun(shown: Run | undefined): void {
  batch(() => {
    run.value = shown;
    runStatus.value = 'open';
    activity.value = undefined;
    progress.value = undefined;
    selectedChild.value = undefined;
    foreignCell.value = undefined;
  });
}
