/** @file What stands above a screen after something was done or has failed. */
import * as NOTICES from './en/notices.ts';
import { wordsOf } from './words.ts';

export const notices = wordsOf('notices', NOTICES);
