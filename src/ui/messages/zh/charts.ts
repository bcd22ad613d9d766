/** @file The words in charts and graphs in simplified Chinese. */
import type { ChartsWords } from '../words.ts';

export const CHARTS: ChartsWords = {
  less: '更低',
  keptOver: (threshold) => `保留：高于 ${threshold}`,
  rankOne: '第 1 名',
  blockName: (block) => `块 ${block}`,
  output: '单元的输出',
  joinsOperators: (operators) => `拼接全部 ${operators} 个算子`,
  joinsBlocks: (number, isAll) => `拼接${isAll ? '全部' : ''} ${number} 个块`,
};
