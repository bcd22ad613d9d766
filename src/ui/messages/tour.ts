/** @file The words of the tour. */
import { TOUR } from './en/tour.ts';
import { wordsOf } from './words.ts';

export const tour = wordsOf('tour', TOUR);
