/** @file The words in charts and graphs in Portuguese, as written in Brazil. */
import type { ChartsWords } from '../words.ts';

export const CHARTS: ChartsWords = {
  less: 'menos',
  keptOver: (threshold) => `escolhidas: acima de ${threshold}`,
  rankOne: 'posto 1',
  blockName: (block) => `bloco ${block}`,
  output: 'a saída da célula',
  joinsOperators: (operators) => `concatenar os ${operators} operadores`,
  joinsBlocks: (number, isAll) => `concatenar ${isAll ? 'os ' : ''}${number} blocos`,
};
