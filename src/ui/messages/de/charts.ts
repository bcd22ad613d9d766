/** @file The words in charts and graphs in German. */
import type { ChartsWords } from '../words.ts';

export const CHARTS: ChartsWords = {
  less: 'weniger',
  keptOver: (threshold) => `behalten: über ${threshold}`,
  rankOne: 'Rang 1',
  blockName: (block) => `Block ${block}`,
  output: 'Ausgabe der Zelle',
  joinsOperators: (operators) => `alle ${operators} Operatoren verketten`,
  joinsBlocks: (number, isAll) => `${isAll ? 'alle ' : ''}${number} Blöcke verketten`,
};
