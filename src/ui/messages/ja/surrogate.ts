/** @file The words of Surrogate in Japanese. */
import { count } from '../../model/format.ts';
import type { SurrogateWords } from '../words.ts';

export const SURROGATE: SurrogateWords = {
  question: 'サロゲートはセルを正しく順位づけたか？',
  explained:
    '点はそれぞれ 1 つのセルで、訓練前に{predicted:予測}し、その後{measured:実測}したものです。破線上では両者が一致します。選ぶときに大事なのは順序だけなので、得点はスピアマンの順位相関です：1 は完全な順序、0 は偶然。',
  axes: '軸が示すもの',
  accuracy: '正解率',
  rank: '順位',
  wholeCells: 'この探索は PNAS との比較のため、完全なセルを訓練します。',
  nothingYet: 'まだ比べるものがありません。',
  picked: (cells, lot, candidates) =>
    `${candidates === undefined ? '' : `${count(candidates)} 個から `}${cells} 個を選択${lot > 0 ? `、無作為抽出 ${lot} 個` : ''}`,
  tooFew: '実測が少なく得点なし',
  byLot: (sign, low, high) =>
    `：選んだセルは無作為抽出のセル（白抜き）${sign > 0 ? 'より良い' : sign < 0 ? 'より悪い' : 'と明らかな差なし'}、95% ${low} 〜 ${high}。`,
  pointsOf: (difference) => `${difference} ポイント`,
  orderAmong: (rho, expected) =>
    `選んだセルだけのスピアマンは ${rho}。予測の差が小さいため、${expected} 程度が見込まれます。`,
  score: (rho, interval, text) =>
    `スピアマン ${rho}${interval === '' ? '' : `、95% 区間 ${interval}`}${text === '' ? '' : `、${text}`}。`,
  ceiling: (value) => `上限 ${value}`,
  atMost: (value) => `最大 ${value}`,
  plot: (level, cells, byRank) =>
    `レベル ${level}：${cells} 個のセルの${byRank ? '順位' : '正解率'}、予測と実測。矢印キーでセルを移動します。`,
  axisMeasured: (byRank) => `実測${byRank ? '順位' : '、%'}`,
  axisPredicted: (byRank) => `予測${byRank ? '順位' : '、%'}`,
  trend: {
    title: 'レベルごとに、学習のいらない方法と比べる',
    note: '各レベルのセルのスピアマンと 95% 区間。',
    lines: '実線：選ぶサロゲート。破線：その他（親のセルや大きさなど）。',
    more: '設定で影のサロゲートを使うと、親のセルと大きさが並びます。',
  },
  shadows: {
    title: '別のサロゲートならもっと良く順位づけたか？',
    note: '塗りつぶし：選ぶもの。白抜き：同じセルで学習し、選ばない影。レベルのセルでのスピアマンと 95% 区間。選ばれたセルは似ているため、順序の差はわずかです。',
    panel: (level) => `レベル ${level}、すべてのサロゲート`,
    best: (name, isClear) =>
      `{strong:${name}} ${isClear ? 'が最も良く順位づけました。' : 'が先行していますが、僅差で判断できません。'}`,
  },
  errors: {
    title: '予測が高すぎた、低すぎたところ',
    note: 'その演算を使う全セルでの実測 − 予測（ポイント）。',
    table: '演算ごとの誤差',
    operator: '演算',
    cells: 'セル',
    points: 'ポイント',
  },
  numbers: {
    title: '数値で',
    ceiling: '上限は、どんな予測でも期待できる最高の得点です。正解率には偶然も混じるためです。',
    bound: (images, repeats) =>
      `これは最大値です。${repeats} 個のセルを再訓練するまでは、検証画像 ${count(images)} 枚の運だけを数えています。`,
    error: '誤差は平均の差（ポイント）です。',
    table: 'レベルごとの得点',
    columns: ['レベル', '学習したセル', 'スピアマン', '95%', '上限', '誤差', 'アンサンブルの損失'],
    tooFew: '少なすぎる',
  },
};
