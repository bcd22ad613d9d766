/** @file The words of a page that leads a room, in English, as message functions. Pure. */
import { count, counted } from '../../model/format.ts';

export const LEADING = {
  title: (room: string): string => `Room ${room} trains this search`,
  about: 'The laptops train the cells; the surrogate learns on this computer. Keep this tab open.',
  over: 'The class has finished this search',
  overNote:
    'The laptops have left the room, and their tabs may be closed. Share the result. For another search press New search, then Start: laptops join again by the same link.',
  asking: 'The class’s terminal is asked.',
  away: 'The class’s terminal cannot be reached. Everything measured is kept, and the search goes on when it is back.',
  here: (laptops: number): string => `${counted(laptops, 'laptop')} in the room or at its door.`,
  gathering: (laptops: number, wanted: number): string =>
    `${counted(laptops, 'laptop')} here; the search begins with ${count(wanted)}.`,
  searching: (laptops: number, training: number): string =>
    `${counted(laptops, 'laptop')} here, ${count(training)} at a cell.`,
  held: 'The board has paused the class: Continue on the board goes on.',
  wanted: 'Laptops to wait for',
  beginNow: 'Begin now',
  copy: 'Copy the link to join',
  copied: 'The link to join is copied.',
  board: 'Open the board',
  code: (room: string): string => `The link to join room ${room}`,
  leave: 'Train on this device instead',
  wasRoom:
    'A room trained this search. Open the teacher’s link to go on with it there; Resume goes on with it on this device.',
} as const;
