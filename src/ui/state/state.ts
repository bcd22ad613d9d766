/**
 * @file The page's whole state, as signals. Nothing here talks to the worker (`actions.ts` does); what is shown of a run
 * is computed from its head and log by `derive.ts`. Events wait up to 250 ms, so the page changes at most 4 times a second.
 */
import type { Result } from '../../contract/link/result-link.ts';
import { batch, computed, signal } from '@preact/signals';
import type { ScoreFile } from '../model/score-files.ts';
import {
  LINK_NAMES,
  DEFAULT_RECIPE,
  parseRecipe,
  readSetting,
  type Recipe,
  type View,
} from '../../contract/link/recipe-link.ts';
import { measureNoise } from '../../core/stats.ts';
import type { LogRecord, DataIdentity, Run, RunHead, Unreadable } from '../../contract/records.ts';
import { levelsOf, type Level } from '../model/derive.ts';
import type { Price } from '../model/price.ts';
import { domainOf, type Domain } from '../model/axis.ts';
import type { DeviceSpeed } from '../model/speed.ts';
import type { DataPack } from '../../contract/data-manifest.ts';
import { parseConfig, type SearchConfig } from '../../contract/config.ts';
import { PRESETS, type PresetName } from '../../contract/presets.ts';
import { answerOf, confirmedCells } from '../../contract/answer.ts';
import { isTraining, repeatedAccuracies, trainRecords } from '../../contract/run-file.ts';
import type { Activity, ChildProgress, DeviceReport, SearchEvent } from '../../contract/events.ts';
import type { ImportProgress } from '../../contract/api.ts';

/** What the worker does for the run on show. `open` is a run looked at: nothing runs. */
export type RunStatus = 'open' | 'starting' | 'running' | 'pausing';

/** A message above the screen. */
export interface Notice {
  readonly kind: 'problem' | 'word';
  readonly text: string;
  /** A way back from what was just done. */
  readonly undo?: () => void;
}

/** The screen on show. */
export const view = signal<View>('search');
/** The settings of the next search. */
export const recipe = signal<Recipe>(DEFAULT_RECIPE);
/** Whether a link filled the settings in. */
export const isLinked = signal(false);
/** Whether the page filled in the smallest preset of itself, since the device is slow. */
export const isSmallest = signal(false);
/** Why a setting as typed is refused, by setting. */
export const settingProblems = signal<Partial<Record<keyof SearchConfig, string>>>({});

export const device = signal<DeviceReport | undefined>(undefined);
export const dataSets = signal<readonly DataIdentity[]>([]);
/** Data sets that the page's host offers and that are not stored yet. */
export const packs = signal<readonly DataPack[]>([]);
/** SHA-256 of the data set chosen; the first one's until one is. */
export const chosenData = signal<string | undefined>(undefined);
/** How far the files dropped are taken in; undefined when none are. */
export const intake = signal<ImportProgress | undefined>(undefined);
/** Heads of all runs kept, newest first; undefined before they are read, null where the browser keeps nothing. */
export const runs = signal<readonly RunHead[] | null | undefined>(undefined);

/** Runs and data sets kept here that cannot be read. */
export const unreadable = signal<readonly Unreadable[]>([]);

/** A run that is about to be deleted: hidden from the list until it is, or is taken back. */
export const leaving = signal<string | undefined>(undefined);

/** The run on show, absent on a first visit. */
export const run = signal<Run | undefined>(undefined);
/** Set in the viewer: the run on show is somebody's, read from a link or a file. */
export const shared = signal<Result | undefined>(undefined);
export const motion = signal<RunStatus>('open');
export const activity = signal<Activity | undefined>(undefined);
export const progress = signal<ChildProgress | undefined>(undefined);
/** The cell on show in Cell, as its place in the order trained; undefined is the best. */
export const selectedChild = signal<number | undefined>(undefined);
/** A cell of a file, on show in Cell in place of the run's. */
export const foreignCell = signal<{ readonly notation: string; readonly from: string } | undefined>(undefined);
/** The files whose cells Ranking shows beside the run's. */
export const scoreFiles = signal<readonly ScoreFile[]>([]);
/** Whether searches on this page leave the device free half of the time; the worker is told (`SearchApi.setLowPriority`). */
export const gentle = signal(false);
export const notice = signal<Notice | undefined>(undefined);
/** This device's speed in an earlier run, or in a probe; for prices. */
export const measuredSpeed = signal<DeviceSpeed | undefined>(undefined);
/** What reckons prices, once it is fetched. */
export const pricing = signal<typeof import('../model/price.ts') | undefined>(undefined);

