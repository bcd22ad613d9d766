/** @file The words of drawing a cell. */
import { DRAW } from './en/draw.ts';
import { wordsOf } from './words.ts';

export const draw = wordsOf('draw', DRAW);
