/** @file The words of sharing a result. */
import * as SHARE from './en/share.ts';
import { screenWordsOf } from './words.ts';

export const share = screenWordsOf('share', SHARE);
