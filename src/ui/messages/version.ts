/** @file What is said of a newer version of the page. */
import * as VERSION from './en/version.ts';
import { screenWordsOf } from './words.ts';

export const version = screenWordsOf('version', VERSION);
