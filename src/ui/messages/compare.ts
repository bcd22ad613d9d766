/** @file The words of comparing runs. */
import * as COMPARE from './en/compare.ts';
import { screenWordsOf } from './words.ts';

export const compare = screenWordsOf('compare', COMPARE);
