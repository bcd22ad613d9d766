/** @file The words in charts and graphs in German. */
import { count, counted } from '../../model/format.ts';
import type { ChartsWords } from '../words.ts';

export const CHARTS: ChartsWords = {
  less: 'weniger',
  keptOver: (threshold) => `ausgewählt: über ${threshold}`,
  keptForBoth: (kept) => `${kept} ausgewählt, nach beidem`,
  ranked: (candidates, kept, threshold) =>
    `Das Surrogat hat ${count(candidates)} Zellen geordnet; es wählte die besten ${kept} aus, vorhergesagt mit ${threshold} oder mehr.`,
  rankedForBoth: (candidates, kept) =>
    `Das Surrogat hat ${count(candidates)} Zellen geordnet; davon wurden ${kept} ausgewählt, nach Genauigkeit und Kosten.`,
  rankOne: 'Rang 1',
  rankAxis: 'Rang, logarithmisch',
  blockName: (block) => `Block ${block}`,
  output: 'Ausgabe der Zelle',
  joinsOperators: (operators) => `alle ${operators} Operatoren verketten`,
  joinsBlocks: (number, isAll) => `${isAll ? 'alle ' : ''}${number} Blöcke verketten`,
  aCell: (blocks, list, isSummed) =>
    `Eine Zelle aus ${counted(blocks, 'Block', 'Blöcken')}: ${list}.${isSummed ? '' : ' Alle Ausgaben werden verkettet.'}`,
  aBlock: (block, left, right, isSummed) => `Block ${block} ${isSummed ? 'addiert' : 'hat'} ${left} und ${right}`,
  operatorOf: (operator, source) => `${operator} von ${source}`,
  best: (accuracy) => `beste ${accuracy}`,
  waiting: (cells) => `${cells} warten, wie vorhergesagt`,
  now: (accuracy) => `jetzt ${accuracy}`,
  predicted: (accuracy) => `vorhergesagt ${accuracy}`,
  nothingMeasured: (level) => `Stufe ${level}: noch nichts gemessen.`,
  measuredCells: (level, cells, text) =>
    `Stufe ${level}: ${cells} Zellen gemessen, die beste mit ${text}. Pfeiltasten gehen von Zelle zu Zelle.`,
  tiles: {
    trained: (cells) => `${cells} trainiert`,
    failed: (cells) => `${cells} gescheitert`,
    training: (cells) => `${cells} im Training`,
    waiting: (cells) => `${cells} warten`,
    toCome: (cells) => `${cells} kommen noch`,
  },
  noEpoch: 'Noch ist keine Epoche beendet',
  afterEpoch: (epoch, of, accuracy) => `Nach Epoche ${epoch} von ${of}: ${accuracy}`,
  savePlot: (form) => `Diagramm als ${form} speichern`,
};
