/** @file The words of Runs. */
import * as RUNS from './en/runs.ts';
import { screenWordsOf } from './words.ts';

export const runs = screenWordsOf('runs', RUNS);
