/** @file The words of Device in Japanese. */
import { count } from '../../model/format.ts';
import type { BenchWords } from '../words.ts';

export const BENCH: BenchWords = {
  title: 'この機器の速さは？',
  note: '1 分以内に、複写、積、2 つのネットワークの訓練の速さを測ります。同じネットワークを標準の TensorFlow.js でも測ります。どこにも送信しません。',
  others: '他の機器',
  stop: '中止',
  measure: '測る',
  measureAgain: 'もう一度測る',
  busy: '探索が実行中です。測るには一時停止してください。',
  opening: '機器を開いています。',
  figures: {
    images: '枚/秒、論文の子',
    step: (images) => `${images} 枚の 1 ステップ`,
    copy: '複写（読み書き）',
    product: '最速の行列積',
    reached: '訓練で達した割合',
  },
  beside: '他の機器と並べて',
  fromLinks: '共有リンクより：持ち主のブラウザーの報告で、確認はしていません。',
  columns: {
    device: '機器',
    paper: '論文の子、ms',
    titu1994: 'titu1994 の子',
  },
  discs: '円：対数目盛、左ほど速い。塗りつぶし：ここで測定。白抜き：リンクより。',
  thisDevice: (where) => `この機器、${where}`,
  aLink: '#bench= を含むリンク',
  paste: '#bench= リンクを貼り付け',
  add: '追加',
  searches: 'この機器での探索',
  estimated: 'この測定からの見積もり',
  notKnown: 'まだ不明',
  share: 'この結果を共有',
  shareNote: 'リンクに含まれるのは数値、申告された機器とブラウザー、日付、版だけです。送らない限り誰にも渡りません。',
  shareName: '機器（申告のまま。ブラウザーは名前を隠すことがあります）',
  theLink: 'リンク',
  copyLink: 'リンクをコピー',
  copied: 'リンクをコピーしました。',
  characters: (number) => `${count(number)} 文字`,
};
