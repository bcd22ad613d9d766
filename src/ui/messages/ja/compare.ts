/** @file The words of comparing runs in Japanese. */
import { count } from '../../model/format.ts';
import type { CompareWords } from '../words.ts';

export const COMPARE: CompareWords = {
  reading: '探索を読み込み中。',
  budgets: {
    cells: 'セル',
    'multiply-adds': '積和演算',
    time: '時間',
  },
  over: '図の横軸',
  unsettled: 'まだはっきりした差はありません',
  ahead: (letters, _isOne, reference) => `${letters} は ${reference} を明らかに上回る`,
  behind: (letters, _isOne, reference) => `${letters} は ${reference} を明らかに下回る`,
  note: (isSeeded, reference) =>
    `その時点で最良のセルの実測${isSeeded ? '（線：シードの平均、帯：最低から最高）' : ''}。破線：${reference}、灰色：その他。`,
  spent: '訓練に使った積和演算、単位 ',
  best: '最高',
  meanBest: '最高の平均',
  nothing: (name) => `${name}：実測なし。`,
  plot: (name, text, low, high) => `${name}：最高の平均 ${text}、シードにより ${low} ～ ${high}。`,
  plotOne: (name, text) => `${name}：最高 ${text}。`,
  holds: '最良のセルは確かか？',
  columns: {
    search: '探索',
    seeds: 'シード',
    work: (exponent) => `積和演算、10${exponent}`,
    confirmed: '確認、%',
    measured: '最高の実測、%',
    less: (reference) => `${reference} との差、ポイント`,
    reference: '基準',
  },
  nothingMeasured: '実測なし',
  compareWith: (letter) => `${letter} と比べる`,
  noSeed: '共通のシードなし',
  oneSeed: 'シード 1 個',
  foot: {
    confirmed: '確認：各探索の最良のセルを新しいシードで再訓練し、選択に使っていない画像で評価。',
    measured: '最高の実測：多くの実測の最高値で、運も混じります。確認していない探索もあります。',
    deviation: '± はシード間の標準偏差。',
    paired: (comparisons) =>
      `差はシードごとに対にし、95% 区間は ${count(comparisons)} 回の比較に合わせて広げています。`,
    alone: 'シードが 1 個ずつだと、別のシードで差が変わりえます。「その他」から予約してください。',
    images: '実測した画像も異なります。',
  },
  differs: '何が違うか？',
  same: (settings, of) => `${of} 項目の設定のうち ${settings} 項目はすべて同じです。`,
  setting: '設定',
  dataSet: 'データセット',
  device: '機器',
  images: (number) => `${count(number)} 枚`,
};
