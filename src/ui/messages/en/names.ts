/** @file What runs, presets and data are called in English. Names of a module, not of one object: the viewer takes only those that it shows. Pure. */
import { count } from '../../model/format.ts';

export const presets = {
  smoke: 'Smallest',
  demo: 'First taste',
  titu1994: 'titu1994',
  'titu1994-b5': 'titu1994, B 5',
  paper: 'Paper',
} as const;

/** Searches by their strategy. */
export const searches = {
  pnas: 'Search',
  random: 'Random search',
  evolution: 'Evolution',
  shuffled: 'Shuffled search',
  'local-search': 'Local search',
  bananas: 'BANANAS',
  external: 'Cells of another program',
} as const;

/** `Search with B 5`. */
export const withBlocks = (search: string, blocks: number): string => `${search} with B ${blocks}`;

export const sample = 'CIFAR-10 sample';

/** `CIFAR-10 sample, 2,000 + 500 images, seed 42`. */
export const detail = (data: string, training: number, validation: number, seed: number): string =>
  `${data}, ${count(training)} + ${count(validation)} images, seed ${seed}`;

/** The second step of Algorithm 1. @param children undefined where the budget is time: how many follows from it. */
export const pick = (children: number | undefined): string =>
  children === undefined ? 'Pick the top ones' : `Pick the top ${children}`;
