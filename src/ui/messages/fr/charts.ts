/** @file The words in charts and graphs in French. */
import type { ChartsWords } from '../words.ts';

export const CHARTS: ChartsWords = {
  less: 'moins',
  keptOver: (threshold) => `gardées : plus de ${threshold}`,
  rankOne: 'rang 1',
  blockName: (block) => `bloc ${block}`,
  output: 'sortie de la cellule',
  joinsOperators: (operators) => `concaténer les ${operators} opérateurs`,
  joinsBlocks: (number, isAll) => `concaténer ${isAll ? 'les ' : ''}${number} blocs`,
};
