/** @file What runs, presets and data are called in simplified Chinese. */
import { count } from '../../model/format.ts';
import type { NamesWords } from '../words.ts';

export const NAMES: NamesWords = {
  presets: { smoke: '最小', demo: '初体验', titu1994: 'titu1994', 'titu1994-b5': 'titu1994, B 5', paper: '论文' },
  searches: {
    pnas: '搜索',
    random: '随机搜索',
    evolution: '进化',
    shuffled: '打乱的搜索',
    'local-search': '局部搜索',
    bananas: 'BANANAS',
    external: '其他程序的单元',
  },
  withBlocks: (search, blocks) => `${search}，B ${blocks}`,
  sample: 'CIFAR-10 样本',
  detail: (data, training, validation, seed) =>
    `${data}，${count(training)} + ${count(validation)} 张图像，种子 ${seed}`,
  pick: (children) => (children === undefined ? '选出最好的' : `选出最好的 ${children} 个`),
};
