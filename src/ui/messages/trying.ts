/** @file The words of Try it. */
import * as TRYING from './en/trying.ts';
import { screenWordsOf } from './words.ts';

export const trying = screenWordsOf('trying', TRYING);
