/** @file The words of the page's frame in German. */
import type { FrameWords } from '../words.ts';

export const FRAME: FrameWords = {
  screens: {
    search: 'Suche',
    cell: 'Zelle',
    surrogate: 'Surrogat',
    ranking: 'Rangliste',
    final: 'Final',
    try: 'Testen',
    runs: 'Läufe',
    teach: 'Lernen',
    device: 'Gerät',
  },
  tabs: { top: 'Ansichten', bottom: 'Ansichten, unten' },
  light: 'Helle Farben',
  dark: 'Dunkle Farben',
  language: 'Sprache',
  noLanguage: (reason) => `Diese Sprache konnte nicht geladen werden. ${reason}.`,
  opening: (screen) => `${screen} wird geöffnet.`,
  recorded: 'Aufgezeichneter Lauf, nichts wird trainiert',
  undo: 'Rückgängig',
  close: 'Schließen',
  cell: (number, result) => `Zelle ${number}: ${result}.`,
  failed: 'gescheitert',
};
