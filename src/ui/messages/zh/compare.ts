/** @file The words of comparing runs in simplified Chinese. */
import { count } from '../../model/format.ts';
import type { CompareWords } from '../words.ts';

export const COMPARE: CompareWords = {
  reading: '正在读取搜索。',
  budgets: {
    cells: '单元',
    'multiply-adds': '乘加运算',
    time: '时间',
  },
  over: '图表的横轴',
  unsettled: '还没有确定的差距',
  ahead: (letters, _isOne, reference) => `${letters} 明显领先于 ${reference}`,
  behind: (letters, _isOne, reference) => `${letters} 明显落后于 ${reference}`,
  note: (isSeeded, reference) =>
    `截至当时的最佳单元（实测）${isSeeded ? '；线：各种子的平均，带：最低到最高' : ''}。虚线：${reference}；灰色：其他。`,
  spent: '训练所用的乘加运算，单位 ',
  best: '最佳',
  meanBest: '平均最佳',
  nothing: (name) => `${name}：没有实测。`,
  plot: (name, text, low, high) => `${name}：平均最佳 ${text}，各种子 ${low} 至 ${high}。`,
  plotOne: (name, text) => `${name}：最佳 ${text}。`,
  holds: '最好的单元站得住吗？',
  columns: {
    search: '搜索',
    seeds: '种子',
    work: (exponent) => `乘加运算，10${exponent}`,
    confirmed: '确认，%',
    measured: '最佳实测，%',
    less: (reference) => `减 ${reference}，百分点`,
    reference: '基准',
  },
  nothingMeasured: '没有实测',
  compareWith: (letter) => `与 ${letter} 比较`,
  noSeed: '没有共同的种子',
  oneSeed: '一个种子',
  foot: {
    confirmed: '确认：每次搜索的最佳单元用新种子重新训练，并用未参与任何选择的图像评判。',
    measured: '最佳实测：众多实测中的最高值，部分是运气；这些搜索并非都确认过。',
    deviation: '± 是各种子间的标准差。',
    paired: (comparisons) => `差距按种子配对，95% 区间已按 ${count(comparisons)} 次比较放宽。`,
    alone: '各只有一个种子时，换个种子差距就可能改变：可在“更多”中排入更多。',
    images: '它们的实测图像也不同。',
  },
  differs: '有何不同？',
  same: (settings, of) => `${of} 项设置中有 ${settings} 项全部相同。`,
  setting: '设置',
  dataSet: '数据集',
  device: '设备',
  images: (number) => `${count(number)} 张图像`,
};
