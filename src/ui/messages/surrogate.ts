/** @file The words of Surrogate. */
import * as SURROGATE from './en/surrogate.ts';
import { screenWordsOf } from './words.ts';

export const surrogate = screenWordsOf('surrogate', SURROGATE);
