/** @file The words of Runs in English. Names of a module. Pure. */
import { count, counted } from '../../model/format.ts';

export const title = 'Runs kept on this computer';
export const note = 'Every finished child of every run. Open one to look at it; nothing starts by itself.';
export const nothingKept =
  'This window keeps nothing: its storage is off, as in some private windows. A search still runs, but is gone when the window closes.';
export const reading = 'Reading the list.';
export const none = 'None yet. The first search you start appears here.';
export const tick = 'Tick two to six to compare them; runs that differ in their seed alone are one.';
export const taken = (places: number, of: number): string => `${places} of ${of} places taken.`;
export const clear = 'Clear';
export const queued = (searches: number): string =>
  `${counted(searches, 'search', 'searches')} ${searches === 1 ? 'waits' : 'wait'}; the next begins when the one before is over, as long as this page is open.`;
export const startNext = 'Start the next';
export const openFile = 'Open a run.json or final.json';
export const storage = (used: string, allowed: string): string =>
  `This page keeps ${used} MB here, images included; the browser allows it ${allowed} MB.`;

// the list
export const sort = 'Sort';
export const orders = {
  newest: 'newest first',
  best: 'best first',
  name: 'by name',
  cells: 'most cells first',
};
export const tag = 'Tag';
export const all = 'all';
export const compare = (text: string): string => `Compare ${text}`;
export const seeds = (runs: number, text: string): string => `${counted(runs, 'run')}, seeds ${text}`;
export const meanBest = 'mean best';
export const running = 'running';
export const elsewhere = 'running in another tab';
export const notFinished = 'not finished';
export const cellsIn = (cells: number, time: string): string => `${counted(cells, 'cell')} in ${time}`;
export const resume = 'Resume';
export const open = 'Open';
export const more = 'More';
export const remove = 'Delete';
export const deleted = (name: string, begun: string): string =>
  `${name}, begun ${begun}, is deleted with all its results.`;
export const back = (name: string, begun: string): string => `${name}, begun ${begun}, is back.`;
export const best = 'best';
export const bestMeasured = 'best measured';

// more of a run
export const save = (file: string): string => `Save ${file}`;
export const name = 'Name';
export const tags = 'Tags, with commas between';
export const enterSeeds = (most: number, example: string): string =>
  `Enter up to ${most} seeds with commas between, such as ${example}.`;
export const nowQueued = (searches: number): string =>
  `${counted(searches, 'search', 'searches')} queued. Each begins when the one before is over, as long as this page is open.`;
export const again = 'The same search again';
export const strategy = 'Strategy';
export const seedList = 'Seeds';
export const queue = 'Queue';
export const noImages = 'Its images are not on this computer.';

// final trainings
export const finals = 'Final trainings';
export const networksIn = (networks: number, of: number, time: string): string =>
  `${count(networks)} of ${counted(of, 'network')} in ${time}`;
export const test = 'test';

// what cannot be read
export const unreadable = {
  run: (reason: string): string => `A run kept on this computer cannot be read. ${reason}.`,
  data: (reason: string): string => `A data set kept on this computer cannot be read. ${reason}.`,
  record: (reason: string, isIncident: boolean): string =>
    `A record of this run cannot be read and is left out. ${reason}.${isIncident ? '' : ' It can be resumed once that is deleted; with the same seed it trains the same again.'}`,
  delete: 'Delete it',
  deleteAll: (after: number): string => `Delete it and the ${counted(after, 'record')} after it`,
  ask: 'Another version of this page may be able to read it; once deleted it is gone.',
  keep: 'Keep it',
};
