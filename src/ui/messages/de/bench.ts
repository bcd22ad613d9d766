/** @file The words of Device in German. */
import { count } from '../../model/format.ts';
import type { BenchWords } from '../words.ts';

export const BENCH: BenchWords = {
  title: 'Wie schnell ist dieses Gerät?',
  note: 'In weniger als einer Minute misst diese Seite, wie schnell es kopiert, multipliziert und zwei Netze trainiert, dieselben Netze auch mit dem üblichen TensorFlow.js. Nichts wird irgendwohin gesendet.',
  others: 'Andere Geräte',
  stop: 'Abbrechen',
  measure: 'Messen',
  measureAgain: 'Noch einmal messen',
  busy: 'Eine Suche läuft: Halte sie an, um zu messen.',
  opening: 'Das Gerät wird geöffnet.',
  figures: {
    images: 'Bilder/s, Kind des Artikels',
    step: (images) => `ein Schritt mit ${images} Bildern`,
    copy: 'Kopieren, lesen und schreiben',
    product: 'bestes Matrixprodukt',
    reached: 'davon im Training erreicht',
  },
  beside: 'Neben anderen Geräten',
  fromLinks: 'Aus geteilten Links: was die Browser der Besitzer meldeten, von uns nicht geprüft.',
  columns: {
    device: 'Gerät',
    paper: 'Kind des Artikels, ms',
    titu1994: 'das von titu1994',
  },
  discs: 'Punkte: logarithmisch, links ist schneller. Voll: hier gemessen. Hohl: aus einem Link.',
  thisDevice: (where) => `dieses Gerät, ${where}`,
  aLink: 'Ein Link mit #bench=',
  paste: '#bench=-Link einfügen',
  add: 'Hinzufügen',
  searches: 'Suchen auf diesem Gerät',
  estimated: 'aus dieser Messung geschätzt',
  notKnown: 'noch unbekannt',
  share: 'Dieses Ergebnis teilen',
  shareNote:
    'Der Link enthält die Zahlen, Gerät und Browser wie angegeben, den Tag und die Version. Sonst nichts, und niemand bekommt ihn, wenn du ihn nicht schickst.',
  shareName: 'Gerät, wie angegeben; Browser verbergen viele Namen',
  theLink: 'Der Link',
  copyLink: 'Link kopieren',
  copied: 'Der Link ist kopiert.',
  characters: (number) => `${count(number)} Zeichen`,
};
