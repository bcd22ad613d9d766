/** @file The words in charts and graphs in Spanish. */
import type { ChartsWords } from '../words.ts';

export const CHARTS: ChartsWords = {
  less: 'menos',
  keptOver: (threshold) => `elegidas: más de ${threshold}`,
  rankOne: 'puesto 1',
  blockName: (block) => `bloque ${block}`,
  output: 'la salida de la celda',
  joinsOperators: (operators) => `concatenar los ${operators} operadores`,
  joinsBlocks: (number, isAll) => `concatenar ${isAll ? 'los ' : ''}${number} bloques`,
};
