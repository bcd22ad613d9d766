/** @file The words of Cell. */
import * as CELLS from './en/cells.ts';
import { screenWordsOf } from './words.ts';

export const cells = screenWordsOf('cells', CELLS);