/** What a search would take here; undefined until that can be told. */
export function priceHere(config: SearchConfig): Price | undefined {
  const speed = measuredSpeed.value;
  return speed === undefined ? undefined : pricing.value?.priceOf(config, speed);
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

/** Reads the page's own link. A bad one changes nothing but the notice. @returns the cell that it names, in notation. */
export function readLink(fragment: string): string | undefined {
  try {
    const { cell, ...read } = parseRecipe(fragment);
    batch(() => {
      recipe.value = read;
      isLinked.value = fragment.length > 1;
      view.value = read.view;
      settingProblems.value = {};
    });
    return cell;
  } catch (error) {
    notice.value = {
      kind: 'problem',
      text: `This link cannot be used. ${messageOf(error)}. The settings shown are not the link's.`,
    };
    return undefined;
  }
}

export function choosePreset(preset: PresetName): void {
  batch(() => {
    recipe.value = { ...recipe.value, preset, config: { ...PRESETS[preset], seed: recipe.value.config.seed } };
    settingProblems.value = {};
  });
}

/** Fills in the smallest preset where the device is slow, this is a first visit, and nobody chose anything else. */
export function fitSettings(): void {
  const { software, backend } = device.value ?? {};
  const isSlow = software === true || (backend !== undefined && backend !== 'webgpu');
  const isUntouched = !isLinked.value && String(Object.values(recipe.value.config)) === DEFAULT_SETTINGS;
  if (!isSlow || !isUntouched || (runs.value?.length ?? 0) > 0) return;
  choosePreset('smoke');
  isSmallest.value = true;
}

const DEFAULT_SETTINGS = String(Object.values(DEFAULT_RECIPE.config));

/** Changes one setting from text; a value that is refused is remembered with its reason. */
export function changeSetting(key: keyof SearchConfig, text: string): void {
  const { [key]: _solved, ...others } = settingProblems.value;
  try {
    const value = readSetting(key, text.trim(), LINK_NAMES[key]);
    const config = parseConfig({ ...recipe.value.config, [key]: value });
    batch(() => {
      recipe.value = { ...recipe.value, config };
      settingProblems.value = others;
    });
  } catch (error) {
    settingProblems.value = { ...others, [key]: messageOf(error).replace(/^config: /, '') };
  }
}

/** Shows a run; nothing is started. */
export function showRun(shown: Run | undefined): void {
  batch(() => {
    run.value = shown;
    motion.value = 'open';
    activity.value = undefined;
    progress.value = undefined;
    selectedChild.value = undefined;
    foreignCell.value = undefined;
  });
}

/** Least time between two changes of the page by events, ms. */
const UPDATE_INTERVAL_MS = 250;

let waiting: SearchEvent[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Takes an event of the running search; the page follows within {@link UPDATE_INTERVAL_MS}. */
export function receive(event: SearchEvent): void {
  waiting.push(event);
  timer ??= setTimeout(applyEvents, UPDATE_INTERVAL_MS);
}

/** Applies what waits, now. */
export function applyEvents(): void {
  clearTimeout(timer);
  timer = undefined;
  const events = waiting;
  waiting = [];
  batch(() => {
    let records: LogRecord[] = [];
    for (const event of events) {
      if (event.type === 'record') records.push(event.record);
      if (event.type === 'started') records = []; // its log has them
      apply(event);
    }
    if (records.length > 0 && run.value !== undefined) {
      run.value = { head: run.value.head, log: [...run.value.log, ...records] };
    }
  });
}

function apply(event: SearchEvent): void {
  switch (event.type) {
    case 'started':
      run.value = { head: event.head, log: event.log };
      if (motion.value !== 'pausing') motion.value = 'running';
      return;
    case 'activity':
      activity.value = event.activity;
      progress.value = undefined;
      return;
    case 'progress':
      progress.value = event.progress;
      return;
    case 'record':
      if (isTraining(event.record)) progress.value = undefined;
      if (event.record.type === 'incident' && event.record.reason === 'bad-checkpoint') {
        const { message } = event.record; // a sentence of its own here
        notice.value = { kind: 'word', text: `${message.charAt(0).toUpperCase()}${message.slice(1)}.` };
      }
      return;
    case 'paused':
      return rest({
        kind: 'word',
        text: 'Paused. Every finished child is kept; go on whenever you like, also tomorrow.',
      });
    case 'finished':
      return rest(undefined);
    case 'failed':
      return rest({
        kind: 'problem',
        text: `The search stopped. ${event.message} Everything measured so far is kept.`,
      });
    default:
      return event satisfies never;
  }
}

/** Nothing runs any more. */
export function rest(told: Notice | undefined): void {
  batch(() => {
    motion.value = 'open';
    activity.value = undefined;
    progress.value = undefined;
    notice.value = told;
  });
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
