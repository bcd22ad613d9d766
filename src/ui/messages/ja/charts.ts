/** @file The words in charts and graphs in Japanese. */
import { count } from '../../model/format.ts';
import type { ChartsWords } from '../words.ts';

export const CHARTS: ChartsWords = {
  less: '以下',
  keptOver: (threshold) => `選択：${threshold} 以上`,
  keptForBoth: (kept) => `コストも考え ${kept} 個を選択`,
  ranked: (candidates, kept, threshold) =>
    `サロゲートは ${count(candidates)} 個のセルを順位づけし、予測 ${threshold} 以上の上位 ${kept} 個を選びました。`,
  rankedForBoth: (candidates, kept) =>
    `サロゲートは ${count(candidates)} 個のセルを順位づけし、正解率とコストで ${kept} 個を選びました。`,
  rankOne: '1 位',
  rankAxis: '順位（対数目盛）',
  blockName: (block) => `ブロック ${block}`,
  output: 'セルの出力',
  joinsOperators: (operators) => `${operators} 個の演算をすべて連結`,
  joinsBlocks: (number, isAll) => `${number} ブロックを${isAll ? 'すべて' : ''}連結`,
  aCell: (blocks, list, isSummed) =>
    `${count(blocks)} ブロックのセル：${list}。${isSummed ? '' : 'すべての出力を連結します。'}`,
  aBlock: (block, left, right, isSummed) => `ブロック ${block} は ${left} と ${right} を${isSummed ? '足す' : '持つ'}`,
  operatorOf: (operator, source) => `${source} の ${operator}`,
  best: (accuracy) => `最高 ${accuracy}`,
  waiting: (cells) => `${cells} 個待機、予測の位置`,
  now: (accuracy) => `現在 ${accuracy}`,
  predicted: (accuracy) => `予測 ${accuracy}`,
  nothingMeasured: (level) => `レベル ${level}：まだ実測はありません。`,
  measuredCells: (level, cells, text) =>
    `レベル ${level}：${cells} 個のセルを実測、最高は ${text}。矢印キーでセルを移動します。`,
  tiles: {
    trained: (cells) => `訓練済み ${cells}`,
    failed: (cells) => `失敗 ${cells}`,
    training: (cells) => `訓練中 ${cells}`,
    waiting: (cells) => `待機 ${cells}`,
    toCome: (cells) => `これから ${cells}`,
  },
  noEpoch: 'まだ終わったエポックはありません',
  afterEpoch: (epoch, of, accuracy) => `エポック ${epoch} / ${of} のあと：${accuracy}`,
  savePlot: (form) => `図を ${form} で保存`,
};
