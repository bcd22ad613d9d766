/** @file The words of sharing a result in Japanese. */
import { count, percent } from '../../model/format.ts';
import type { ShareWords } from '../words.ts';

export const SHARE: ShareWords = {
  title: 'この結果を共有',
  name: '題名（任意）',
  close: '閉じる',
  copy: 'リンクと見出しをコピー',
  copied: '見出しとリンクをコピーしました。',
  send: '送る',
  embed: '埋め込み用 HTML をコピー',
  embedCopied: 'この結果の枠の HTML をコピーしました。',
  see: '相手に見えるものを見る',
  about: (characters, isLocal, note) =>
    `${count(characters)} 文字。${isLocal ? 'このページはこのコンピューターかそのネットワーク内にあり、リンクも同じです' : 'どの機器でも開けます'}。アップロードはしません。${note}`,
  qr: 'リンクの QR コード',
  tooLong: (most) => `QR コードには長すぎます（最大 ${count(most)} 文字）。`,
  save: (file) => `${file} を保存`,
  everything: 'すべて含まれています。',
  result: {
    none: (cells) => `${count(cells)} セルを訓練、実測なし`,
    measured: (accuracy, images, data, of, cells) =>
      `最良の実測 ${percent(accuracy)}（${data ?? 'CIFAR-10 サンプル'} ${count(of)} 枚から取り分けた ${count(images)} 枚、${count(cells)} セルのあと）`,
    confirmed: (accuracy, images, data, trainings, cells) =>
      `${percent(accuracy)}（探索が見ていない ${data ?? 'CIFAR-10 サンプル'}の ${count(images)} 枚、${trainings === 1 ? '再訓練 1 回' : `訓練 ${count(trainings)} 回の平均`}、${count(cells)} セルのあと）`,
  },
  headline: (sentence) => `ブラウザーで PNAS：${sentence}`,
  bestOnly: (kept, cells) => `${count(cells)} 個のうち上位 ${count(kept)} 個のセルを含み、再訓練は含みません。`,
  omits: (parts, best) => `リンクを短くするため省いたもの：${parts}。${best}run.json にはすべてあります。`,
  omitted: {
    surrogate: '全候補の予測',
    curves: '学習曲線',
    durations: '所要時間',
    waiting: '選ばれたが未訓練のセル',
  },
};
