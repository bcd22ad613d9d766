/** @file The words in charts and graphs in Japanese. */
import type { ChartsWords } from '../words.ts';

export const CHARTS: ChartsWords = {
  less: '以下',
  keptOver: (threshold) => `残す：${threshold} 以上`,
  rankOne: '1 位',
  blockName: (block) => `ブロック ${block}`,
  output: 'セルの出力',
  joinsOperators: (operators) => `${operators} 個の演算をすべて連結`,
  joinsBlocks: (number, isAll) => `${number} ブロックを${isAll ? 'すべて' : ''}連結`,
};
