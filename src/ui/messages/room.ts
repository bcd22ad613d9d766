/** @file The words of a class's pages. */
import * as ROOM from './en/room.ts';
import { screenWordsOf } from './words.ts';

export const room = screenWordsOf('room', ROOM);
