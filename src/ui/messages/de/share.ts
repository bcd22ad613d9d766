/** @file The words of sharing a result in German. */
import { count } from '../../model/format.ts';
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
  bestOnly: (kept, cells) => ` Er enthält die besten ${count(kept)} von ${count(cells)} Zellen, ohne Wiederholungen.`,
  omits: (parts, best) => `Um kurz zu bleiben, lässt der Link weg: ${parts}.${best} run.json enthält alles.`,
  omitted: {
    surrogate: 'die Vorhersagen über alle Kandidaten',
    curves: 'die Lernkurven',
    durations: 'die Sekunden',
    waiting: 'die ausgewählten, nicht trainierten Zellen',
  },
};
