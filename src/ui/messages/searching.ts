/** @file The words of a search on show. */
import * as SEARCHING from './en/searching.ts';
import { wordsOf } from './words.ts';

export const searching = wordsOf('searching', SEARCHING);
