/** @file The words of Surrogate in simplified Chinese. */
import { count } from '../../model/format.ts';
import type { SurrogateWords } from '../words.ts';

export const SURROGATE: SurrogateWords = {
  question: '代理模型为单元排对了顺序吗？',
  explained:
    '每个点是一个单元，训练前先{predicted:预测}，之后{measured:实测}；在虚线上两者一致。挑选时只看顺序，所以用 Spearman 得分：1 是完全正确的顺序，0 是随机。',
  axes: '坐标轴显示什么',
  accuracy: '准确率',
  rank: '名次',
  wholeCells: '本次搜索训练完整的单元，用于与 PNAS 比较。',
  nothingYet: '还没有可比较的。',
  picked: (cells, lot, candidates) =>
    `${candidates === undefined ? '' : `${count(candidates)} 个中`}选出 ${cells} 个${lot > 0 ? `，随机抽取 ${lot} 个` : ''}`,
  tooFew: '实测太少，无法打分',
  byLot: (sign, low, high) =>
    `：所选单元${sign > 0 ? '好于' : sign < 0 ? '差于' : '与随机抽取的没有明显差别：'}${sign === 0 ? '' : '随机抽取的'}（空心），95% ${low} 至 ${high}。`,
  pointsOf: (difference) => `${difference} 个百分点`,
  orderAmong: (rho, expected) => `仅在所选单元之中 Spearman 为 ${rho}；由于它们的预测相差较小，预期约为 ${expected}。`,
  score: (rho, interval, text) =>
    `Spearman ${rho}${interval === '' ? '' : `，95% 区间 ${interval}`}${text === '' ? '' : `；${text}`}。`,
  ceiling: (value) => `上限 ${value}`,
  atMost: (value) => `最多 ${value}`,
  plot: (level, cells, byRank) =>
    `第 ${level} 级：${cells} 个单元的预测与实测${byRank ? '名次' : '准确率'}。方向键在单元之间移动。`,
  axisMeasured: (byRank) => `实测${byRank ? '名次' : '，%'}`,
  axisPredicted: (byRank) => `预测${byRank ? '名次' : '，%'}`,
  trend: {
    title: '逐级比较：与无须学习的方法相比',
    note: '各级单元的 Spearman 及其 95% 区间。',
    lines: '实线：负责挑选的代理模型。虚线：其他的，其中有单元的父代和大小。',
    more: '若在设置中启用影子代理模型，这里会并列显示单元的父代和大小。',
  },
  shadows: {
    title: '换一个代理模型会排得更好吗？',
    note: '实心：负责挑选的。空心：它的影子，用相同单元拟合，从不参与挑选。本级单元的 Spearman 及 95% 区间：所选单元彼此相似，因此没有多少可排的。',
    panel: (level) => `第 ${level} 级，全部代理模型`,
    best: (name, isClear) => `{strong:${name}} ${isClear ? '排得最好。' : '领先，但差距太小，难分高下。'}`,
  },
  errors: {
    title: '哪些预测偏高或偏低',
    note: '实测减预测（百分点），取所有使用该算子的单元。',
    table: '各算子的误差',
    operator: '算子',
    cells: '单元',
    points: '百分点',
  },
  numbers: {
    title: '数字',
    ceiling: '上限是任何预测可期望的最好得分，因为准确率中有一部分是偶然。',
    bound: (images, repeats) => `最多如此：在重训 ${repeats} 个单元之前，只计入 ${count(images)} 张验证图像的运气。`,
    error: '误差是平均差距（百分点）。',
    table: '各级得分',
    columns: ['级', '拟合所用', 'Spearman', '95%', '上限', '误差', '集成损失'],
    tooFew: '太少',
  },
};
