/** @file The words of Device. */
import * as BENCH from './en/bench.ts';
import { screenWordsOf } from './words.ts';

export const bench = screenWordsOf('bench', BENCH);
