/** @file The words of comparing runs in German. */
import { counted } from '../../model/format.ts';
import type { CompareWords } from '../words.ts';

export const COMPARE: CompareWords = {
  reading: 'Die Läufe werden gelesen.',
  budgets: {
    cells: 'Zellen',
    'multiply-adds': 'Multiply-Adds',
    time: 'Zeit',
  },
  over: 'Worüber die Diagramme gehen',
  unsettled: 'Noch kein Abstand ist entschieden',
  ahead: (letters, isOne, reference) => `${letters} ${isOne ? 'liegt' : 'liegen'} klar vor ${reference}`,
  behind: (letters, isOne, reference) => `${letters} ${isOne ? 'liegt' : 'liegen'} klar hinter ${reference}`,
  note: (isSeeded, reference) =>
    `Bisher beste Zelle, wie gemessen${isSeeded ? '; Linie: Mittel über Seeds, Band: niedrigste bis höchste' : ''}. Gestrichelt: ${reference}; grau: die anderen.`,
  spent: 'Multiply-Adds fürs Training, in ',
  best: 'beste',
  meanBest: 'beste im Mittel',
  nothing: (name) => `${name}: nichts gemessen.`,
  plot: (name, text, low, high) => `${name}: beste im Mittel ${text}, ${low} bis ${high} je Seed.`,
  plotOne: (name, text) => `${name}: beste ${text}.`,
  holds: 'Hält die beste Zelle?',
  columns: {
    search: 'Suche',
    seeds: 'Seeds',
    work: (exponent) => `Multiply-Adds, 10${exponent}`,
    confirmed: 'bestätigt, %',
    measured: 'beste gemessene, %',
    less: (reference) => `minus ${reference}, Punkte`,
    reference: 'Bezug',
  },
  nothingMeasured: 'nichts gemessen',
  compareWith: (letter) => `Mit ${letter} vergleichen`,
  noSeed: 'kein gemeinsamer Seed',
  oneSeed: 'ein Seed',
  foot: {
    confirmed:
      'Bestätigt: die besten Zellen jedes Laufs, neu trainiert mit frischen Seeds, an Bildern, die keine Wahl bestimmten.',
    measured:
      'Beste gemessene: die höchste von vielen Messungen, zum Teil Glück; nicht alle dieser Läufe haben ihre bestätigt.',
    deviation: '± ist die Streuung über Seeds.',
    paired: (comparisons) =>
      `Abstände sind je Seed gepaart, ihre 95-%-Intervalle für ${counted(comparisons, 'Vergleich', 'Vergleiche')} verbreitert.`,
    alone: 'Mit je einem Seed kann schon ein anderer den Abstand verschieben: Reihe unter „Mehr“ weitere ein.',
    images: 'Sie wurden auch an verschiedenen Bildern gemessen.',
  },
  differs: 'Was unterscheidet sich?',
  same: (settings, of) => `${settings} von ${of} Einstellungen sind in allen gleich.`,
  setting: 'Einstellung',
  dataSet: 'Datensatz',
  device: 'Gerät',
  images: (number) => `${counted(number, 'Bild', 'Bilder')}`,
};
