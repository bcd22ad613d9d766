/** @file The words of the page's frame in English: its bar, its tabs, what stands above a screen. Pure. */
import type { View } from '../../../contract/link/recipe-link.ts';

const screens: Readonly<Record<View, string>> = {
  search: 'Search',
  cell: 'Cell',
  surrogate: 'Surrogate',
  ranking: 'Ranking',
  final: 'Final',
  try: 'Try it',
  runs: 'Runs',
  teach: 'Teach',
  device: 'Device',
};

export const FRAME = {
  screens,
  language: 'Language',
  noLanguage: (reason: string): string => `This language could not be loaded. ${reason}.`,
  opening: (screen: string): string => `Opening ${screen}.`,
  recorded: 'Recorded run, nothing is training',
  undo: 'Undo',
  close: 'Close',
  cell: (number: number, result: string): string => `Cell ${number}: ${result}.`,
  failed: 'failed',
} as const;
