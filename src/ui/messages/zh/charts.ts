/** @file The words in charts and graphs in simplified Chinese. */
import { count } from '../../model/format.ts';
import type { ChartsWords } from '../words.ts';

export const CHARTS: ChartsWords = {
  less: '更低',
  keptOver: (threshold) => `选中：高于 ${threshold}`,
  keptForBoth: (kept) => `选中 ${kept} 个，兼顾代价`,
  ranked: (candidates, kept, threshold) =>
    `代理模型为 ${count(candidates)} 个单元排序，选出了最好的 ${kept} 个，预测值不低于 ${threshold}。`,
  rankedForBoth: (candidates, kept) => `代理模型为 ${count(candidates)} 个单元排序，按准确率和代价选出了 ${kept} 个。`,
  rankOne: '第 1 名',
  rankAxis: '名次（对数刻度）',
  blockName: (block) => `块 ${block}`,
  output: '单元的输出',
  joinsOperators: (operators) => `拼接全部 ${operators} 个算子`,
  joinsBlocks: (number, isAll) => `拼接${isAll ? '全部' : ''} ${number} 个块`,
  aCell: (blocks, list, isSummed) => `一个有 ${count(blocks)} 个块的单元：${list}。${isSummed ? '' : '拼接所有输出。'}`,
  aBlock: (block, left, right, isSummed) => `块 ${block} ${isSummed ? '相加' : '含有'}${left}和${right}`,
  operatorOf: (operator, source) => `${source} 的 ${operator}`,
  best: (accuracy) => `最佳 ${accuracy}`,
  waiting: (cells) => `${cells} 个等待，按预测`,
  now: (accuracy) => `现在 ${accuracy}`,
  predicted: (accuracy) => `预测 ${accuracy}`,
  nothingMeasured: (level) => `第 ${level} 级：还没有实测。`,
  measuredCells: (level, cells, text) =>
    `第 ${level} 级：已实测 ${cells} 个单元，最佳为 ${text}。方向键在单元之间移动。`,
  tiles: {
    trained: (cells) => `已训练 ${cells} 个`,
    failed: (cells) => `失败 ${cells} 个`,
    training: (cells) => `训练中 ${cells} 个`,
    waiting: (cells) => `等待 ${cells} 个`,
    toCome: (cells) => `待选 ${cells} 个`,
  },
  noEpoch: '还没有完成一轮',
  afterEpoch: (epoch, of, accuracy) => `第 ${epoch} / ${of} 轮之后：${accuracy}`,
  savePlot: (form) => `将图表保存为 ${form}`,
};
