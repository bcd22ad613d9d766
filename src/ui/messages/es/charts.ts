/** @file The words in charts and graphs in Spanish. */
import { count, counted } from '../../model/format.ts';
import type { ChartsWords } from '../words.ts';

export const CHARTS: ChartsWords = {
  less: 'menos',
  keptOver: (threshold) => `elegidas: más de ${threshold}`,
  keptForBoth: (kept) => `${kept} elegidas, por ambos`,
  ranked: (candidates, kept, threshold) =>
    `El modelo sustituto ordenó ${count(candidates)} celdas; eligió las ${kept} mejores, predichas con ${threshold} o más.`,
  rankedForBoth: (candidates, kept) =>
    `El modelo sustituto ordenó ${count(candidates)} celdas; se eligieron ${kept}, por exactitud y coste.`,
  rankOne: 'puesto 1',
  rankAxis: 'puesto, escala logarítmica',
  blockName: (block) => `bloque ${block}`,
  output: 'la salida de la celda',
  joinsOperators: (operators) => `concatenar los ${operators} operadores`,
  joinsBlocks: (number, isAll) => `concatenar ${isAll ? 'los ' : ''}${number} bloques`,
  aCell: (blocks, list, isSummed) =>
    `Una celda de ${counted(blocks, 'bloque')}: ${list}.${isSummed ? '' : ' Todas las salidas se concatenan.'}`,
  aBlock: (block, left, right, isSummed) => `el bloque ${block} ${isSummed ? 'suma' : 'tiene'} ${left} y ${right}`,
  operatorOf: (operator, source) => `${operator} de ${source}`,
  best: (accuracy) => `mejor ${accuracy}`,
  waiting: (cells) => `${cells} esperan, según lo predicho`,
  now: (accuracy) => `ahora ${accuracy}`,
  predicted: (accuracy) => `predicho ${accuracy}`,
  nothingMeasured: (level) => `Nivel ${level}: aún no hay nada medido.`,
  measuredCells: (level, cells, text) =>
    `Nivel ${level}: ${cells} celdas medidas, la mejor con ${text}. Las flechas van de celda en celda.`,
  tiles: {
    trained: (cells) => `${cells} entrenadas`,
    failed: (cells) => `${cells} fallidas`,
    training: (cells) => `${cells} entrenando`,
    waiting: (cells) => `${cells} esperan`,
    toCome: (cells) => `${cells} por venir`,
  },
  noEpoch: 'Aún no ha acabado ninguna época',
  afterEpoch: (epoch, of, accuracy) => `Tras la época ${epoch} de ${of}: ${accuracy}`,
  savePlot: (form) => `Guardar el gráfico como ${form}`,
};
