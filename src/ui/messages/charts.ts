/** @file The words in charts and graphs. */
import * as CHARTS from './en/charts.ts';
import { wordsOf } from './words.ts';

export const charts = wordsOf('charts', CHARTS);
