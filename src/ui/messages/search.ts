/** @file The words of the first visit. */
import { SEARCH } from './en/search.ts';
import { wordsOf } from './words.ts';

export const search = wordsOf('search', SEARCH);
