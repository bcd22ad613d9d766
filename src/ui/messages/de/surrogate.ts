/** @file The words of Surrogate in German. */
import { count } from '../../model/format.ts';
import type { SurrogateWords } from '../words.ts';

export const SURROGATE: SurrogateWords = {
  question: 'Hat das Surrogat die Zellen richtig geordnet?',
  explained:
    'Jeder Punkt ist eine Zelle, vor dem Training {predicted:vorhergesagt} und dann {measured:gemessen}; auf der gestrichelten Linie stimmt beides überein. Zum Auswählen zählt nur die Reihenfolge, darum ist die Note die von Spearman: 1 heißt perfekt geordnet, 0 Zufall.',
  axes: 'Was die Achsen zeigen',
  accuracy: 'Genauigkeit',
  rank: 'Rang',
  wholeCells: 'Diese Suche trainiert ganze Zellen, zum Vergleich mit PNAS.',
  nothingYet: 'Noch gibt es nichts zu vergleichen.',
  picked: (cells, lot, candidates) =>
    `${cells} ausgewählt${lot > 0 ? `, ${lot} zufällig gezogen` : ''}${candidates === undefined ? '' : `, von ${count(candidates)}`}`,
  tooFew: 'zu wenige gemessen für eine Note',
  byLot: (sign, low, high) =>
    `: Seine Auswahl ist ${sign > 0 ? 'besser als die' : sign < 0 ? 'schlechter als die' : 'nicht klar verschieden von den'} zufällig gezogenen Zellen (hohl), 95 % ${low} bis ${high}.`,
  pointsOf: (difference) => `${difference} Punkte`,
  orderAmong: (rho, expected) =>
    `Spearman unter den ausgewählten allein ${rho}; etwa ${expected} ist zu erwarten, da sich ihre Vorhersagen weniger unterscheiden.`,
  score: (rho, interval, text) =>
    `Spearman ${rho}${interval === '' ? '' : `, 95-%-Intervall ${interval}`}${text === '' ? '' : `; ${text}`}.`,
  ceiling: (value) => `Obergrenze ${value}`,
  atMost: (value) => `höchstens ${value}`,
  plot: (level, cells, byRank) =>
    `Stufe ${level}: ${byRank ? 'Rang' : 'Genauigkeit'} von ${cells} Zellen, vorhergesagt gegen gemessen. Pfeiltasten gehen von Zelle zu Zelle.`,
  axisMeasured: (byRank) => `gemessen${byRank ? 'er Rang' : ', %'}`,
  axisPredicted: (byRank) => `vorhergesagt${byRank ? 'er Rang' : ', %'}`,
  trend: {
    title: 'Stufe für Stufe, gegen das, was nicht lernen muss',
    note: 'Spearman unter den Zellen jeder Stufe, mit 95-%-Intervall.',
    lines: 'Durchgezogen: das auswählende Surrogat. Gestrichelt: andere, darunter die Elternzelle und die Größe.',
    more: 'Schattensurrogate, eine Einstellung, stünden daneben: die Elternzelle und die Größe.',
  },
  shadows: {
    title: 'Hätte ein anderes Surrogat besser geordnet?',
    note: 'Gefüllt: das auswählende. Hohl: seine Schatten, an dieselben Zellen angepasst, die nie auswählen. Spearman über die Zellen der Stufe, mit 95-%-Intervallen: Ausgewählte sind einander ähnlich, so bleibt wenig zu ordnen.',
    panel: (level) => `Stufe ${level}, alle Surrogate`,
    best: (name, isClear) =>
      `{strong:${name}} ${isClear ? 'ordnete am besten.' : 'liegt vorn, aber zu knapp, um es zu sagen.'}`,
  },
  errors: {
    title: 'Wo Vorhersagen zu hoch oder zu niedrig waren',
    note: 'Gemessen minus vorhergesagt, in Punkten, über alle Zellen mit dem Operator.',
    table: 'Fehler je Operator',
    operator: 'Operator',
    cells: 'Zellen',
    points: 'Punkte',
  },
  numbers: {
    title: 'In Zahlen',
    ceiling:
      'Die Obergrenze ist die beste Note, die eine Vorhersage erwarten darf, da Genauigkeiten zum Teil Zufall sind.',
    bound: (images, repeats) =>
      `Höchstens so viel: Gezählt ist nur das Glück von ${count(images)} Validierungsbildern, bis ${repeats} Zellen neu trainiert sind.`,
    error: 'Fehler ist der mittlere Abstand, in Punkten.',
    table: 'Noten je Stufe',
    columns: ['Stufe', 'angepasst an', 'Spearman', '95 %', 'Obergrenze', 'Fehler', 'Verlust des Ensembles'],
    tooFew: 'zu wenige',
  },
};
