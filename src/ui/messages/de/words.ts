/** @file All words in German: one file of the built page. */
import type { Words } from '../words.ts';
import { DRAW } from './draw.ts';
import { FRAME } from './frame.ts';
import { TOUR } from './tour.ts';

export const WORDS: Words = { draw: DRAW, frame: FRAME, tour: TOUR };
