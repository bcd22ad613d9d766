/** @file The words of the screens besides the first in German: one file of the built page. */
import type { ScreenWords } from '../words.ts';
import { BENCH } from './bench.ts';
import { CELLS } from './cells.ts';
import { CLASSES } from './classes.ts';
import { COMPARE } from './compare.ts';
import { FINAL } from './final.ts';
import { RANKING } from './ranking.ts';
import { ROOM } from './room.ts';
import { RUNS } from './runs.ts';
import { SHARE } from './share.ts';
import { SURROGATE } from './surrogate.ts';
import { TRYING } from './trying.ts';
import { VERSION } from './version.ts';

export const SCREEN_WORDS: ScreenWords = {
  bench: BENCH,
  cells: CELLS,
  classes: CLASSES,
  compare: COMPARE,
  final: FINAL,
  ranking: RANKING,
  room: ROOM,
  runs: RUNS,
  share: SHARE,
  surrogate: SURROGATE,
  trying: TRYING,
  version: VERSION,
};
