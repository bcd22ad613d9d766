/** @file The words of Ranking. */
import * as RANKING from './en/ranking.ts';
import { screenWordsOf } from './words.ts';

export const ranking = screenWordsOf('ranking', RANKING);
