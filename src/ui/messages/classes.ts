/** @file What the classes of CIFAR-10 are called. */
import * as CLASSES from './en/classes.ts';
import { screenWordsOf } from './words.ts';

export const classes = screenWordsOf('classes', CLASSES);
