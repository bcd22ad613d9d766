/** @file The words of sharing a result in German. */
import { count, counted, percent } from '../../model/format.ts';
import type { ShareWords } from '../words.ts';

export const SHARE: ShareWords = {
  title: 'Dieses Ergebnis teilen',
  name: 'Titel, wenn du magst',
  close: 'Schließen',
  copy: 'Link mit Überschrift kopieren',
  copied: 'Der Link ist kopiert, seine Überschrift davor.',
  send: 'Senden',
  embed: 'HTML zum Einbetten kopieren',
  embedCopied: 'Das HTML eines Rahmens mit diesem Ergebnis ist kopiert.',
  see: 'Sehen, was andere sehen',
  about: (characters, isLocal, note) =>
    `${count(characters)} Zeichen; ${isLocal ? 'diese Seite liegt auf diesem Computer oder in seinem Netz, der Link also auch' : 'er öffnet sich auf jedem Gerät'}. Nichts wird hochgeladen. ${note}`,
  qr: 'QR-Code des Links',
  tooLong: (most) => `Zu lang für einen QR-Code, der ${count(most)} Zeichen fasst.`,
  save: (file) => `${file} speichern`,
  everything: 'Er enthält alles.',
  result: {
    none: (cells) => `${counted(cells, 'Zelle', 'Zellen')} trainiert, keine gemessen`,
    measured: (accuracy, images, data, of, cells) =>
      `am besten gemessen ${percent(accuracy)} auf ${count(images)} Bildern ${data === undefined ? 'der CIFAR-10-Stichprobe' : `aus ${data}`}, zurückgelegt von ${count(of)}, nach ${counted(cells, 'Zelle', 'Zellen')}`,
    confirmed: (accuracy, images, data, trainings, cells) =>
      `${percent(accuracy)} auf ${count(images)} Bildern ${data === undefined ? 'der CIFAR-10-Stichprobe' : `aus ${data}`}, die die Suche nie sah, ${trainings === 1 ? 'einmal neu trainiert' : `Mittel aus ${count(trainings)} Trainings`}, nach ${counted(cells, 'Zelle', 'Zellen')}`,
  },
  headline: (sentence) => `PNAS in meinem Browser: ${sentence}`,
  bestOnly: (kept, cells) => ` Er enthält die besten ${count(kept)} von ${count(cells)} Zellen, ohne Wiederholungen.`,
  omits: (parts, best) => `Um kurz zu bleiben, lässt der Link weg: ${parts}.${best} run.json enthält alles.`,
  omitted: {
    surrogate: 'die Vorhersagen über alle Kandidaten',
    curves: 'die Lernkurven',
    durations: 'die Sekunden',
    waiting: 'die ausgewählten, nicht trainierten Zellen',
  },
};
