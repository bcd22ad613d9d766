/** @file The words of the screens besides the first in German: one file of the built page. */
import type { ScreenWords } from '../words.ts';
import { CELLS } from './cells.ts';
import { RANKING } from './ranking.ts';
import { SURROGATE } from './surrogate.ts';

export const SCREEN_WORDS: ScreenWords = {
  cells: CELLS,
  ranking: RANKING,
  surrogate: SURROGATE,
};
