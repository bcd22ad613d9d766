/** @file All words in simplified Chinese: one file of the built page. */
import type { Words } from '../words.ts';
import { CHARTS } from './charts.ts';
import { DETAILS } from './details.ts';
import { DRAW } from './draw.ts';
import { FRAME } from './frame.ts';
import { LEADING } from './leading.ts';
import { NAMES } from './names.ts';
import { NOTICES } from './notices.ts';
import { SEARCH } from './search.ts';
import { SEARCHING } from './searching.ts';
import { TOUR } from './tour.ts';

export const WORDS: Words = {
  charts: CHARTS,
  details: DETAILS,
  draw: DRAW,
  frame: FRAME,
  leading: LEADING,
  names: NAMES,
  notices: NOTICES,
  search: SEARCH,
  searching: SEARCHING,
  tour: TOUR,
};
