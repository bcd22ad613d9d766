/** @file What runs, presets and data are called in Japanese. */
import { count } from '../../model/format.ts';
import type { NamesWords } from '../words.ts';

export const NAMES: NamesWords = {
  presets: { smoke: '最小', demo: 'お試し', titu1994: 'titu1994', 'titu1994-b5': 'titu1994, B 5', paper: '論文' },
  searches: {
    pnas: '探索',
    random: 'ランダム探索',
    evolution: '進化',
    shuffled: 'シャッフルした探索',
    'local-search': '局所探索',
    bananas: 'BANANAS',
    external: '別のプログラムのセル',
  },
  withBlocks: (search, blocks) => `${search}（B ${blocks}）`,
  sample: 'CIFAR-10 サンプル',
  detail: (data, training, validation, seed) => `${data}、${count(training)} + ${count(validation)} 枚、シード ${seed}`,
  pick: (children) => (children === undefined ? '上位を選ぶ' : `上位 ${children} 個を選ぶ`),
};
