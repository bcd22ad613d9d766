/** @file The words of Final. */
import * as FINAL from './en/final.ts';
import { screenWordsOf } from './words.ts';

export const final = screenWordsOf('final', FINAL);
