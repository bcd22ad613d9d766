/** @file The words of Ranking in German. */
import { count, counted } from '../../model/format.ts';
import type { RankingWords } from '../words.ts';

export const RANKING: RankingWords = {
  filesAlone: 'Zellen aus Dateien; kein Lauf ist geöffnet.',
  ofRun: (name, detail, cells) => `${name}: ${detail}. ${counted(cells, 'Zelle', 'Zellen')} trainiert.`,
  find: 'In der Notation suchen',
  findSuch: 'Notation suchen, etwa -1,identity',
  level: 'Stufe',
  allLevels: 'alle Stufen',
  onlyUsing: 'Nur Zellen mit',
  match: (matching, cells) => `${count(matching)} von ${counted(cells, 'Zelle', 'Zellen')} passen, gefüllt gezeichnet`,
  againstCost: 'Genauigkeit über Kosten',
  sorted: 'Geordnet, beste zuerst',
  inOrder: 'In der Folge des Trainings',
  hideCost: 'Ohne Kosten zeigen',
  showCost: 'Über Kosten zeigen',
  showOrder: 'In der Folge des Trainings zeigen',
  sort: 'Nach Genauigkeit ordnen',
  plot: (cells, isSorted) =>
    `Genauigkeit von ${cells} Zellen ${isSorted ? 'von der besten zur schlechtesten' : 'in der Folge des Trainings'}. Pfeiltasten gehen von Zelle zu Zelle.`,
  marks:
    'Gefüllte Zeichen sind {measured:gemessen}, jede Stufe mit eigener Form; hohle wurden {predicted:vorhergesagt}',
  drawn: (number, cells) => `; ${count(number)} von ${count(cells)} Zeichen gezeigt, darunter die besten`,
  ringed: (result) => (result === undefined ? '.' : `; umringt: ${result}.`),
  rankNumber: (rank) => `Rang ${rank}`,
  thisRun: 'dieser Lauf',
  cost: 'Kosten',
  axes: {
    parameters: 'Parameter',
    'multiply-adds': 'Multiply-Adds je Bild',
    ms: 'ms je Trainingsschritt',
  },
  costs: {
    parameters: (text) => `${text} Parameter`,
    'multiply-adds': (text) => `${text} Multiply-Adds`,
    ms: (text) => `${text} ms je Schritt`,
  },
  modelled:
    'Die Zeit ist aus den Schichten jedes Netzes berechnet, mal dem, was die Kinder dieses Laufs gegenüber der Rechnung brauchten.',
  overCost: (cells, axis) =>
    `Genauigkeit von ${cells} Zellen über ${axis}. Pfeiltasten gehen von Zelle zu Zelle, Enter öffnet sie.`,
  logScale: (axis) => `${axis}, logarithmisch`,
  front: 'Die Linie ist die Front: Keine gemessene Zelle liegt bei ihren Kosten darüber, und die umkreisten bilden sie',
  table: 'Tabelle der Zellen',
  blocks: 'Blöcke',
  from: 'aus',
  columns: {
    rank: 'Rang',
    index: 'Zelle',
    level: 'Stufe',
    predicted: 'vorhergesagt',
    accuracy: 'gemessen',
    difference: 'Abstand',
    parameters: 'Gewichte',
    durationMs: 'Zeit',
  },
  openCell: (notation) => `Zelle ${notation} öffnen`,
  warm: 'warm',
  warmNote: 'Begann als ihre trainierte Elternzelle',
  confirmed: 'Bestätigt: neu trainiert, beurteilt an Bildern, die die Suche nie sah',
  stoppedEarly: 'Früh beendet',
  atEpochs: (accuracy, epochs) => `${accuracy} nach ${counted(epochs, 'Epoche', 'Epochen')}`,
  noMatch: 'Keine Zelle passt zum Filter.',
  lineOf: (line, file) => `Zeile ${line} von ${file}`,
  open: 'Öffnen',
  notTrained: 'Noch nicht trainiert',
  openFiles: 'CSV-Dateien öffnen',
  orDrop:
    'oder train_history.csv und scores_2.csv von titu1994 irgendwo hier ablegen. Sie bleiben auf diesem Computer.',
  aRun: (file) => `${file} ist ein Lauf: Öffne ihn allein und CSV-Dateien danach`,
  noFile: (reason) => `Keine Datei wurde übernommen. ${reason}.`,
  kinds: {
    measured: (cells) => `${counted(cells, 'Zelle', 'Zellen')} gemessen`,
    predicted: (cells) => `${counted(cells, 'Zelle', 'Zellen')} vorhergesagt`,
  },
  takeAway: (file) => `${file} entfernen`,
};
