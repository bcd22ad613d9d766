/** @file What is said of a newer version of the page in German. */
import type { VersionWords } from '../words.ts';

export const VERSION: VersionWords = {
  isReady: 'Eine neue Version dieser Seite ist bereit.',
  pauseThere: 'Dieser Browser verrät nicht, ob ein anderer Tab sucht: Halte die Suche dort zuerst an.',
  reload: 'Neu laden',
  later: 'Später',
  waits: 'Ein anderer Tab sucht oder importiert Bilder. Die neue Version wartet, bis er fertig ist.',
};
