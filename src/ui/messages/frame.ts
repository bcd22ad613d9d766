/** @file The words of the page's frame. */
import * as FRAME from './en/frame.ts';
import { wordsOf } from './words.ts';

export const frame = wordsOf('frame', FRAME);
