/** @file What stands above a screen after something was done or has failed, in German. */
import { count, counted } from '../../model/format.ts';
import type { NoticesWords } from '../words.ts';

export const NOTICES: NoticesWords = {
  imagesStored: (images) => `${counted(images, 'Bild ist', 'Bilder sind')} auf diesem Computer gespeichert.`,
  testLeftOut: 'Der Test-Batch wurde weggelassen: Mit ihm darf nicht gesucht werden.',
  imagesDeleted: 'Die Bilder sind gelöscht. Läufe mit ihnen lassen sich weiter ansehen.',
  imagesMissing: (images, name) =>
    `Die Bilder dieses Laufs, ${count(images)} aus ${name}, sind nicht auf diesem Computer. Importiere sie unter Neue Suche und setze ihn dann fort.`,
  searchRuns: 'Eine Suche läuft. Halte sie zuerst an oder brich sie ab; nichts geht verloren.',
  paused: 'Angehalten. Jedes fertige Kind bleibt gespeichert; setze fort, wann du willst, auch morgen.',
  stopped: (children) =>
    `Abgebrochen. ${children === 1 ? 'Das eine trainierte Kind bleibt' : `Alle ${count(children)} trainierten Kinder bleiben`} gespeichert; Fortsetzen macht dort weiter.`,
  failed: (reason) => `Die Suche ist stehen geblieben. ${reason} Alles bisher Gemessene bleibt gespeichert.`,
  crashed: (reason) => `${reason}. Alles bisher Gemessene bleibt gespeichert.`,
  copyKept: 'Eine Kopie dieses Laufs ist hier gespeichert.',
  notKept: 'Dieser Lauf bleibt hier, bis das Fenster geschlossen wird.',
  canResume: 'Fortsetzen macht weiter, wo er steht.',
  finalPaused: 'Angehalten. Alles bis zum letzten Schritt bleibt gespeichert; setze fort, wann du willst.',
  finalFailed: (reason) => `Das Training ist stehen geblieben. ${reason}. Alles bisher Trainierte bleibt gespeichert.`,
  settingsCopied: 'Der Link ist kopiert. Er füllt diese Einstellungen aus und startet nichts.',
  noCopying: 'Der Browser hat das Kopieren nicht erlaubt. Der Text lautet:',
  badSettings: (mistake) =>
    `Dieser Link hat einen Fehler: ${mistake}. Die gezeigten Einstellungen sind nicht die des Links.`,
  badCell: (reason) => `Diese Zelle lässt sich hier nicht zeichnen. ${reason}.`,
  noScreen: (reason) =>
    `Diese Ansicht konnte nicht geladen werden. ${reason}. Lade die Seite neu, wenn das Netz wieder da ist.`,
  refused: {
    operators: 'Wähle mindestens einen Operator.',
    heldOut: 'Höchstens die Hälfte der Bilder kann zurückgelegt werden.',
    number: (example) => `Gib eine Zahl ein, etwa ${example}.`,
    range: (range) => `Gib eine Zahl von ${range} ein.`,
  },
};
