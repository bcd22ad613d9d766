/**
 * @file The words of the page's frame in English: its bar, its tabs, what stands above a screen. Names of a module: the
 * viewer takes only those that it shows. Pure.
 */
import type { View } from '../../../contract/link/recipe-link.ts';

export const screens: Readonly<Record<View, string>> = {
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
export const tabs = { top: 'Screens', bottom: 'Screens, at the bottom' };
export const light = 'Light colours';
export const dark = 'Dark colours';
export const language = 'Language';
export const noLanguage = (reason: string): string => `This language could not be loaded. ${reason}.`;
export const opening = (screen: string): string => `Opening ${screen}.`;
export const recorded = 'Recorded run, nothing is training';
export const undo = 'Undo';
export const close = 'Close';
export const cell = (number: number, result: string): string => `Cell ${number}: ${result}.`;
export const failed = 'failed';
