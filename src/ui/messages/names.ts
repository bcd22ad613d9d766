/** @file What runs, presets and data are called. */
import * as NAMES from './en/names.ts';
import { wordsOf } from './words.ts';

export const names = wordsOf('names', NAMES);
