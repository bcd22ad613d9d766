/** @file The words behind buttons of the first visit. */
import { DETAILS } from './en/details.ts';
import { wordsOf } from './words.ts';

export const details = wordsOf('details', DETAILS);
