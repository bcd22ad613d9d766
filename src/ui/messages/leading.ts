/** @file The words of a page that leads a room. */
import { LEADING } from './en/leading.ts';
import { wordsOf } from './words.ts';

export const leading = wordsOf('leading', LEADING);
